"""What is sealed of a line is sealed and opened here and nowhere else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg

from services.verification.buku.models import Baris, BarisBaru, Isi
from shared.crypto import SubjectKey

FORGOTTEN = Isi(nama="(data sudah dihapus)")
SEALED = frozenset({"kunci", "isi"})


def seal_isi(baris: BarisBaru) -> tuple[bytes, bytes]:
    """Return a new wrapped key and what it seals of the line."""
    key = SubjectKey.create(baris.id)
    return key.wrap(), key.seal(baris.isi.model_dump_json(), _context(baris.id))


def to_baris(row: asyncpg.Record) -> Baris:
    """Return the line of a row; a person who was forgotten left no key."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name not in SEALED}
    return Baris(**fields, isi=open_isi(row["id"], row["kunci"], row["isi"]))


def open_isi(baris_id: UUID, kunci: bytes, isi: bytes) -> Isi:
    """Return what is personal of a line."""
    if not kunci:
        return FORGOTTEN
    key = SubjectKey.unwrap(kunci, baris_id)
    return Isi.model_validate_json(key.open(isi, _context(baris_id)))


def _context(baris_id: UUID) -> str:
    return f"buku_baris|isi|{baris_id}"
