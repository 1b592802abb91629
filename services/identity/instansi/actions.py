"""Keeping an office up to date, and telling the others."""

from __future__ import annotations

from services.identity.instansi import queries, rules
from services.identity.instansi.models import Instansi, Keadaan
from services.identity.jejak import actions as jejak
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import Conflict, Message, NotFound
from shared.events.identity import InstansiChanged
from shared.ids import uuid7
from shared.kata import tanggal_waktu
from shared.sesi.token import Principal

NOT_SET_UP = "Simpan data kantor dulu, lalu pasang logonya."
CHANGED = (
    "Data kantor ini sudah diubah %(siapa)s pada %(kapan)s. Isian Anda belum disimpan: periksa "
    "lagi, lalu simpan."
)


async def save_instansi(
    conn: Connection, instansi: Instansi, seen: int = 0, who: Principal | None = None
) -> bool:
    """Make the office so and tell it; False (and silence) if it is so already.

    Raises Conflict, saying by whom and when, if the office is no longer the version that was
    seen (0: not set up). Without `who` it is the system's start.
    """
    state = await queries.lock_keadaan(conn, instansi.kode_kantor)
    if state.version != seen:
        raise _changed(state, instansi.zona)
    if await queries.find_instansi(conn, instansi.kode_kantor) == instansi:
        return False
    saved = await queries.save_instansi(
        conn, uuid7(), seen, instansi, clock.now(), who.id if who else None, who.nama if who else ""
    )
    if saved is None:
        raise _changed(await queries.find_keadaan(conn, instansi.kode_kantor), instansi.zona)
    instansi_id, version = saved
    event = InstansiChanged(aggregate_id=instansi_id, version=version, **instansi.model_dump())
    await outbox.emit(conn, event)
    if who:
        await jejak.note_act(conn, who, instansi_id, "ubah_kantor")
    return True


def _changed(state: Keadaan, zona: str) -> Conflict:
    kapan = tanggal_waktu(state.changed_at, zona) if state.changed_at else "-"
    return Conflict(Message(CHANGED, siapa=state.changed_nama or "sistem", kapan=kapan))


async def set_logo(conn: Connection, who: Principal, logo: str) -> str:
    """Let the officer's own office show a logo ("": none) and return the one it had.

    Raises NotFound while the office is not set up.
    """
    kode = rules.own_kantor(who)
    state = await queries.lock_keadaan(conn, kode)
    if state.id is None:
        raise NotFound(NOT_SET_UP)
    await queries.set_logo(conn, kode, logo, clock.now(), who.id, who.nama)
    await jejak.note_act(conn, who, state.id, "ubah_logo" if logo else "hapus_logo")
    return state.logo
