"""The unread count, live: server-sent events, fed from the worker through the broker."""
