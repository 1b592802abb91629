"""Shapes of a return and its correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class PerbaikanRow:
    """A return as kept: `dokumen` are the fingerprints then, `sebelum` the texts replaced."""

    permohonan_id: UUID
    version: int
    bidang: list[str]
    alasan: bytes | None
    dokumen: dict[str, str]
    returned_at: datetime
    sent_at: datetime | None
    diubah: list[str]
    sebelum: bytes | None


@dataclass(frozen=True)
class Perbaikan:
    """A return opened: `sebelum` is field → text before, of those that were changed."""

    row: PerbaikanRow
    alasan: str
    sebelum: dict[str, str]

    @property
    def is_sent(self) -> bool:
        """Tell whether it was answered."""
        return self.row.sent_at is not None
