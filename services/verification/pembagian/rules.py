"""Who may take and give tugas, and how many."""

from __future__ import annotations

from services.verification.antrean import rules as antrean
from services.verification.antrean.models import Petugas, Tugas
from services.verification.pembagian.models import Ruang
from services.verification.pengajuan.rules import check_taking
from services.verification.rantai.rules import check_level
from shared.errors import Conflict, Message
from shared.policy import KEPALA_DINAS, SUPERVISOR

PEMBAGI = frozenset({SUPERVISOR, KEPALA_DINAS})
SEDANG_DIAMBIL = Message("Tugas ini sedang diambil petugas lain. Muat ulang antrean.")


def check_ruang(ruang: Ruang) -> None:
    """Refuse one tugas more than an officer may hold."""
    if not ruang.sisa:
        raise Conflict(penuh(ruang))


def penuh(ruang: Ruang) -> Message:
    """Return what to say of an officer who holds as many as he may."""
    return Message(
        "Batas kantor ini %(batas)d tugas untuk tiap petugas, dan %(n)d sedang dipegang. "
        "Putuskan atau lepas dulu.",
        batas=ruang.batas,
        n=ruang.dipegang,
    )


def refusal_of(tugas: Tugas, pemegang: Petugas, ruang: Ruang) -> Message:
    """Return why a tugas was not taken among several: who or which level has it, or the limit."""
    try:
        antrean.check_claimable(tugas, pemegang.id)
        check_taking(tugas, pemegang)
        check_level(tugas, pemegang)
    except Conflict as refused:
        return refused.message
    return SEDANG_DIAMBIL if ruang.sisa else penuh(ruang)
