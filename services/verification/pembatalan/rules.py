"""Who may undo a decision, and until when; pure."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.verification.antrean import rules as antrean
from services.verification.antrean.models import Kabar, Tugas
from shared.errors import Conflict


def check_undo(tugas: Tugas, petugas_id: UUID, akun: Mapping[str, Kabar]) -> None:
    """Let the officer undo his own decision while nobody was told, or raise Conflict.

    `akun` is what was heard of its akun: what is blocked or forgotten is not opened again.
    """
    if tugas.status == "open":
        raise Conflict("Putusan ini sudah dibatalkan.")
    if tugas.decided_by != petugas_id:
        raise Conflict("Hanya petugas yang memutus yang bisa membatalkan putusannya.")
    if tugas.status != "decided" or antrean.is_blocked(akun) or antrean.is_erased(akun):
        raise Conflict("Pemohon sudah menarik data ini atau akunnya diblokir.")
    if tugas.tertahan_sampai is None:
        raise Conflict("Waktu membatalkan sudah lewat: pemohon sudah diberi tahu.")
