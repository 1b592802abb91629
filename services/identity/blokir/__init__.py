"""Blocks: an akun that may do nothing any more, on which ground, and what it bars."""
