"""What can be done with a draft: fill it in step by step, send it, forget it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import UUID

import structlog

from services.registration.draf import queries, rules
from services.registration.draf.models import Draf, DrafRow, Isian
from services.registration.pemohon.actions import check_not_blocked
from services.registration.pemohon.models import Pemohon
from services.registration.pemohon.queries import lock_pemohon
from services.registration.permohonan import actions as permohonan
from services.registration.permohonan import opening, sealing
from services.registration.permohonan.models import (
    Keperluan,
    Pengikut,
    PermohonanForm,
    Sent,
    TempatTinggal,
)
from services.registration.permohonan.queries import find_sent, get_permohonan
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
ONLY_REJECTED = N_(
    "Hanya permohonan yang ditolak, dibatalkan, atau berakhir yang bisa diajukan ulang."
)


def _context(draf_id: UUID) -> str:
    return f"draf|isian|{draf_id}"


def _seal(key: SubjectKey, draf_id: UUID, isian: Isian) -> bytes:
    return key.seal(isian.model_dump_json(), _context(draf_id))


def _open(key: SubjectKey, draf_id: UUID, sealed: bytes) -> Isian:
    return Isian.model_validate_json(key.open(sealed, _context(draf_id)))


def _opened(key: SubjectKey, row: DrafRow) -> Draf:
    return Draf(row.id, row.version, _open(key, row.id, row.isian), row.saved_at)


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
    return found or await _insert(conn, pemohon, Isian())


async def _insert(conn: Connection, pemohon: Pemohon, isian: Isian) -> UUID:
    if await queries.count_draf(conn, pemohon.akun_id) >= rules.MOST_DRAFTS:
        raise Conflict(Message(TOO_MANY, batas=rules.MOST_DRAFTS))
    draf_id = uuid7()
    await queries.insert_draf(conn, draf_id, pemohon.akun_id, _seal(pemohon.key, draf_id, isian))
    return draf_id


async def copy_permohonan(conn: Connection, pemohon: Pemohon, permohonan_id: UUID) -> UUID:
    """Start a draft from one that was refused, cancelled or is over (D10), and return its id.

    Raises Conflict while the permohonan waits or its stay goes on. Dates that no longer fit are
    left out.
    """
    await lock_pemohon(conn, pemohon.akun_id)
    row = await get_permohonan(conn, permohonan_id)
    shown = (await opening.open_rows(conn, pemohon.key, [row]))[0]
    if shown.status not in {"rejected", "cancelled", "ended"}:
        raise Conflict(ONLY_REJECTED)
    members = await opening.list_members(conn, pemohon.key, permohonan_id)
    isian = Isian(
        keperluan=None if shown.status == "ended" else Keperluan(
            keperluan=row.keperluan,
            tanggal_datang=row.tanggal_datang,
            jangka_waktu=row.jangka_waktu,
        ),
        domisili=TempatTinggal(
            **shown.alamat.model_dump(), kode_wilayah=row.kode_wilayah_tujuan
        ),
        ada_pengikut=bool(members),
        pengikut=tuple(member.model_copy(update={"id": uuid7()}) for member in members),
    )  # fmt: skip
    draf_id = await _insert(conn, pemohon, isian)
    await queries.set_isian(conn, draf_id, _seal(pemohon.key, draf_id, isian))
    return draf_id


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
    if not isian.is_whole:
        raise Invalid({"_": NOT_WHOLE})
    assert isian.keperluan is not None
    assert isian.domisili is not None
    form = PermohonanForm(
        keperluan=isian.keperluan, domisili=isian.domisili, pengikut=isian.pengikut
    )
    return await permohonan.submit_permohonan(conn, pemohon, form, draf_id, kunci, sidik)


async def forget_old_drafts(database: Database, _: Settings) -> None:
    """Forget drafts that nobody touched for 30 days; looks every hour."""
    while True:
        try:
            async with database.transaction() as conn:
                await queries.delete_old(conn, rules.KEPT)
        except Unavailable:
            log.warning("draf.not_forgotten")
        await asyncio.sleep(EVERY_HOUR)
