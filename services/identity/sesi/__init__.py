"""Sessions: logging in and out, renewing, revoking."""
