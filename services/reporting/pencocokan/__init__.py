"""Whether the same persons are counted here as stand in registration's ledger."""
