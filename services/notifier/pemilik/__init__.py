"""Whose permohonan it is."""
