"""Files of a message: made anew, kept sealed, opened, and cleared away when nothing has them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence

import structlog
from obstore.store import ObjectStore

from services.registration.dokumen import darkroom
from services.registration.dokumen.actions import EVERY, remove_left
from services.registration.dokumen.rules import TOO_LARGE, nama_berkas
from services.registration.percakapan import queries_pesan, rules, sealing
from services.registration.percakapan.models import LampiranRow, Siap
from services.registration.settings import RegistrationSettings
from shared.berkas.store import LOST, Rak, store_of
from shared.crypto import SubjectKey
from shared.db import Database
from shared.errors import Invalid, NotFound, NotValid, Unavailable
from shared.settings import Settings
from shared.web.forms import File

log = structlog.get_logger()

FIELDS = tuple(f"berkas{nomor}" for nomor in range(1, rules.MOST_FILES + 1))
NAMELESS = "lampiran"


def rak_of(store: ObjectStore) -> Rak:
    """Return where files of messages lie in a store."""
    return Rak(store, "percakapan/")


async def keep_files(
    store: ObjectStore, key: SubjectKey, files: Sequence[tuple[str, File]]
) -> list[Siap]:
    """Make files (by their field) anew and keep their objects: before the message is written.

    Raises Invalid with the sentence beside the field.
    """
    try:
        rules.check_sizes([len(file.content) for _, file in files])
    except NotValid as wrong:
        raise Invalid({FIELDS[0]: wrong.message}) from None
    return [await _kept(store, key, field, file) for field, file in files]


async def _kept(store: ObjectStore, key: SubjectKey, field: str, file: File) -> Siap:
    if file.too_large:
        raise Invalid({field: TOO_LARGE})
    try:
        bersih = await darkroom.develop(file.content)
    except NotValid as wrong:
        raise Invalid({field: wrong.message}) from None
    name = secrets.token_hex(24)
    await rak_of(store).put(name, sealing.seal_objek(key, name, bersih.isi))
    nama = nama_berkas(file.name, NAMELESS, bersih.tipe)
    return Siap(nama, bersih.tipe, len(bersih.isi), bersih.halaman, name)


async def open_content(store: ObjectStore, key: SubjectKey, row: LampiranRow) -> bytes:
    """Return what a file holds; raises NotFound."""
    try:
        sealed = await rak_of(store).get(row.nama_objek)
    except FileNotFoundError:
        raise NotFound from None
    return sealing.open_objek(key, row.nama_objek, sealed)


async def forget_forever(database: Database, settings: Settings) -> None:
    """Forget objects without a message every ten minutes; what is lost is met again next time."""
    assert isinstance(settings, RegistrationSettings)
    while True:
        try:
            rak = rak_of(store_of(settings.storage_url))
            gone = await remove_left(database, rak, queries_pesan.list_kept)
            if gone:
                log.info("percakapan.objects_removed", count=gone)
        except (Unavailable, *LOST) as lost:
            log.warning("percakapan.not_forgotten", reason=type(lost).__name__)
        await asyncio.sleep(EVERY.total_seconds())
