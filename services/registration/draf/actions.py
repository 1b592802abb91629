"""What can be done with a draft: fill it in step by step, send it, forget it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

import structlog

from services.registration.dokumen.queries import list_dokumen
from services.registration.draf import queries, rules
from services.registration.draf.models import Draf, DrafRow, Isian
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.rules import only_asked
from services.registration.pemohon.actions import check_not_blocked
from services.registration.pemohon.models import Pemohon
from services.registration.pemohon.queries import lock_pemohon
from services.registration.permohonan import actions as permohonan
from services.registration.permohonan import sealing
from services.registration.permohonan.models import (
    Keperluan,
    Pengikut,
    PermohonanForm,
    Sent,
    TempatTinggal,
)
from services.registration.permohonan.queries import find_sent
from services.registration.permohonan.rules import check_bersama
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection, Database
from shared.errors import N_, Conflict, FieldErrors, Invalid, Message, NotFound, Unavailable
from shared.ids import uuid7
from shared.settings import Settings

log = structlog.get_logger()

EVERY_HOUR = 3600
CHANGED = N_("Isian berubah sejak halaman ini dibuka. Periksa lagi, lalu kirim.")
TOO_MANY = N_("Anda punya %(batas)d isian yang belum dikirim. Lanjutkan atau hapus salah satu.")
NOT_WHOLE = N_("Lengkapi semua bagian sebelum mengirim.")


def _context(draf_id: UUID) -> str:
    return f"draf|isian|{draf_id}"


def _seal(key: SubjectKey, draf_id: UUID, isian: Isian) -> bytes:
    return key.seal(isian.model_dump_json(), _context(draf_id))


def _open(key: SubjectKey, draf_id: UUID, sealed: bytes) -> Isian:
    return Isian.model_validate_json(key.open(sealed, _context(draf_id)))


def _opened(key: SubjectKey, row: DrafRow) -> Draf:
    bidang = None if row.bidang is None else tuple(row.bidang)
    return Draf(row.id, row.version, _open(key, row.id, row.isian), row.saved_at, bidang)


async def find_draf(conn: Connection, pemohon: Pemohon, draf_id: UUID) -> Draf | None:
    """Return a draft opened, or None."""
    row = await queries.find_draf(conn, draf_id)
    return _opened(pemohon.key, row) if row else None


async def list_draf(conn: Connection, pemohon: Pemohon) -> list[Draf]:
    """Return a resident's drafts opened, the latest first."""
    return [_opened(pemohon.key, row) for row in await queries.list_draf(conn, pemohon.akun_id)]


async def start_draf(conn: Connection, pemohon: Pemohon) -> UUID:
    """Return the id of an empty draft; a second tap gets the same one.

    Raises Conflict for a resident who has ten drafts already, or whose akun is blocked.
    """
    await check_not_blocked(conn, pemohon.akun_id)
    await lock_pemohon(conn, pemohon.akun_id)
    found = await queries.find_untouched(conn, pemohon.akun_id)
    return found or await insert_isian(conn, pemohon, Isian())


async def insert_isian(conn: Connection, pemohon: Pemohon, isian: Isian) -> UUID:
    """Start a draft with answers and return its id; raises Conflict beyond ten drafts."""
    if await queries.count_draf(conn, pemohon.akun_id) >= rules.MOST_DRAFTS:
        raise Conflict(Message(TOO_MANY, batas=rules.MOST_DRAFTS))
    draf_id = uuid7()
    await queries.insert_draf(conn, draf_id, pemohon.akun_id, _seal(pemohon.key, draf_id, isian))
    return draf_id


async def insert_perbaikan(
    conn: Connection, pemohon: Pemohon, permohonan_id: UUID, isian: Isian, bidang: Sequence[str]
) -> None:
    """Start the correction of a permohonan; one that was begun goes on."""
    sealed = _seal(pemohon.key, permohonan_id, isian)
    await queries.insert_draf(conn, permohonan_id, pemohon.akun_id, sealed, bidang)


async def take_perbaikan(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, version: int
) -> Isian | None:
    """Take a correction away as it was at `version` and return its answers, or None."""
    sealed = await queries.take_draf(conn, draf_id, version)
    return _open(pemohon.key, draf_id, sealed) if sealed else None


async def _change(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, change: Callable[[Isian], Isian]
) -> None:
    row = await queries.lock_draf(conn, draf_id)
    if row is None:
        raise NotFound
    isian = change(_open(pemohon.key, draf_id, row.isian))
    await queries.set_isian(conn, draf_id, _seal(pemohon.key, draf_id, isian))


