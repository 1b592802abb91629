"""Blocking an akun, barring its NIK, and lifting the block."""

from __future__ import annotations

from datetime import datetime

from services.identity.akun import queries as akun_queries
from services.identity.akun import telling
from services.identity.akun.models import Akun, Status
from services.identity.blokir import queries, rules
from services.identity.blokir.models import Blokir, BlokirForm, Dasar
from services.identity.jejak import actions as jejak
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import N_, Conflict
from shared.events.identity import AkunBlocked, AkunUnblocked, CatatanBlokir
from shared.ids import uuid7
from shared.sesi.token import Principal

NOT_BLOCKED = N_("Akun ini tidak diblokir.")


async def block_akun(conn: Connection, who: Principal, akun: Akun, form: BlokirForm) -> None:
    """Block a locked akun by hand; raises Invalid or Conflict."""
    dasar = rules.check_block(akun, form.dasar, form.catatan)
    await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "blokir_akun")
    await _block(conn, akun, dasar, form.catatan.strip(), who)


async def block_exhausted(conn: Connection, akun: Akun) -> None:
    """Block an akun whose third correction was not valid either; the NIK stays free."""
    await _block(conn, akun, rules.EXHAUSTED, akun.catatan, None)


async def _block(
    conn: Connection, akun: Akun, dasar: Dasar, catatan: str, who: Principal | None
) -> None:
    at = clock.now()
    blokir = Blokir(
        id=uuid7(), akun_id=akun.id, dasar=dasar, catatan=catatan, status_before=akun.status,
        blocked_at=at, blocked_by=who.id if who else None, blocked_nama=who.nama if who else "",
        nik_barred_at=None,
    )  # fmt: skip
    await queries.insert_blokir(conn, blokir, await akun_queries.get_key(conn, akun.id))
    await queries.set_blocked(conn, akun.id)
    await queries.bar_contacts(conn, blokir.id, akun.id)
    event = AkunBlocked(
        aggregate_id=akun.id, version=akun.version + 1, nomor=rules.number_of(akun),
        kode_wilayah_asal=akun.kode_wilayah, blocked_at=at,
        pribadi=CatatanBlokir(dasar=dasar, catatan=catatan),
    )  # fmt: skip
    await outbox.emit(conn, event)


async def confirm_nik(conn: Connection, who: Principal, akun: Akun) -> None:
    """Bar the NIK of a locked, blocked akun as well; nothing happens the second time."""
    blokir = await get_blokir(conn, akun)
    if await queries.bar_nik(conn, blokir, clock.now()):
        await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "larang_nik")


async def unblock_akun(
    conn: Connection, who: Principal, akun: Akun, dasar: str, catatan: str
) -> None:
    """Lift the block of a locked akun and all that it bars; raises Invalid or Conflict."""
    blokir = await get_blokir(conn, akun)
    ground = rules.check_unblock(dasar, catatan)
    at = clock.now()
    taken = await akun_queries.is_nik_taken(conn, akun.diri.nik, akun.id)
    status = rules.status_after(blokir.status_before, is_nik_taken=taken)
    await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "buka_blokir")
    await queries.set_unblocked(conn, blokir.id, at, who.id, who.nama, ground)
    await queries.lift_bars(conn, blokir.id)
    event = AkunUnblocked(
        aggregate_id=akun.id, version=akun.version + 1, nomor=rules.number_of(akun),
        kode_wilayah_asal=akun.kode_wilayah, status=status, unblocked_at=at,
        pribadi=CatatanBlokir(dasar=ground, catatan=catatan.strip()),
    )  # fmt: skip
    await outbox.emit(conn, event)
    await _restore(conn, akun, status, at)


async def _restore(conn: Connection, akun: Akun, status: Status, at: datetime) -> None:
    sisa = rules.CORRECTIONS if status == "rejected" else akun.sisa_kesempatan
    await queries.set_restored(conn, akun.id, status, sisa)
    if status == "submitted":
        await queries.submit_again(conn, akun.id, at)
        await telling.tell_submitted(conn, await akun_queries.get_akun(conn, akun.id))


async def get_blokir(conn: Connection, akun: Akun) -> Blokir:
    """Return the block that stands; raises Conflict if there is none."""
    blokir = await queries.find_blokir(conn, akun.id)
    if blokir is None:
        raise Conflict(NOT_BLOCKED)
    return blokir
