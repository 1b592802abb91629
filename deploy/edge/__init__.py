"""The edge: nginx and the answer to "is everything ready"."""
