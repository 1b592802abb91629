"""A copy of one's data, and being forgotten."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from obstore.store import ObjectStore

from services.identity.akun import queries as akun_queries
from services.identity.akun.models import Akun
from services.identity.jejak import actions as jejak
from services.identity.jejak.models import LihatJawab
from services.identity.jejak.tampilan import list_saya
from services.identity.privasi import queries, rules
from services.identity.privasi.models import AkunLengkap, DataSaya, Putusan, SesiSaya
from services.identity.sesi import actions as sesi
from services.identity.sesi import queries as sesi_queries
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import queries as swafoto_queries
from services.identity.swafoto import storage
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import NotFound
from shared.events.identity import AkunErased
from shared.ids import uuid7
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import zona_of


async def copy_data(conn: Connection, store: ObjectStore, akun_id: UUID) -> DataSaya:
    """Return all that identity keeps of a person; that it was taken is noted."""
    akun = await akun_queries.get_akun(conn, akun_id)
    photo = await swafoto_queries.find_of_akun(conn, akun_id)
    picture = await swafoto.open_swafoto(store, photo) if photo else b""
    alive = await sesi_queries.list_alive(conn, akun_id, clock.now())
    await jejak.note_own(conn, akun_id, "unduh_data")
    kept = akun.model_dump(include=set(AkunLengkap.model_fields))
    return DataSaya(
        dibuat_at=clock.now(),
        akun=AkunLengkap(
            **kept, **akun.diri.model_dump(),
            wilayah=await wilayah.nama_lengkap(conn, akun.kode_wilayah),
        ),
        swafoto=base64.b64encode(picture).decode(),
        sesi=[SesiSaya(**each.model_dump(include=set(SesiSaya.model_fields))) for each in alive],
        jejak=await _whole_trail(conn, akun_id),
    )  # fmt: skip


async def _whole_trail(conn: Connection, akun_id: UUID) -> list[LihatJawab]:
    steps, before = await list_saya(conn, akun_id, None)
    while before:
        more, before = await list_saya(conn, akun_id, before)
        steps += more
    return steps


async def decide(conn: Connection, akun: Akun, retention: timedelta) -> Putusan:
    """Return whether the akun could be forgotten now."""
    zona = ZoneInfo(zona_of(akun.kode_wilayah))
    decided = akun.decided_at.astimezone(zona).date() if akun.decided_at else None
    ikatan = await queries.get_ikatan(conn, akun.id)
    today = clock.now().astimezone(zona).date()
    return rules.putusan(akun.status, decided, ikatan, today, retention)


async def request_erasure(
    conn: Connection, store: ObjectStore, akun_id: UUID, retention: timedelta
) -> Putusan:
    """Record the request; if nothing stands against it, forget the akun and tell everybody.

    The person's key goes with the row, so what lies in old pages and copies stays shut.
    """
    akun = await akun_queries.lock_akun(conn, akun_id)
    if akun is None:
        raise NotFound
    putusan = await decide(conn, akun, retention)
    await queries.insert_penghapusan(conn, uuid7(), akun_id, putusan, clock.now())
    await jejak.note_own(conn, akun_id, "minta_hapus")
    if putusan.is_granted:
        await _erase(conn, store, akun)
    return putusan


async def forget_unused(
    conn: Connection, store: ObjectStore, akun_id: UUID, retention: timedelta
) -> bool:
    """Forget an akun that nobody used for the whole retention; False if the law holds on to it."""
    akun = await akun_queries.lock_akun(conn, akun_id)
    now = clock.now()
    if akun is None or not (await decide(conn, akun, retention)).is_granted:
        return False
    await queries.insert_habis(conn, uuid7(), akun_id, now)
    await _erase(conn, store, akun)
    return True


async def forget_unconfirmed(conn: Connection, before: datetime, now: datetime) -> None:
    """Forget akun whose address nobody confirmed, here and in every service that heard of them."""
    gone = await akun_queries.delete_unconfirmed(conn, before, now)
    await outbox.emit_all(conn, [_erased(*akun) for akun in gone])


def _erased(akun_id: UUID, version: int, kode_wilayah: str) -> AkunErased:
    return AkunErased(
        aggregate_id=akun_id, version=version + 1, kode_wilayah_asal=kode_wilayah,
        erased_at=clock.now(),
    )  # fmt: skip


async def _erase(conn: Connection, store: ObjectStore, akun: Akun) -> None:
    for each in await sesi_queries.list_alive(conn, akun.id, clock.now()):
        await sesi.revoke_sesi(conn, each.id, akun.id)
    photos = await queries.list_swafoto(conn, akun.id)
    await queries.delete_akun(conn, akun.id)
    await swafoto_queries.delete_swafoto(conn, [photo.id for photo in photos])
    await outbox.emit(conn, _erased(akun.id, akun.version, akun.kode_wilayah))
    for photo in photos:
        # Last: if the transaction fails after this, the object is gone but its key still is not.
        await storage.delete(store, photo.nama_objek)
