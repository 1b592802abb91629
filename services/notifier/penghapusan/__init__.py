"""Forgetting a person at identity's word."""
