"""Verified residents: who may hand in a permohonan."""
