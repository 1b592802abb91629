"""What the task page shows of its referrals."""

from __future__ import annotations

from dataclasses import dataclass

from services.verification.antrean.models import Petugas, Tugas
from services.verification.antrean.rules import pukul
from services.verification.antrean.tampilan import waktu_of
from services.verification.pengajuan import queries, rules
from services.verification.pengajuan.models import Pengajuan
from shared.db import Connection


@dataclass(frozen=True)
class Ajuan:
    """A referral in words; `boleh_kembali`: this officer may end it."""

    judul: str
    alasan: str
    catatan: str
    jawaban: str
    kembali: str
    boleh_kembali: bool


async def ajuan(conn: Connection, tugas: Tugas, petugas: Petugas) -> list[Ajuan]:
    """Return the referrals of a tugas as this officer sees them, the newest first."""
    rows = await queries.list_pengajuan(conn, tugas)
    return [_said(row, tugas, petugas) for row in rows]


def _said(row: Pengajuan, tugas: Tugas, petugas: Petugas) -> Ajuan:
    goes_on = row.handed_back_at is None and tugas.diajukan and tugas.status == "open"
    is_free = not tugas.is_claimed or tugas.claimed_by == petugas.id
    kembali = f"{row.kembali_nama}, pukul {pukul(tugas, row.handed_back_at)}"
    return Ajuan(
        judul=f"{row.oleh_nama}, {waktu_of(row.referred_at, tugas.kode_kantor)}",
        alasan=rules.ALASAN.get(row.alasan, row.alasan),
        catatan=row.catatan,
        jawaban=row.jawaban,
        kembali=kembali if row.handed_back_at else "",
        boleh_kembali=goes_on and is_free and (petugas.is_atasan or row.oleh == petugas.id),
    )
