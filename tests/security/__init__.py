"""What security promises, measured: `make security`."""
