"""What the broker must know before the first connection."""
