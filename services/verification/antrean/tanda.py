"""What stands on a tugas besides its clock, and the filters by which superiors find it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.verification.antrean.models import Jumlah, Khusus, Petugas, Saringan, Tugas
from services.verification.antrean.tampilan import query_of
from shared.rantai import DINAS

SEBUTAN = {
    "supervisor": "Dieskalasi ke supervisor",
    "kepala_dinas": "Dieskalasi ke kepala dinas",
}


@dataclass(frozen=True)
class Tanda:
    """An icon and its words."""

    ikon: str
    teks: str


@dataclass(frozen=True)
class SaringanKhusus:
    """A filter with its count; `aktif`: it is the one in the address, and its link leads out."""

    url: str
    ikon: str
    teks: str
    aktif: bool


def tanda_of(tugas: Tugas) -> tuple[Tanda, ...]:
    """Return the marks of a tugas that waits; one that is over has none."""
    if tugas.status != "open":
        return ()
    naik = (Tanda("trending-up", SEBUTAN[tugas.eskalasi]),) if tugas.eskalasi else ()
    ajuan = (Tanda("user-check", "Diajukan ke supervisor"),) if tugas.diajukan else ()
    return naik + ajuan


def saringan_khusus(
    petugas: Petugas, saringan: Saringan, jumlah: Jumlah
) -> tuple[SaringanKhusus, ...]:
    """Return the filters of a superior, and of the office where other levels have something."""
    kode: list[tuple[Khusus, str, str]] = []
    if petugas.jenjang == DINAS and (jumlah.setempat or saringan.khusus == "setempat"):
        kode.append(("setempat", "map-pin", f"Di tingkat lain {jumlah.setempat}"))
    if petugas.is_atasan:
        kode.append(("eskalasi", "trending-up", f"Dieskalasi {jumlah.eskalasi}"))
        kode.append(("diajukan", "user-check", f"Diajukan ke saya {jumlah.diajukan}"))
    return tuple(_saringan(saringan, *one) for one in kode)


def _saringan(saringan: Saringan, kode: Khusus, ikon: str, teks: str) -> SaringanKhusus:
    aktif = saringan.khusus == kode
    target = replace(
        saringan, khusus=None if aktif else kode, cari="", selesai=False, setelah=None
    )  # fmt: skip
    return SaringanKhusus(f"/verifikasi{query_of(target)}", ikon, teks, aktif)
