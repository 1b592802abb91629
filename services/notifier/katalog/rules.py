"""What is offered to outside systems, and how an event is described."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from shared.events import identity, registration, reporting, verification
from shared.events.envelope import SOURCE, SPECVERSION, Event

ALL: tuple[type[Event], ...] = (
    *identity.EVENTS,
    *registration.EVENTS,
    *verification.EVENTS,
    *reporting.EVENTS,
)
OFFERED_NOUNS = frozenset({"permohonan", "domisili", "bukti", "instansi", "rekap"})
OFFERED: Mapping[str, type[Event]] = {
    kind.type_name(): kind for kind in ALL if kind.noun in OFFERED_NOUNS
}
BY_NAME: Mapping[str, type[Event]] = {kind.type_name(): kind for kind in ALL}
SAMPLES: Mapping[str, Any] = {
    "kode_wilayah_asal": "33.10.20.2001", "kode_wilayah_tujuan": "34.02.08.2001",
    "kode_kantor": "34.02", "nobukti": "W00000123", "nomor": "A00004421",
    "keperluan": "bekerja", "kelompok_umur": "25-29", "zona": "Asia/Jakarta",
}  # fmt: skip
BY_FORMAT: Mapping[str, str] = {
    "uuid": "0190f0d0-0000-7000-8000-000000000001", "date": "2026-11-20",
    "date-time": "2026-11-20T02:00:00Z",
}  # fmt: skip
BY_TYPE: Mapping[str, Any] = {"integer": 1, "number": 1, "string": "contoh", "boolean": True}


def fields_schema(kind: type[Event]) -> dict[str, Any]:
    """Return the JSON Schema of an event's public fields."""
    schema = kind.model_json_schema(mode="serialization")
    schema.get("properties", {}).pop("pribadi", None)
    schema["required"] = [name for name in schema.get("required", []) if name != "pribadi"]
    used = _references(schema)
    schema["$defs"] = {name: each for name, each in schema.pop("$defs", {}).items() if name in used}
    return schema if schema["$defs"] else {k: v for k, v in schema.items() if k != "$defs"}


def _references(schema: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [schema.get("properties", {})]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schema.get("$defs", {}).get(name, {}))
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found


def message_schema(kind: type[Event]) -> dict[str, Any]:
    """Return the JSON Schema of the whole message: a CloudEvent with the fields in `data`."""
    fields = fields_schema(kind)
    definitions = fields.pop("$defs", {})
    text = {"type": "string"}
    properties = {
        "specversion": {"const": SPECVERSION}, "id": {**text, "format": "uuid"},
        "source": {"const": SOURCE + kind.service}, "type": {"const": kind.type_name()},
        "subject": {**text, "format": "uuid"}, "time": {**text, "format": "date-time"},
        "datacontenttype": {"const": "application/json"}, "sequence": text, "requestid": text,
        "data": fields,
    }  # fmt: skip
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.type_name(), "type": "object", "properties": properties,
        "required": sorted(properties),
    }  # fmt: skip
    return schema | ({"$defs": definitions} if definitions else {})


def sample(kind: type[Event]) -> dict[str, Any]:
    """Return a made-up message of this kind."""
    schema = message_schema(kind)
    made: dict[str, Any] = _made("", schema, schema.get("$defs", {}))
    made["sequence"], made["requestid"] = "1", "contoh"
    return made


def _made(name: str, schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    if "$ref" in schema or "anyOf" in schema:
        inner = schema.get("anyOf", [schema])[0]
        target = known[inner["$ref"].rpartition("/")[2]] if "$ref" in inner else inner
        return _made(name, target, known)
    if schema.get("type") == "array":
        return [_made(name, schema["items"], known)]
    if schema.get("type") == "object":
        parts = schema.get("properties", {})
        return {part: _made(part, each, known) for part, each in parts.items()}
    return _plain(name, schema)


def _plain(name: str, schema: Mapping[str, Any]) -> Any:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if name in SAMPLES:
        return SAMPLES[name]
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE.get(schema.get("type", ""), "contoh"))


def fields_of(kind: type[Event]) -> list[tuple[str, str, bool]]:
    """Return name, kind and whether it must be there of each public field, for the page."""
    return [
        (name, _kind_name(field.annotation), field.is_required())
        for name, field in kind.model_fields.items()
        if name != "pribadi"
    ]


def _kind_name(annotation: Any) -> str:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return " | ".join(_kind_name(part) for part in parts if part is not type(None))
    if origin in (tuple, list):
        return f"daftar {_kind_name(parts[0])}"
    if origin is dict:
        return "pasangan nama dan teks"
    if parts:
        return " | ".join(str(part) for part in parts)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "{" + ", ".join(annotation.model_fields) + "}"
    return KINDS.get(getattr(annotation, "__name__", ""), "teks")


KINDS = {
    "UUID": "UUID", "int": "bilangan", "date": "tanggal", "datetime": "waktu", "bool": "ya/tidak",
}  # fmt: skip
