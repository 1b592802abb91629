"""The trail: every look of an officer at a person's data."""
