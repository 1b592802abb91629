"""Programs of other systems: what they may read, their secrets, their tokens."""
