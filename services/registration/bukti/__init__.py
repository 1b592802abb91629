"""The proof of a stay: issued, delivered, looked up by anybody, revoked."""
