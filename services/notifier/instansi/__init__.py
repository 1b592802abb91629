"""The offices that sign letters."""
