"""What may go wrong between two services."""

from __future__ import annotations


class Retry(Exception):
    """A reaction says "not yet": the event comes back later, without being counted as a fault.

    The reason goes into the log: ids and words, nothing personal.
    """


class BrokerLost(Exception):
    """The broker did not answer in time, refused, or closed; what was sent may be there or not."""
