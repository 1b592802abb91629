"""The catalogue: every event, what is in it, and the documents for programs."""
