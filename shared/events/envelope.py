"""The envelope: CloudEvents 1.0 in structured JSON, and the personal part that is sealed.

An event says its public facts in its fields. What is personal goes into `pribadi`, which never
leaves in clear: the public message does not have it, the private message carries it sealed.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from pydantic import BaseModel, ConfigDict, ValidationError

from shared import clock
from shared.crypto import Keyring
from shared.ids import uuid7

SPECVERSION = "1.0"
SOURCE = "/penduduk-nonpermanen/"


class Pribadi(BaseModel):
    """The personal part of an event; as little as the reaction needs."""

    model_config = ConfigDict(frozen=True)


class Event(BaseModel):
    """A fact in the past tense; its class names teller, noun and verb: identity.akun.approved."""

    model_config = ConfigDict(frozen=True)

    service: ClassVar[str]
    noun: ClassVar[str]
    past: ClassVar[str]
    v: ClassVar[int] = 1

    aggregate_id: UUID
    version: int
    pribadi: Pribadi | None = None

    @classmethod
    def type_name(cls) -> str:
        """Return e.g. `identity.akun.approved.v1`."""
        return f"{cls.service}.{cls.noun}.{cls.past}.v{cls.v}"

    @classmethod
    def exchange(cls) -> str:
        """Return the exchange our own services bind this type on."""
        return "private" if cls.model_fields["pribadi"].annotation != _NO_PART else "events"

    @classmethod
    def binding_key(cls) -> str:
        """Return the topic pattern that catches this type for every area."""
        return f"{cls.type_name()}.#"

    def routing_key(self) -> str:
        """Return the eight words: type, destination province and regency, origin the same."""
        tujuan = _province_and_regency(getattr(self, "kode_wilayah_tujuan", ""))
        asal = _province_and_regency(getattr(self, "kode_wilayah_asal", ""))
        return ".".join((self.type_name(), *tujuan, *asal))


def _province_and_regency(kode: str) -> tuple[str, str]:
    words = [*kode.split("."), "", ""]
    return words[0] or "-", words[1] or "-"


_NO_PART = Event.model_fields["pribadi"].annotation


@dataclass(frozen=True)
class OutboxRow:
    """One event as it waits to be told: `body` for `events`, `sealed` for `private` or None."""

    event_id: UUID
    type: str
    routing_key: str
    aggregate_id: UUID
    version: int
    body: bytes
    sealed: bytes | None


@dataclass(frozen=True)
class Received:
    """One understood message."""

    event_id: UUID
    type: str
    event: Event
    request_id: str


class NotUnderstood(Exception):
    """A message that no reaction can read: it is parked with this reason."""


class _Bus:
    keys: Keyring | None = None


def use(bus_keys: Mapping[str, bytes]) -> None:
    """Set the keys that seal personal parts on their way; called once at start."""
    _Bus.keys = Keyring(bus_keys)


def _keys() -> Keyring:
    if _Bus.keys is None:
        raise RuntimeError("events.envelope.use() was not called")
    return _Bus.keys


def to_row(event: Event, request_id: str = "", time: datetime | None = None) -> OutboxRow:
    """Return the outbox row of `event` with a new event id."""
    event_id = uuid7()
    public = {
        "specversion": SPECVERSION,
        "id": str(event_id),
        "source": SOURCE + event.service,
        "type": event.type_name(),
        "subject": str(event.aggregate_id),
        "time": (time or clock.now()).isoformat(),
        "datacontenttype": "application/json",
        "sequence": str(event.version),
        "requestid": request_id or "-",
        "data": event.model_dump(mode="json", exclude={"pribadi"}),
    }
    return OutboxRow(
        event_id=event_id,
        type=event.type_name(),
        routing_key=event.routing_key(),
        aggregate_id=event.aggregate_id,
        version=event.version,
        body=orjson.dumps(public),
        sealed=_with_sealed(public, event),
    )


def _context(envelope: Mapping[str, Any]) -> str:
    return f"{envelope['type']}|{envelope['id']}"


def _with_sealed(public: dict[str, Any], event: Event) -> bytes | None:
    if event.pribadi is None:
        return None
    blob = _keys().seal(event.pribadi.model_dump_json().encode(), _context(public))
    return orjson.dumps(public | {"pribadi": base64.b64encode(blob).decode()})


def from_message(body: bytes, known: Mapping[str, type[Event]]) -> Received:
    """Return the event in `body`; raises NotUnderstood for anything it cannot read."""
    try:
        envelope = orjson.loads(body)
        event_id = UUID(envelope["id"])
        kind = known[envelope["type"]]
        fields = dict(envelope["data"])
        if "pribadi" in envelope:
            fields["pribadi"] = _unsealed(envelope)
        event = kind.model_validate(fields)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, InvalidTag) as wrong:
        raise NotUnderstood(_reason(wrong)) from None
    request_id = str(envelope.get("requestid", ""))
    return Received(event_id, kind.type_name(), event, request_id)


def _unsealed(envelope: Mapping[str, Any]) -> Any:
    blob = base64.b64decode(envelope["pribadi"])
    return orjson.loads(_keys().open(blob, _context(envelope)))


def _reason(wrong: Exception) -> str:
    # Never the value itself: a reason must not carry personal data.
    if isinstance(wrong, ValidationError):
        places = {".".join(str(part) for part in error["loc"]) for error in wrong.errors()}
        return f"fields not understood: {', '.join(sorted(places))}"
    if isinstance(wrong, KeyError):
        return f"missing or unknown: {str(wrong)[:80]}"
    return type(wrong).__name__
