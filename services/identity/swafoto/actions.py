"""Taking a selfie in, opening it, and clearing away what was never used."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from obstore.store import ObjectStore

from services.identity.swafoto import pictures, queries, storage
from services.identity.swafoto.models import Swafoto
from shared import clock
from shared.crypto import SubjectKey
from shared.db import Connection

UNUSED = timedelta(hours=25)


async def store_swafoto(conn: Connection, store: ObjectStore, content: bytes) -> UUID:
    """Check, clean, seal and keep a picture; raises NotValid with the sentence for the person.

    The id is random: whoever holds it took the picture. The object is written before the row, so
    a row never lacks its object.
    """
    clean = await pictures.clean(content)
    swafoto_id = uuid4()
    key = SubjectKey.create(swafoto_id)
    name = secrets.token_hex(24)
    await storage.put(store, name, key.seal_bytes(clean, _context(swafoto_id)))
    await queries.insert_swafoto(conn, swafoto_id, key.wrap(), name, len(clean))
    return swafoto_id


async def open_swafoto(store: ObjectStore, swafoto: Swafoto) -> bytes:
    """Return the picture as JPEG."""
    key = SubjectKey.unwrap(swafoto.kunci, swafoto.id)
    return key.open_bytes(await storage.get(store, swafoto.nama_objek), _context(swafoto.id))


async def forget_unclaimed(conn: Connection, store: ObjectStore) -> None:
    """Delete selfies that no sign-up used within a day; for the worker."""
    old = await queries.lock_unclaimed(conn, clock.now() - UNUSED)
    for swafoto in old:
        await storage.delete(store, swafoto.nama_objek)
    await queries.delete_swafoto(conn, [swafoto.id for swafoto in old])


def _context(swafoto_id: UUID) -> str:
    return f"swafoto|objek|{swafoto_id}"
