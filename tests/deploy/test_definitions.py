"""The broker lets each service do what is its own, and nothing else."""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from typing import Any

import pytest

from deploy.local.settings import SERVICES
from deploy.rabbitmq.definitions import OPERATOR, VHOST, definitions, password_hash

PASSWORDS = {name: f"{name}-sandi" for name in (*SERVICES, OPERATOR)}
FOUND = definitions(PASSWORDS)
OWN = ("", ".wait.1s", ".wait.10s", ".wait.60s", ".parked", ".delay")


def permission(user: str) -> dict[str, Any]:
    (found,) = [
        rule for rule in FOUND["permissions"] if (rule["user"], rule["vhost"]) == (user, VHOST)
    ]
    return dict(found)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_configures_its_own_queues_only(service: str) -> None:
    pattern = permission(service)["configure"]
    assert all(re.search(pattern, service + end) for end in OWN)
    others = [other + end for other in SERVICES if other != service for end in OWN]
    foreign = [*others, "events", "private", "", f"{service}x", f"x{service}", "amq.gen-1"]
    assert not [name for name in foreign if re.search(pattern, name)]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_cannot_publish_to_the_default_exchange(service: str) -> None:
    # Whoever may write to amq.default reaches every queue.
    assert not re.search(permission(service)["write"], "amq.default")
    assert re.search(permission(service)["write"], "events")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_tells_only_under_its_own_first_word(service: str) -> None:
    rules = [rule for rule in FOUND["topic_permissions"] if rule["user"] == service]
    assert {rule["exchange"] for rule in rules} == {"events", "private"}
    for rule in rules:
        assert re.search(rule["write"], f"{service}.permohonan.submitted.v1.34.02.33.10")
        assert not re.search(rule["write"], f"{service}x.permohonan.submitted.v1.34.02.33.10")
        assert not [o for o in SERVICES if o != service and re.search(rule["write"], f"{o}.x")]


def test_every_user_has_a_topic_permission_on_each_topic_exchange() -> None:
    topics = {exchange["name"] for exchange in FOUND["exchanges"] if exchange["type"] == "topic"}
    held = {(rule["user"], rule["exchange"]) for rule in FOUND["topic_permissions"]}
    assert held == {(user, topic) for user in PASSWORDS for topic in topics}


@pytest.mark.parametrize("service", SERVICES)
def test_each_queue_has_one_policy_that_leads_its_dead_letters_on(service: str) -> None:
    def target(queue: str) -> tuple[object, object, object]:
        (policy,) = [rule for rule in FOUND["policies"] if re.search(rule["pattern"], queue)]
        rule = policy["definition"]
        ttl, limit = rule.get("message-ttl"), rule.get("delivery-limit")
        return rule["dead-letter-routing-key"], ttl, limit

    assert target(service) == (f"{service}.parked", None, 20)
    assert target(f"{service}.wait.1s") == (service, 1_000, None)
    assert target(f"{service}.wait.10s") == (service, 10_000, None)
    assert target(f"{service}.wait.60s") == (service, 60_000, None)


def test_the_hash_is_the_one_that_rabbitmq_compares() -> None:
    raw = base64.b64decode(password_hash("identity", "rahasia"))
    assert raw[4:] == sha256(raw[:4] + b"rahasia").digest()
    assert password_hash("identity", "rahasia") != password_hash("reporting", "rahasia")


def test_no_password_is_in_the_definitions() -> None:
    text = json.dumps(FOUND)
    assert not [password for password in PASSWORDS.values() if password in text]
    assert text == json.dumps(definitions(PASSWORDS))
