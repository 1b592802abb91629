"""The levels that check a permohonan before the office decides it, and their steps."""
