"""What a person may ask of his own data: a copy, and to be forgotten (UU 27/2022)."""
