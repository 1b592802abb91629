"""Sessions: a token that identity signs and every service verifies, and what revokes it."""
