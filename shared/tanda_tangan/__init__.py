"""The electronic signature of an office under what it issues."""
