"""The web side that every service has: doors, session, policy, pages, forms, API."""
