"""What is being filled in, step by step, until it is sent."""
