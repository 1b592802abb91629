"""News for offices: read in the app by officers of an area, by role."""
