"""What the services tell each other: one module per teller, and the envelope they travel in."""

from shared.events.envelope import Event, NotUnderstood, Received

__all__ = ["Event", "NotUnderstood", "Received"]
