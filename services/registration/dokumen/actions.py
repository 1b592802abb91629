"""Keeping a document, opening it, and clearing away what belongs to nobody."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID, uuid4

import structlog
from obstore.store import ObjectStore

from services.registration.dokumen import queries, rules
from services.registration.dokumen.models import Bersih, Dokumen, DokumenRow, Slot
from services.registration.pemohon.models import Pemohon
from services.registration.settings import RegistrationSettings
from shared import clock, crypto
from shared.berkas.store import LOST, Rak, store_of
from shared.crypto import SubjectKey
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

FAILED = timedelta(minutes=40)
"""How old an object without a row is before it counts as left by a failed write."""
EVERY = timedelta(minutes=10)
ListKept: TypeAlias = Callable[[Connection, Sequence[str]], Awaitable[set[str]]]


def rak_of(store: ObjectStore) -> Rak:
    """Return where documents lie in a store."""
    return Rak(store, "dokumen/")


async def put_object(store: ObjectStore, key: SubjectKey, bersih: Bersih) -> str:
    """Keep the sealed content and return its name: before its row, so no row lacks its object."""
    name = secrets.token_hex(24)
    await rak_of(store).put(name, key.seal_bytes(bersih.isi, _objek(name)))
    return name


async def keep_dokumen(
    conn: Connection, pemohon: Pemohon, permohonan_id: UUID, slot: Slot, jenis: str, claimed: str,
    bersih: Bersih, nama_objek: str,
) -> Dokumen:  # fmt: skip
    """Give a draft its document; one that was in this slot is replaced."""
    dokumen_id, nama = uuid4(), rules.nama_berkas(claimed, slot, bersih.tipe)
    row = DokumenRow(
        id=dokumen_id, permohonan_id=permohonan_id, akun_id=pemohon.akun_id, slot=slot,
        jenis=jenis, nama=pemohon.key.seal(nama, _nama(dokumen_id)), tipe=bersih.tipe,
        ukuran=len(bersih.isi), halaman=bersih.halaman, nama_objek=nama_objek,
        sidik=crypto.index("dokumen", sha256(bersih.isi).hexdigest()), created_at=clock.now(),
    )  # fmt: skip
    await queries.upsert_dokumen(conn, row)
    return Dokumen(row, nama)


async def list_dokumen(conn: Connection, key: SubjectKey, permohonan_id: UUID) -> list[Dokumen]:
    """Return the documents of a draft or permohonan with their names."""
    rows = await queries.list_dokumen(conn, permohonan_id)
    return [Dokumen(row, key.open(row.nama, _nama(row.id))) for row in rows]


async def copy_dokumen(
    conn: Connection, key: SubjectKey, permohonan_id: UUID, draf_id: UUID
) -> None:
    """Give a new draft the documents of an earlier permohonan; the objects stay where they are."""
    for known in await list_dokumen(conn, key, permohonan_id):
        new = uuid4()
        copied = {**vars(known.row), "id": new, "permohonan_id": draf_id}
        copied["nama"] = key.seal(known.nama, _nama(new))
        await queries.upsert_dokumen(conn, DokumenRow(**copied))


async def open_content(store: ObjectStore, key: SubjectKey, row: DokumenRow) -> bytes:
    """Return what a document holds; raises FileNotFoundError."""
    sealed = await rak_of(store).get(row.nama_objek)
    return key.open_bytes(sealed, _objek(row.nama_objek))


async def forget_left(database: Database, store: ObjectStore) -> int:
    """Forget documents without a draft and objects without a document; return how many objects."""
    async with database.transaction() as conn:
        await queries.delete_left(conn, clock.now() - FAILED)
    return await remove_left(database, rak_of(store), queries.list_kept)


async def remove_left(database: Database, rak: Rak, list_kept: ListKept) -> int:
    """Forget old objects that no row has, and return how many."""
    before, gone = clock.now() - FAILED, 0
    async for listed in rak.batches():
        old = [name for name, changed in listed if changed < before]
        async with database.connection() as conn:
            kept = await list_kept(conn, old)
        for name in set(old) - kept:
            await rak.delete(name)
            gone += 1
    return gone


async def forget_forever(database: Database, settings: Settings) -> None:
    """Forget every ten minutes; a lost database or store is met again next time."""
    assert isinstance(settings, RegistrationSettings)
    while True:
        try:
            gone = await forget_left(database, store_of(settings.storage_url))
            if gone:
                log.info("dokumen.objects_removed", count=gone)
        except (Unavailable, *LOST) as lost:
            log.warning("dokumen.not_forgotten", reason=type(lost).__name__)
        await asyncio.sleep(EVERY.total_seconds())


def _nama(dokumen_id: UUID) -> str:
    return f"dokumen|nama|{dokumen_id}"


def _objek(nama_objek: str) -> str:
    return f"dokumen|objek|{nama_objek}"
