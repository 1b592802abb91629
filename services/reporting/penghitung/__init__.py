"""The counters: how many persons count where, by what, as of any day."""
