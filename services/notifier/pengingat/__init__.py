"""Reminders: asked for by events, kept as rows, told once at the right hour."""
