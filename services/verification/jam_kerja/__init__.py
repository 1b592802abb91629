"""When an office works, and how long that is between two moments."""
