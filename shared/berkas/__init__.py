"""Files of strangers: opened in a process that knows nothing, made anew, kept sealed elsewhere."""
