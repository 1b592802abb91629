"""Offices: who they are, who signs, when they are open."""
