"""From a row of the table `tugas` to a Tugas: what is sealed is opened here and nowhere else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg
import orjson

from services.verification.antrean import rules
from services.verification.antrean.models import Tugas
from shared import crypto
from shared.crypto import SubjectKey

FORGOTTEN = "(data sudah dihapus)"
HIDDEN = frozenset({"kata_nama", "decided_peran", "decided_request"})


def to_tugas(row: asyncpg.Record) -> Tugas:
    """Return the tugas of a row that also has `is_claimed`."""
    # A person who was forgotten left no key.
    key = SubjectKey.unwrap(row["kunci"], row["id"]) if row["kunci"] else None
    catatan = row["catatan"]
    fields: dict[str, Any] = {name: value for name, value in row.items() if name not in HIDDEN}
    fields |= {
        "nama": key.open(row["nama"], nama_context(row["id"])) if key else FORGOTTEN,
        "catatan": key.open(catatan, _catatan_context(row["id"])) if key and catatan else "",
        "keterangan": orjson.loads(row["keterangan"]),
        "checklist": orjson.loads(row["checklist"]),
        "alasan": tuple(row["alasan"]),
        "bidang": tuple(row["bidang"]),
        "rantai": tuple(row["rantai"]),
    }
    return Tugas(**fields)


def nama_context(tugas_id: UUID) -> str:
    """Return what the sealed name is bound to."""
    return f"tugas|nama|{tugas_id}"


def seal_catatan(tugas: Tugas, catatan: str) -> bytes | None:
    """Return the note to the resident under the key of its tugas; None for no note."""
    if not catatan:
        return None
    return SubjectKey.unwrap(tugas.kunci, tugas.id).seal(catatan, _catatan_context(tugas.id))


def _catatan_context(tugas_id: UUID) -> str:
    return f"tugas|catatan|{tugas_id}"


def index_nama(kode_kantor: str, nama: str) -> list[bytes]:
    """Return the keyed index of each word of a name.

    Each office has an index of its own: equal names in two offices do not look alike.
    """
    words = rules.kata_nama(nama)
    return [crypto.index("tugas_nama", f"{kode_kantor}|{word}") for word in words]
