"""Selfies: taken in, checked, shrunk, sealed, stored; shown to officers who may look."""
