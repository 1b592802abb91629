"""Every worker is killed at every failpoint under load; then the tables must agree."""
