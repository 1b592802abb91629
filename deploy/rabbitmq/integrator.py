"""The vhost of outside subscribers: the exchange they bind, the stream, and how much each may hold.

Their users, permissions and queues are made one by one by notifier; what is here is the same for
all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Definition = dict[str, Any]

VHOST = "integrator"
EVENTS = "events"
STREAM = "peristiwa"
REQUESTS = "permintaan"
FEED = "notifier.luar"
OFFERED = ("permohonan", "domisili", "bukti", "instansi", "rekap")
NOTIFIER, KEEPER, OPERATOR = "notifier", "penjaga", "operator"
# What a sleeping subscriber may keep here at most; the oldest goes first, the stream has it still.
MOST_MESSAGES = 100_000
MOST_BYTES = 200_000_000
KEPT_MILLISECONDS = 7 * 86_400_000
GONE_MILLISECONDS = 30 * 86_400_000
STREAM_AGE = "30D"
STREAM_BYTES = 20_000_000_000
STREAM_SEGMENT = 50_000_000


def permissions(passwords: Mapping[str, str]) -> list[Definition]:
    """Return the rights of our own users in this vhost."""
    rights = {
        # Republishing into one subscriber's queue goes through the default exchange.
        NOTIFIER: ("^$", rf"^({EVENTS}|amq\.default)$", f"^({STREAM}|{REQUESTS})$"),
        KEEPER: (r"^langganan\.", rf"^(langganan\..*|{EVENTS})$", rf"^(langganan\..*|{EVENTS})$"),
        OPERATOR: (".*", ".*", ".*"),
    }
    return [
        {"user": user, "vhost": VHOST, "configure": configure, "write": write, "read": read}
        for user, (configure, write, read) in rights.items()
        if user in passwords
    ]


def exchanges() -> list[Definition]:
    """Return the exchange of public events, and the door for requests to see the past again."""
    return [_exchange(EVENTS, "topic"), _exchange(REQUESTS, "fanout")]


def queues() -> list[Definition]:
    """Return the stream that keeps all public events, and the queue of requests."""
    return [_queue(STREAM, "stream"), _queue(REQUESTS, "quorum")]


def feed(vhost: str) -> Definition:
    """Return the queue from which notifier carries public events over into this vhost."""
    return {**_queue(FEED, "quorum"), "vhost": vhost}


def feed_bindings(vhost: str) -> list[Definition]:
    """Return what outside systems may hear of: nothing about akun, sessions or officers."""
    return [{**_binding(EVENTS, FEED, f"*.{noun}.#"), "vhost": vhost} for noun in OFFERED]


def bindings() -> list[Definition]:
    """Return what the stream and the queue of requests hear."""
    return [_binding(EVENTS, STREAM, "#"), _binding(REQUESTS, REQUESTS, "")]


def policies() -> list[Definition]:
    """Return how much a subscriber's queue holds, and how long the stream keeps."""
    capped = {
        "max-length": MOST_MESSAGES, "max-length-bytes": MOST_BYTES, "overflow": "drop-head",
        "message-ttl": KEPT_MILLISECONDS, "expires": GONE_MILLISECONDS,
    }  # fmt: skip
    stream = {
        "max-age": STREAM_AGE, "max-length-bytes": STREAM_BYTES,
        "stream-max-segment-size-bytes": STREAM_SEGMENT,
    }  # fmt: skip
    asked = {"max-length": 1000, "overflow": "reject-publish", "message-ttl": 3_600_000}
    return [
        _policy("langganan", r"^langganan\.", capped),
        _policy(STREAM, f"^{STREAM}$", stream),
        _policy(REQUESTS, f"^{REQUESTS}$", asked),
    ]


def _exchange(name: str, kind: str) -> Definition:
    return {
        "name": name, "vhost": VHOST, "type": kind, "durable": True, "auto_delete": False,
        "internal": False, "arguments": {},
    }  # fmt: skip


def _queue(name: str, kind: str) -> Definition:
    arguments = {"x-queue-type": kind}
    return {
        "name": name, "vhost": VHOST, "durable": True, "auto_delete": False,
        "arguments": arguments,
    }  # fmt: skip


def _binding(source: str, queue: str, key: str) -> Definition:
    return {
        "source": source, "vhost": VHOST, "destination": queue, "destination_type": "queue",
        "routing_key": key, "arguments": {},
    }  # fmt: skip


def _policy(name: str, pattern: str, definition: Definition) -> Definition:
    return {
        "name": name, "vhost": VHOST, "pattern": pattern, "apply-to": "queues", "priority": 10,
        "definition": definition,
    }  # fmt: skip
