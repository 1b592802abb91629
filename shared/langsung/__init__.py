"""Live pages: what a web process hears through a queue of its own, passed on to open pages."""