async def save_keperluan(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, keperluan: Keperluan
) -> None:
    """Save purpose and dates."""
    await _change(
        conn, pemohon, draf_id, lambda isian: isian.model_copy(update={"keperluan": keperluan})
    )


async def save_domisili(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, domisili: TempatTinggal
) -> None:
    """Save the temporary address; raises Invalid unless its village exists today."""
    await permohonan.check_desa(conn, domisili.kode_wilayah, pemohon.kode_wilayah_asal)
    await _change(
        conn, pemohon, draf_id, lambda isian: isian.model_copy(update={"domisili": domisili})
    )


async def save_keterangan(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, keterangan: Mapping[str, str]
) -> None:
    """Save what the form pack asks besides."""
    kept = dict(keterangan)
    await _change(
        conn, pemohon, draf_id, lambda isian: isian.model_copy(update={"keterangan": kept})
    )


async def save_ada_pengikut(conn: Connection, pemohon: Pemohon, draf_id: UUID, ada: bool) -> None:
    """Save whether somebody comes along; members already written stay if so."""

    def change(isian: Isian) -> Isian:
        kept = isian.pengikut if ada else ()
        return isian.model_copy(update={"ada_pengikut": ada, "pengikut": kept})

    await _change(conn, pemohon, draf_id, change)


async def save_pengikut(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, member: Pengikut
) -> None:
    """Save a new or corrected member; raises Invalid for the applicant and for one twice."""

    def change(isian: Isian) -> Isian:
        wrong = FieldErrors()
        with wrong.field("nik"):
            is_own = crypto.index("nik", member.nik) == pemohon.nik_index
            check_bersama(isian.pengikut, member, is_own)
        wrong.raise_any()
        if any(one.id == member.id for one in isian.pengikut):
            kept = tuple(member if one.id == member.id else one for one in isian.pengikut)
        else:
            kept = (*isian.pengikut, member)
        return isian.model_copy(update={"ada_pengikut": True, "pengikut": kept})

    await _change(conn, pemohon, draf_id, change)


async def delete_pengikut(
    conn: Connection, pemohon: Pemohon, draf_id: UUID, pengikut_id: UUID
) -> None:
    """Take a member out; after the last one it is asked again whether somebody comes along."""

    def change(isian: Isian) -> Isian:
        kept = tuple(one for one in isian.pengikut if one.id != pengikut_id)
        return isian.model_copy(update={"ada_pengikut": True if kept else None, "pengikut": kept})

    await _change(conn, pemohon, draf_id, change)


async def send_draf(conn: Connection, pemohon: Pemohon, draf_id: UUID, version: int) -> Sent:
    """Hand in the draft as it was at `version`; the draft is gone, the permohonan has its id.

    Sending again gives the same answer. Raises Conflict if the draft was changed meanwhile,
    Invalid if it is not whole or a day has passed that mattered.
    """
    kunci, sidik = f"draf:{draf_id}", sealing.sidik_of(str(draf_id))
    sealed = await queries.take_draf(conn, draf_id, version)
    if sealed is None:
        sent = await find_sent(conn, pemohon.akun_id, kunci)
        if sent is None:
            raise Conflict(CHANGED) if await queries.find_draf(conn, draf_id) else NotFound()
        return sent
    isian = _open(pemohon.key, draf_id, sealed)
    slots = [row.slot for row in await list_dokumen(conn, draf_id)]
    form = await form_of(conn, isian)
    return await permohonan.submit_permohonan(conn, pemohon, form, draf_id, kunci, sidik, slots)


async def form_of(conn: Connection, isian: Isian) -> PermohonanForm:
    """Return the answers as a permohonan; raises Invalid if a part is missing.

    What was filled in for another office's form pack is left out.
    """
    if not (isian.keperluan and isian.domisili and isian.is_pengikut_filled):
        raise Invalid({"_": NOT_WHOLE})
    lembar = await get_lembar(conn, isian.domisili.kode_wilayah)
    return PermohonanForm(
        keperluan=isian.keperluan,
        domisili=isian.domisili,
        pengikut=tuple(
            one.model_copy(update={"keterangan": only_asked(lembar.pengikut, one.keterangan)})
            for one in isian.pengikut
        ),
        keterangan=only_asked(lembar.pemohon, isian.keterangan),
    )


async def forget_old_drafts(database: Database, _: Settings) -> None:
    """Forget drafts that nobody touched for 30 days; looks every hour."""
    while True:
        try:
            async with database.transaction() as conn:
                await queries.delete_old(conn, rules.KEPT)
        except Unavailable:
            log.warning("draf.not_forgotten")
        await asyncio.sleep(EVERY_HOUR)
