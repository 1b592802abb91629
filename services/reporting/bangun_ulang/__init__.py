"""Counting anew from the facts, beside the live tables, then compared and switched."""
