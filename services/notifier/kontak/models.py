"""Shapes of a kontak."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.crypto import SubjectKey


@dataclass(frozen=True)
class Kontak:
    """A resident as letters reach him, and the key of everything personal kept about him."""

    akun_id: UUID
    nama: str
    email: str
    bahasa: str
    kode_wilayah_asal: str
    kunci: SubjectKey
