"""A population registry to run against on one machine: made-up persons, looked up by NIK."""
