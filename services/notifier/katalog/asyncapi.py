"""AsyncAPI 3 of the public events: what an outside system may hear, and how it connects."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from services.notifier.katalog.rules import OFFERED, message_schema, sample
from shared.events.envelope import Event

ASYNCAPI = "3.0.0"
ABOUT = (
    "Peristiwa publik tanpa data pribadi, sebagai CloudEvents 1.0 dalam JSON. Paling sedikit "
    "sekali: buang ulangan menurut `id`; `sequence` yang lebih tinggi adalah keadaan yang lebih "
    "baru. Antrean sudah dibuatkan; Anda boleh mengikat kunci yang lebih sempit pada exchange "
    '`events` di dalam wilayah dan jenis Anda. Kirim `{"sejak": "<waktu>"}` ke exchange '
    "`permintaan` dengan properti user_id untuk menerima lagi yang lampau, paling lama 30 hari."
)


def document(public_url: str) -> dict[str, Any]:
    """Return the document for subscribers that connect to `public_url`."""
    at = urlsplit(public_url or "amqp://127.0.0.1/integrator")
    return {**_described(), "servers": {"integrator": {
        "host": at.hostname + (f":{at.port}" if at.port else "") if at.hostname else "-",
        "pathname": at.path, "protocol": at.scheme, "protocolVersion": "0.9.1",
        "security": [{"$ref": "#/components/securitySchemes/rahasia"}],
    }}}  # fmt: skip


@cache
def _described() -> dict[str, Any]:
    return {
        "asyncapi": ASYNCAPI,
        "info": {
            "title": "Penduduk Nonpermanen: peristiwa publik", "version": "1",
            "description": ABOUT,
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {_name(kind): _channel(kind) for kind in OFFERED.values()},
        "operations": {
            f"terima_{_name(kind)}": {
                "action": "receive", "channel": {"$ref": f"#/channels/{_name(kind)}"},
            }
            for kind in OFFERED.values()
        },
        "components": {
            "messages": {_name(kind): _message(kind) for kind in OFFERED.values()},
            "securitySchemes": {"rahasia": {"type": "userPassword"}},
        },
    }  # fmt: skip


def _name(kind: type[Event]) -> str:
    return kind.type_name().replace(".", "_")


def _channel(kind: type[Event]) -> dict[str, Any]:
    name = _name(kind)
    words = ("provTujuan", "kabTujuan", "provAsal", "kabAsal")
    return {
        "address": kind.type_name() + "".join(f".{{{word}}}" for word in words),
        "title": kind.type_name(),
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "parameters": {
            word: {"description": "Dua angka kode wilayah, atau - bila tidak ada."}
            for word in words
        },
        "bindings": {
            "amqp": {
                "is": "routingKey", "bindingVersion": "0.3.0",
                "exchange": {
                    "name": "events", "type": "topic", "durable": True, "autoDelete": False,
                    "vhost": "integrator",
                },
            }
        },
    }  # fmt: skip


def _message(kind: type[Event]) -> dict[str, Any]:
    return {
        "name": kind.type_name(), "title": kind.type_name(),
        "summary": (kind.__doc__ or "").strip().splitlines()[0],
        "contentType": "application/cloudevents+json", "payload": message_schema(kind),
        "examples": [{"payload": sample(kind)}],
    }  # fmt: skip
