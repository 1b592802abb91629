"""The levels that check a permohonan, as its owner is told of them."""
