"""What registration tells of a stay: each fact with everyone's time as of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.registration.domisili.models import DomisiliRow, OrangBaru, OrangRow, Tinggal
from services.registration.pemohon.models import Diri, Pemohon
from services.registration.permohonan import sealing
from services.registration.permohonan.models import Pengikut, PermohonanRow
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliExtended,
    DomisiliOpened,
    MasaOrang,
    OrangTinggal,
    RincianDomisili,
    RincianOrang,
    Sebab,
)
from shared.nik import mask

NO_RT = "000"


def rincian_of(
    pemohon: Pemohon,
    permohonan: PermohonanRow,
    members: Sequence[Pengikut],
    orang: Sequence[OrangBaru],
) -> RincianDomisili:
    """Return where a stay is, and what its persons told: to be counted, and for the book."""
    alamat = sealing.open_alamat(pemohon.key, permohonan)
    keterangan = sealing.open_rincian(pemohon.key, permohonan)
    known = {member.id: member for member in members}
    return RincianDomisili(
        alamat=alamat.alamat,
        rt="" if alamat.rt == NO_RT else alamat.rt,
        rw="" if alamat.rw == NO_RT else alamat.rw,
        dusun=keterangan.get("dusun", ""),
        orang=tuple(
            _seorang(one.orang_id, known[one.pengikut_id], known[one.pengikut_id].keterangan)
            if one.pengikut_id
            else _seorang(one.orang_id, pemohon.diri, keterangan)
            for one in orang
        ),
    )


def _seorang(orang_id: UUID, one: Diri | Pengikut, keterangan: Mapping[str, str]) -> RincianOrang:
    return RincianOrang(
        orang_id=orang_id,
        nama=one.nama,
        nik=mask(one.nik) if one.nik else "",
        pendidikan=keterangan.get("pendidikan", ""),
        pekerjaan=keterangan.get("pekerjaan", ""),
    )


def opened(
    tinggal: Tinggal, orang: Sequence[OrangRow], rincian: RincianDomisili | None
) -> DomisiliOpened:
    """Return that the stay is open for everyone in it."""
    stay = tinggal.domisili
    return DomisiliOpened(
        **_about(tinggal),
        keperluan=stay.keperluan,
        tanggal_mulai=stay.tanggal_mulai,
        tanggal_berakhir=stay.tanggal_berakhir,
        orang=tuple(OrangTinggal(**_counted(one)) for one in orang),
        pribadi=rincian,
    )


def extended(tinggal: Tinggal) -> DomisiliExtended:
    """Return that who is still in it stays longer."""
    return DomisiliExtended(**_about(tinggal), tanggal_berakhir=tinggal.domisili.tanggal_berakhir)


def ended(
    tinggal: Tinggal, orang_ids: Collection[UUID], tanggal: date, sebab: Sebab
) -> DomisiliEnded:
    """Return that it ended for these persons."""
    return DomisiliEnded(
        **_about(tinggal), tanggal_selesai=tanggal, orang_ids=tuple(orang_ids), sebab=sebab
    )


def corrected(tinggal: Tinggal, at: datetime, dasar: Sequence[str]) -> DomisiliCorrected:
    """Return that an officer corrected it."""
    return DomisiliCorrected(**_about(tinggal), corrected_at=at, dasar=tuple(dasar))


def _about(tinggal: Tinggal) -> dict[str, Any]:
    stay: DomisiliRow = tinggal.domisili
    return {
        "aggregate_id": stay.id,
        "version": stay.version,
        "permohonan_id": stay.permohonan_id,
        "kode_wilayah_tujuan": stay.kode_wilayah_tujuan,
        "kode_wilayah_asal": stay.kode_wilayah_asal,
        "masa": tuple(
            MasaOrang(**_counted(one), tanggal_mulai=one.mulai, tanggal_selesai=one.selesai)
            for one in tinggal.masa
        ),
    }


def _counted(one: OrangRow) -> dict[str, Any]:
    return {
        "orang_id": one.orang_id,
        "jenis_kelamin": one.jenis_kelamin,
        "kelompok_umur": one.kelompok_umur,
    }
