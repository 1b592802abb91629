"""Akun of residents: what is kept of a person, its states, and who may look at it."""
