"""What the HTML and the JSON door of documents do alike."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from aiohttp import web

from services.registration.dokumen import actions, darkroom, rules
from services.registration.dokumen.models import Dokumen, DokumenJawab, DokumenRow, Slot
from services.registration.draf.models import Draf
from services.registration.draf.queries import lock_draf, touch_draf
from services.registration.pemohon.models import Pemohon
from services.registration.settings import store_in
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import N_, Conflict, NotAllowed, NotFound, NotValid
from shared.web.forms import File
from shared.web.keys import database

GONE = N_("Isian ini sudah dikirim atau dihapus.")
NOT_MARKED = N_("Dokumen ini tidak diminta untuk diperbaiki.")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
}


def slot_of(request: web.Request) -> Slot:
    """Return the slot in the path; raises NotFound."""
    found = rules.as_slot(request.match_info["slot"])
    if found is None:
        raise NotFound
    return found


def dokumen_id_of(request: web.Request) -> UUID:
    """Return the document in the path; raises NotFound for what is no id."""
    try:
        return UUID(request.match_info["dokumen_id"])
    except ValueError:
        raise NotFound from None


def check_marked(draf: Draf, slot: Slot) -> None:
    """Raise NotAllowed for a document of a correction that the office did not mark."""
    if not draf.is_open(slot):
        raise NotAllowed(NOT_MARKED)


async def take_file(
    request: web.Request,
    pemohon: Pemohon,
    draf: Draf,
    slot: Slot,
    jenis: str,
    pendukung: Mapping[str, str],
    file: File | None,
) -> Dokumen:
    """Make a file anew and keep it for a draft, holding no connection while it is opened.

    Raises NotValid with the sentence for the person, Conflict if the draft is gone meanwhile.
    """
    check_marked(draf, slot)
    kind = rules.check_jenis(slot, jenis, pendukung)
    if file is None:
        raise NotValid(rules.MISSING)
    if file.too_large:
        raise NotValid(rules.TOO_LARGE)
    bersih = await darkroom.develop(file.content)
    name = await actions.put_object(store_in(request), pemohon.key, bersih)
    async with database(request).transaction() as conn:
        await hold(conn, draf)
        return await actions.keep_dokumen(
            conn, pemohon, draf.id, slot, kind, file.name, bersih, name
        )


async def hold(conn: Connection, draf: Draf) -> None:
    """Hold a draft whose documents change; raises Conflict if it was sent or deleted."""
    if await lock_draf(conn, draf.id) is None:
        raise Conflict(GONE)
    await touch_draf(conn, draf.id)


async def content_of(request: web.Request, key: SubjectKey, row: DokumenRow) -> web.Response:
    """Answer a document's content, to be kept by nobody on its way."""
    try:
        content = await actions.open_content(store_in(request), key, row)
    except FileNotFoundError:
        raise NotFound from None
    ending = rules.ENDINGS[row.tipe]
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{row.slot}{ending}"'}
    return web.Response(body=content, content_type=row.tipe, headers=headers)


def told(one: Dokumen) -> DokumenJawab:
    """Return a document as an answer names it."""
    row = one.row
    return DokumenJawab(
        id=row.id, slot=row.slot, jenis=row.jenis, nama=one.nama, tipe=row.tipe,
        ukuran=row.ukuran, halaman=row.halaman,
    )  # fmt: skip
