"""What a stay is counted by besides, for DomisiliOpened: opened from what was filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.registration.permohonan import sealing
from services.registration.permohonan.models import Pengikut, PermohonanRow
from shared.crypto import SubjectKey


@dataclass(frozen=True)
class RincianSeorang:
    """What is counted of one person; empty where nobody asked."""

    pendidikan: str = ""
    pekerjaan: str = ""


@dataclass(frozen=True)
class Rincian:
    """Where below the village a stay is, and what is counted of its persons by pengikut id."""

    rt: str
    rw: str
    dusun: str
    pemohon: RincianSeorang
    pengikut: Mapping[UUID, RincianSeorang]


def rincian_of(key: SubjectKey, row: PermohonanRow, members: Sequence[Pengikut]) -> Rincian:
    """Return the particulars of a permohonan and its members."""
    alamat, keterangan = sealing.open_alamat(key, row), sealing.open_rincian(key, row)
    return Rincian(
        rt=alamat.rt,
        rw=alamat.rw,
        dusun=keterangan.get("dusun", ""),
        pemohon=_seorang(keterangan),
        pengikut={member.id: _seorang(member.keterangan) for member in members},
    )


def _seorang(keterangan: Mapping[str, str]) -> RincianSeorang:
    return RincianSeorang(keterangan.get("pendidikan", ""), keterangan.get("pekerjaan", ""))
