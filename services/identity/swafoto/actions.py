"""Taking a selfie in, opening it, and clearing away what has served."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from obstore.store import ObjectStore

from services.identity.swafoto import darkroom, queries, rules, storage
from services.identity.swafoto.darkroom import Bersih
from services.identity.swafoto.models import Swafoto
from shared import clock
from shared.crypto import SubjectKey
from shared.db import Connection, Database

log = structlog.get_logger()


async def store_swafoto(conn: Connection, store: ObjectStore, content: bytes) -> UUID:
    """Check, clean and keep a picture; raises NotValid with the sentence for the person.

    A door that can, cleans first (`darkroom.develop`) and opens its transaction afterwards.
    """
    return (await keep_swafoto(conn, store, await darkroom.develop(content))).id


async def keep_swafoto(conn: Connection, store: ObjectStore, bersih: Bersih) -> Swafoto:
    """Seal and keep a clean picture.

    The id is random: whoever holds it took the picture. The object is written before the row, so
    a row never lacks its object; what a rollback leaves behind, `forget_strays` clears away.
    """
    swafoto_id = uuid4()
    key = SubjectKey.create(swafoto_id)
    name = secrets.token_hex(24)
    await storage.put(store, name, key.seal_bytes(bersih.jpeg, _context(swafoto_id)))
    wrapped = key.wrap()
    await queries.insert_swafoto(conn, swafoto_id, wrapped, name, len(bersih.jpeg), bersih.saran)
    return Swafoto(id=swafoto_id, kunci=wrapped, nama_objek=name, akun_id=None, saran=bersih.saran)


async def open_swafoto(store: ObjectStore, swafoto: Swafoto) -> bytes:
    """Return the picture as JPEG."""
    key = SubjectKey.unwrap(swafoto.kunci, swafoto.id)
    return key.open_bytes(await storage.get(store, swafoto.nama_objek), _context(swafoto.id))


async def forget_unused(database: Database, store: ObjectStore) -> int:
    """Delete selfies that no akun showed for a day; return how many."""
    async with database.transaction() as conn:
        old = await queries.lock_unused(conn, clock.now() - rules.UNUSED)
        await queries.delete_swafoto(conn, [swafoto.id for swafoto in old])
    return await _remove(store, old, "unused")


async def forget_decided(database: Database, store: ObjectStore, days: int) -> int:
    """Delete selfies whose akun was decided so many days ago; return how many."""
    async with database.transaction() as conn:
        old = await queries.lock_decided(conn, clock.now() - timedelta(days=days))
        await queries.delete_swafoto(conn, [swafoto.id for swafoto in old])
    return await _remove(store, old, "decided")


async def forget_strays(database: Database, store: ObjectStore) -> int:
    """Delete objects that no row names: left by a failed write, or by a removal cut short."""
    before = clock.now() - rules.FAILED
    gone = 0
    async for listed in storage.batches(store):
        old = [name for name, changed in listed if changed < before]
        async with database.connection() as conn:
            kept = await queries.list_kept(conn, old)
        for name in set(old) - kept:
            await storage.delete(store, name)
            gone += 1
    if gone:
        log.info("swafoto.strays_removed", count=gone)
    return gone


async def _remove(store: ObjectStore, old: list[Swafoto], why: str) -> int:
    """Remove the objects of rows that are gone: rows first, so that no row lacks its object."""
    for swafoto in old:
        await storage.delete(store, swafoto.nama_objek)
    if old:
        log.info("swafoto.forgotten", count=len(old), why=why)
    return len(old)


def _context(swafoto_id: UUID) -> str:
    return f"swafoto|objek|{swafoto_id}"
