"""The public pages: what this is, help, terms, privacy, accessibility; language and theme."""
