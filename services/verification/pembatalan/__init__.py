"""A decision may be undone for a minute; until then nobody outside the office is told of it."""
