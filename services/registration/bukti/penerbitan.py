"""Issuing proofs: the worker prints, signs and seals each person's file, and tells the resident."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import structlog

from services.registration.bukti import actions, queries, queries_penyerahan, rules
from services.registration.bukti.models import Bukti, LembarBaru
from services.registration.domisili.queries_masa import Masa, list_masa
from services.registration.formulir.bukti import make_bukti
from services.registration.formulir.isi import isi_of
from services.registration.formulir.lembar import source_of
from services.registration.formulir.models import FormatBukti, Isi
from services.registration.formulir.paket import find_bukti as format_of
from services.registration.pemohon.actions import find_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import opening
from services.registration.settings import RegistrationSettings
from shared import cetak, clock
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.instansi.models import Instansi
from shared.instansi.queries import get_instansi
from shared.kata import tanggal_panjang
from shared.settings import Settings
from shared.tanda_tangan import pades
from shared.tanda_tangan.port import lemari_of
from shared.wilayah.kode import kantor_of

log = structlog.get_logger()

EVERY = 1.0
REASON = "Bukti pendataan penduduk nonpermanen"


async def issue_waiting(database: Database, settings: Settings) -> None:
    """Issue the proofs that wait, one after the other; looks every second."""
    assert isinstance(settings, RegistrationSettings)
    while True:
        try:
            while await issue_next(database, settings):
                pass
        except Unavailable:
            log.warning("bukti.not_issued")
        await asyncio.sleep(EVERY)


async def issue_next(database: Database, settings: RegistrationSettings) -> bool:
    """Issue the proof that waits longest; False if none waits.

    One that cannot be made is put off, so that it does not hold up the others.
    """
    bukti: Bukti | None = None
    try:
        async with database.transaction() as conn:
            bukti = await queries.lock_waiting(conn, clock.now())
            if bukti:
                await issue(conn, bukti, settings)
    except (OSError, RuntimeError, ValueError) as wrong:
        if bukti is None:
            raise
        log.warning("bukti.put_off", bukti_id=str(bukti.id), reason=type(wrong).__name__)
        async with database.transaction() as conn:
            await queries.set_later(conn, bukti.id, clock.now() + rules.RETRY)
    return bukti is not None


async def issue(conn: Connection, bukti: Bukti, settings: RegistrationSettings) -> None:
    """Make, keep and tell a proof; forgotten persons and stays that never opened have none."""
    pemohon = await find_pemohon(conn, bukti.akun_id)
    stay = await list_masa(conn, bukti.permohonan_id)
    format_bukti = format_of(bukti.paket)
    if pemohon is None or not stay or format_bukti is None:
        await queries.delete_bukti(conn, bukti.id)
        return
    instansi = await get_instansi(conn, kantor_of(bukti.kode_wilayah_tujuan))
    shown = await opening.get_opened(conn, pemohon, bukti.permohonan_id)
    isi = await isi_of(conn, pemohon, shown, instansi)
    members = await opening.list_members(conn, pemohon.key, bukti.permohonan_id)
    persons = {one.id: (one.nama, one.nik) for one in members}
    maker = _Maker(settings, bukti, format_bukti, instansi, pemohon, isi, clock.now())
    files = [
        await maker.make(number, masa, persons.get(masa.pengikut_id) if masa.pengikut_id else None)
        for number, masa in enumerate(_in_order(stay, [one.id for one in members]))
    ]
    await queries.set_issued(conn, bukti.id, maker.at, files)
    cara = await queries_penyerahan.set_ready(
        conn, bukti.permohonan_id, bukti.akun_id, bukti.kode_wilayah_tujuan, maker.at
    )
    await actions.tell_issued(conn, bukti, cara, new=False)
    log.info("bukti.issued", bukti_id=str(bukti.id), files=len(files))


def _in_order(stay: Sequence[Masa], members: Sequence[UUID]) -> list[Masa]:
    """Return the applicant first, then the members as they were written."""
    places = {member: place for place, member in enumerate(members, 1)}
    return sorted(stay, key=lambda one: places.get(one.pengikut_id, 0) if one.pengikut_id else 0)


class _Maker:
    """Makes the files of one proof."""

    def __init__(
        self, settings: RegistrationSettings, bukti: Bukti, format_bukti: FormatBukti,
        instansi: Instansi, pemohon: Pemohon, isi: Isi, at: datetime,
    ) -> None:  # fmt: skip
        self.at = at
        self._bukti, self._format, self._instansi = bukti, format_bukti, instansi
        self._pemohon, self._isi = pemohon, isi
        self._situs = settings.public_url.rstrip("/")
        self._signer = lemari_of(settings.signing_url).signer_of(
            instansi.kode_kantor, instansi.nama
        )

    async def make(self, urutan: int, masa: Masa, orang: tuple[str, str] | None) -> LembarBaru:
        """Return one person's file; `orang` is name and NIK of a member, None the applicant."""
        nama, nik = orang or (self._isi.nama, self._isi.nilai.get("nik", ""))
        kode = rules.make_kode()
        nilai = {**self._isi.nilai, "nama": nama, "nik": nik, **_masa(masa)}
        sheet = make_bukti(
            self._format, self._instansi, self._isi.nobukti, nilai, self._situs, kode
        )
        pdf = await cetak.to_pdf(source_of("bukti"), sheet, self.at)
        signed = await pades.sign(
            pdf, self._signer, self._instansi.nama, self._instansi.kota_ttd, REASON
        )
        place = f"{self._bukti.id}|{urutan}"
        return LembarBaru(
            urutan=urutan,
            orang_id=masa.orang_id,
            kode_index=actions.kode_index(kode),
            nama=self._pemohon.key.seal(nama, nama_context(place)),
            berkas=self._pemohon.key.seal_bytes(signed, berkas_context(place)),
            sidik=sha256(signed).digest(),
        )


def _masa(masa: Masa) -> Mapping[str, str]:
    last = masa.selesai - timedelta(days=1)
    return {
        "masa": f"{tanggal_panjang(masa.mulai)} – {tanggal_panjang(last)}",
        "periode": str(masa.mulai.year),
    }


def nama_context(place: str) -> str:
    """Return what a sealed name is bound to; `place` is the proof's id and the file's number."""
    return f"bukti_lembar|nama|{place}"


def berkas_context(place: str) -> str:
    """Return what a sealed file is bound to."""
    return f"bukti_lembar|berkas|{place}"
