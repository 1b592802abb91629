"""Where the residents of an office's area stay: what the office of origin sees."""
