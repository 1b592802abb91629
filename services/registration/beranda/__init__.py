"""The resident's home."""
