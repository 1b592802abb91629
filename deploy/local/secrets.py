"""Secrets of the local run: made once, kept in one file that only its owner may read."""

from __future__ import annotations

import base64
import json
import os
import secrets as random
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel

from deploy.local.settings import SERVICES

FILE = "secrets.json"
AMQP_USERS = frozenset({*SERVICES, "operator", "penjaga"})


class Secrets(BaseModel):
    """Passwords by role or user, and keys in the form that the services read."""

    postgres: dict[str, str]
    amqp: dict[str, str]
    erlang_cookie: str
    master_keys: dict[str, str]
    index_keys: dict[str, str]
    bus_keys: str
    session_private_key: str
    session_public_key: str


def secrets_of(folder: Path) -> Secrets:
    """Return the folder's secrets; make and keep them on the first call."""
    path = folder / FILE
    if path.is_file():
        kept = Secrets.model_validate_json(path.read_bytes())
        if kept.amqp.keys() >= AMQP_USERS:
            return kept
        # A folder of before: who came since then gets a password too.
        missing = {user: random.token_urlsafe(24) for user in AMQP_USERS - kept.amqp.keys()}
        grown = kept.model_copy(update={"amqp": kept.amqp | missing})
        _keep(path, grown)
        return grown
    made = _make()
    _keep(path, made)
    return made


def _make() -> Secrets:
    private = Ed25519PrivateKey.generate()
    roles = ["postgres", *SERVICES, *(f"{service}_migrator" for service in SERVICES)]
    return Secrets(
        postgres={role: random.token_urlsafe(24) for role in roles},
        amqp={user: random.token_urlsafe(24) for user in sorted(AMQP_USERS)},
        erlang_cookie=random.token_hex(20).upper(),
        # A service cannot open what another one sealed at rest; only the bus key is shared.
        master_keys={service: f"k1:{_key()}" for service in SERVICES},
        index_keys={service: _key() for service in SERVICES},
        bus_keys=f"b1:{_key()}",
        session_private_key=_base64(private.private_bytes_raw()),
        session_public_key=_base64(private.public_key().public_bytes_raw()),
    )


def _keep(path: Path, made: Secrets) -> None:
    # Written beside and moved: a run that is killed here leaves either all or nothing.
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(made.model_dump(), file, indent=2)
    beside.replace(path)


def _key() -> str:
    return _base64(random.token_bytes(32))


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
