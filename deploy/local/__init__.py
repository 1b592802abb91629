"""The whole system on one machine, with its state in one folder."""
