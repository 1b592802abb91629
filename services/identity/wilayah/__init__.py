"""The areas of Indonesia: for the selects of a form, for search, for other systems."""
