"""A code to see or to hear, to slow down machines. Never the only barrier."""
