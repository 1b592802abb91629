"""Corrections: a resident mends what the office found not valid, three times at most."""
