"""Sending a letter of notice, opening it, passing it on."""

from __future__ import annotations

from uuid import UUID

from services.notifier.edaran import queries, rules
from services.notifier.edaran.models import Edaran, EdaranForm, Lampiran
from services.notifier.kabar.actions import tell_offices
from services.notifier.kabar.models import JenisKabar
from shared import clock
from shared.db import Connection
from shared.errors import Conflict
from shared.ids import uuid7
from shared.instansi.queries import get_instansi
from shared.sesi.token import Principal
from shared.wilayah.kode import kantor_of


async def send_edaran(conn: Connection, who: Principal, form: EdaranForm) -> Edaran:
    """Send a letter to the officers of the areas named; raises Invalid."""
    kode = kantor_of(who.wilayah)
    form = rules.check_form(kode, form)
    one = Edaran(uuid7(), kode, form.judul, form.isi, who.nama, clock.now())
    files = [Lampiran(uuid7(), nama, isi) for nama, isi in form.lampiran]
    await queries.insert_edaran(conn, one, who.id, files, form.wilayah)
    dari = (await get_instansi(conn, kode)).nama
    isian = {"judul": form.judul, "dari": dari}
    await tell_offices(conn, JenisKabar.EDARAN, one.id, 1, form.wilayah, isian, rules.READERS)
    return one


async def open_edaran(conn: Connection, who: Principal, edaran_id: UUID) -> None:
    """Note that a recipient opened the letter; the sender's own look counts for nobody."""
    if who.peran in rules.READERS:
        await queries.set_opened(conn, edaran_id, who.wilayah, who.nama)


async def pass_on(conn: Connection, who: Principal, edaran_id: UUID, catatan: str) -> None:
    """Note that the recipient passed the letter on, and to whom."""
    await queries.set_opened(conn, edaran_id, who.wilayah, who.nama)
    tidy = " ".join(catatan.split())[:300]
    if not await queries.set_passed_on(conn, edaran_id, who.wilayah, who.nama, tidy):
        raise Conflict("Surat ini sudah dicatat diteruskan, atau bukan untuk wilayah Anda.")
