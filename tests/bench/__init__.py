"""What the machine can do at best, and what we make of it, measured in the same run."""
