"""Sealing and opening the personal columns of an akun."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from services.identity.akun.models import Akun, DataDiri
from shared.crypto import SubjectKey

PERSONAL = ("nik", "kk", "nama", "alamat", "telepon", "email")


def sealed(akun_id: UUID, key: SubjectKey, diri: DataDiri) -> list[bytes]:
    """Return the personal columns, sealed, in the order of PERSONAL."""
    return [key.seal(getattr(diri, name), context(akun_id, name)) for name in PERSONAL]


def context(akun_id: UUID, column: str) -> str:
    """Return what a column's blob is bound to."""
    return f"akun|{column}_sealed|{akun_id}"


def opened(row: asyncpg.Record) -> Akun:
    """Return the akun of a full row."""
    akun_id: UUID = row["id"]
    key = SubjectKey.unwrap(row["kunci"], akun_id)
    diri = {name: key.open(row[f"{name}_sealed"], context(akun_id, name)) for name in PERSONAL}
    note: bytes | None = row["catatan_sealed"]
    catatan = key.open(note, context(akun_id, "catatan")) if note else ""
    kept = {name: row[name] for name in Akun.model_fields if name not in {"diri", "catatan"}}
    return Akun(diri=DataDiri(**diri), catatan=catatan, **kept)
