"""The stays as registration tells them, whatever the order; what a count consists of."""
