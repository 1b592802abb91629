"""The queue: what waits, who has taken it, what was decided."""
