"""What the offices call their areas."""
