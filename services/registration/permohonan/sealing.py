"""Sealing and opening what is personal of a permohonan, with the key of its pemohon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import orjson

from services.registration.permohonan.models import Alamat, Pengikut, PengikutRow, PermohonanRow
from shared import crypto
from shared.crypto import SubjectKey


def seal_alamat(key: SubjectKey, permohonan_id: UUID, alamat: Alamat) -> bytes:
    """Return the address sealed for its row."""
    return key.seal(alamat.model_dump_json(), f"permohonan|alamat|{permohonan_id}")


def open_alamat(key: SubjectKey, row: PermohonanRow) -> Alamat:
    """Return the address of a row."""
    return Alamat.model_validate_json(key.open(row.alamat, f"permohonan|alamat|{row.id}"))


def seal_alasan(key: SubjectKey, permohonan_id: UUID, alasan: str) -> bytes:
    """Return the reason of refusal sealed for its row."""
    return key.seal(alasan, f"permohonan|alasan|{permohonan_id}")


def open_alasan(key: SubjectKey, row: PermohonanRow) -> str:
    """Return the reason of refusal; empty if there is none."""
    return key.open(row.alasan, f"permohonan|alasan|{row.id}") if row.alasan else ""


def seal_rincian(
    key: SubjectKey, permohonan_id: UUID, keterangan: Mapping[str, str]
) -> bytes | None:
    """Return what the form pack asked besides, sealed for its row; None if that is nothing."""
    if not keterangan:
        return None
    return key.seal_bytes(orjson.dumps(dict(keterangan)), f"permohonan|rincian|{permohonan_id}")


def open_rincian(key: SubjectKey, row: PermohonanRow) -> dict[str, str]:
    """Return what the form pack asked besides: field → what was filled in."""
    if not row.rincian:
        return {}
    found: dict[str, str] = orjson.loads(
        key.open_bytes(row.rincian, f"permohonan|rincian|{row.id}")
    )
    return found


def seal_pengikut(key: SubjectKey, members: Iterable[Pengikut]) -> list[PengikutRow]:
    """Return members as they are kept."""
    return [
        PengikutRow(
            id=member.id,
            nik_index=crypto.index("nik", member.nik),
            pribadi=key.seal(member.model_dump_json(), f"pengikut|pribadi|{member.id}"),
        )
        for member in members
    ]


def open_pengikut(key: SubjectKey, rows: Sequence[PengikutRow]) -> list[Pengikut]:
    """Return members as they were written."""
    return [
        Pengikut.model_validate_json(key.open(row.pribadi, f"pengikut|pribadi|{row.id}"))
        for row in rows
    ]


def sidik_of(text: str) -> bytes:
    """Return a keyed fingerprint of what was sent, to tell a repeat from another permohonan."""
    return crypto.index("isian", text)
