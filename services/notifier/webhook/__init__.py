"""Outside systems that are called: signed, in order, retried for three days, replayable."""
