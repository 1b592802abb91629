"""Cases: the same person seems to stay twice, and the offices concerned are asked."""
