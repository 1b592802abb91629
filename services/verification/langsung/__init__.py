"""The queue, live: counts and rows as they change, for the pages that are open."""
