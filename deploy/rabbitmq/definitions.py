"""What the broker must know before the first connection, as RabbitMQ's definitions JSON."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from deploy.rabbitmq import integrator

Definition = dict[str, Any]

VHOST = "nonpermanen"
SERVICES = ("identity", "registration", "verification", "reporting", "notifier")
EXCHANGES = ("events", "private")
LIVE = "notifier.langsung"
WEB = r"|web\.[0-9a-f]{32}"
# What besides a service has: the short-lived queues of its web processes, where pages are live.
LIVE_PARTS = {"notifier": rf"|luar|langsung{WEB}", "verification": WEB}
WAITS = {"1s": 1_000, "10s": 10_000, "60s": 60_000}
DELIVERY_LIMIT = 20
OPERATOR = "operator"
KEEPER = integrator.KEEPER
"""Who keeps the outside subscribers through the management API: notifier's second user."""


def definitions(passwords: Mapping[str, str]) -> Definition:
    """Return the definitions for users with these passwords: the services and the operator."""
    return {
        "rabbit_version": "3.10.0",
        "vhosts": [{"name": VHOST}, {"name": integrator.VHOST}],
        "users": [_user(name, password) for name, password in passwords.items()],
        "permissions": [*map(_permission, _inside(passwords)), *integrator.permissions(passwords)],
        "topic_permissions": [
            rule for name in _inside(passwords) for rule in _topic_permissions(name)
        ],
        "exchanges": [
            *map(_topic, EXCHANGES),
            *map(_delay, SERVICES),
            _exchange(LIVE, "fanout"),
            *integrator.exchanges(),
        ],
        "queues": [integrator.feed(VHOST), *integrator.queues()],
        "bindings": [*integrator.feed_bindings(VHOST), *integrator.bindings()],
        "policies": [
            *(policy for service in SERVICES for policy in _policies(service)),
            *integrator.policies(),
        ],
        "parameters": [],
        "global_parameters": [],
    }


def _inside(passwords: Mapping[str, str]) -> list[str]:
    return [name for name in passwords if name != KEEPER]


def password_hash(user: str, password: str) -> str:
    """Return RabbitMQ's salted SHA-256; the salt depends on both, so the file stays the same."""
    salt = sha256(f"{user}\0{password}".encode()).digest()[:4]
    return base64.b64encode(salt + sha256(salt + password.encode()).digest()).decode()


def own_queues(service: str) -> str:
    """Return the pattern of a service's own queues and of its delay exchange."""
    waits = "|".join(WAITS)
    more = LIVE_PARTS.get(service, "")
    return rf"^{re.escape(service)}(\.(wait\.({waits})|parked|delay{more}))?$"


def _user(name: str, password: str) -> Definition:
    return {
        "name": name,
        "password_hash": password_hash(name, password),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": ["administrator"] if name in {OPERATOR, KEEPER} else [],
        "limits": {},
    }


def _permission(user: str) -> Definition:
    if user == OPERATOR:
        return _allow(user, ".*", ".*", ".*")
    own = own_queues(user)
    everyone = "|".join(EXCHANGES)
    inside = own.removeprefix("^").removesuffix("$")
    # Binding a queue needs `write` on it and `read` on the exchange; amq.default stays closed,
    # since whoever may publish there reaches every queue.
    return _allow(user, own, f"^({everyone}|{inside})$", f"^({everyone}|{inside})$")


def _allow(user: str, configure: str, write: str, read: str) -> Definition:
    return {"user": user, "vhost": VHOST, "configure": configure, "write": write, "read": read}


def _topic_permissions(user: str) -> list[Definition]:
    # Without a topic permission everything is allowed, so each exchange has one for each user.
    own = ".*" if user == OPERATOR else rf"^{re.escape(user)}\."
    return [
        {"user": user, "vhost": VHOST, "exchange": exchange, "write": own, "read": ".*"}
        for exchange in EXCHANGES
    ]


def _topic(name: str) -> Definition:
    return _exchange(name, "topic")


def _delay(service: str) -> Definition:
    return _exchange(f"{service}.delay", "direct")


def _exchange(name: str, kind: str) -> Definition:
    return {
        "name": name,
        "vhost": VHOST,
        "type": kind,
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def _policies(service: str) -> list[Definition]:
    if service == "notifier":
        luar = {"delivery-limit": DELIVERY_LIMIT * 50}
        return [*_ordinary_policies(service), _policy("notifier.luar", luar)]
    return _ordinary_policies(service)


def _ordinary_policies(service: str) -> list[Definition]:
    main = {"delivery-limit": DELIVERY_LIMIT, **_dead_letters_to(f"{service}.parked")}
    policies = [_policy(service, main)]
    for step, milliseconds in WAITS.items():
        wait = {"message-ttl": milliseconds, **_dead_letters_to(service)}
        policies.append(_policy(f"{service}.wait.{step}", wait))
    return policies


def _dead_letters_to(queue: str) -> Definition:
    # At least once: the source keeps the message until the target has confirmed it.
    return {
        "dead-letter-exchange": "",
        "dead-letter-routing-key": queue,
        "dead-letter-strategy": "at-least-once",
        "overflow": "reject-publish",
    }


def _policy(queue: str, definition: Definition) -> Definition:
    return {
        "name": queue,
        "vhost": VHOST,
        "pattern": f"^{re.escape(queue)}$",
        "apply-to": "queues",
        "priority": 10,
        "definition": definition,
    }


def main() -> None:
    """Print the definitions for passwords found in the environment as <USER>_AMQP_PASSWORD."""
    names = (*SERVICES, OPERATOR, KEEPER)
    passwords = {name: os.environ[f"{name.upper()}_AMQP_PASSWORD"] for name in names}
    json.dump(definitions(passwords), sys.stdout, indent=2)


if __name__ == "__main__":
    main()
