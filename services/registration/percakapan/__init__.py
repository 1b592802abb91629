"""Percakapan: residents and offices write to each other, about a permohonan or anything else."""
