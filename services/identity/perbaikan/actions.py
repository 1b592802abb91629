"""Correcting an akun that was found not valid."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from obstore.store import ObjectStore

from services.identity.akun import queries as akun_queries
from services.identity.akun import telling
from services.identity.akun.models import Akun, DataDiri
from services.identity.blokir import queries as larangan
from services.identity.perbaikan import queries, rules
from services.identity.perbaikan.models import DIRI, Perbaikan
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import queries as photos
from services.identity.swafoto.rules import MISSING
from shared import clock
from shared.db import Connection
from shared.errors import Invalid, NotFound


async def correct_akun(
    conn: Connection, store: ObjectStore, akun_id: UUID, baru: Perbaikan
) -> Akun:
    """Hand the corrected akun in again and return it; one at a time.

    Raises Conflict where nothing may be corrected and Invalid where nothing is changed: neither
    uses up a chance.
    """
    akun = await akun_queries.lock_akun(conn, akun_id)
    if akun is None:
        raise NotFound
    rules.check_may_correct(akun)
    photo = await _new_photo(conn, store, akun, baru.swafoto_id)
    shown = photo or akun.swafoto_id
    if shown is None:
        # The kept one was deleted in time: an officer has nothing to compare.
        raise Invalid({"swafoto": MISSING})
    if not rules.is_changed(akun, baru, is_new_photo=photo is not None):
        raise Invalid({(akun.bidang or ("nik",))[0]: rules.UNCHANGED})
    await _keep(conn, akun, baru, shown)
    corrected = await akun_queries.get_akun(conn, akun_id)
    await telling.tell_submitted(conn, corrected)
    return corrected


async def _keep(conn: Connection, akun: Akun, baru: Perbaikan, shown: UUID) -> None:
    diri = DataDiri(**{**akun.diri.model_dump(), **baru.model_dump(include=set(DIRI))})
    ganda = await _repeats(conn, akun, diri)
    key = await akun_queries.get_key(conn, akun.id)
    await queries.set_corrected(
        conn, akun.id, key, diri, baru.kode_wilayah, shown, clock.now(), nik_ganda=ganda,
    )  # fmt: skip
    if shown != akun.swafoto_id:
        await photos.set_akun(conn, shown, akun.id)
        if akun.swafoto_id:
            await queries.release_swafoto(conn, akun.swafoto_id)


async def _repeats(conn: Connection, akun: Akun, diri: DataDiri) -> bool:
    """Tell whether the NIK is another's or barred; its owner is told, who corrects is not."""
    owners = set(await akun_queries.list_owners(conn, diri.nik, "")) - {akun.id}
    barrable = [(each.nik, each.kk, each.telepon) for each in (diri, akun.diri)]
    if barrable[0] == barrable[1]:
        return bool(owners)
    barred = set(await larangan.list_barred(conn, diri)) - {akun.id}
    await telling.tell_owners(conn, owners | barred)
    return bool(owners | barred)


async def _new_photo(
    conn: Connection, store: ObjectStore, akun: Akun, swafoto_id: UUID | None
) -> UUID | None:
    """Return the id of a selfie that shows other pixels than the kept one, else None."""
    if swafoto_id is None or swafoto_id == akun.swafoto_id:
        return None
    chosen = await photos.find_swafoto(conn, swafoto_id)
    if chosen is None or chosen.akun_id is not None:
        raise Invalid({"swafoto": MISSING})
    kept = await photos.find_of_akun(conn, akun.id)
    if kept is None:
        return swafoto_id
    try:
        before = await swafoto.open_swafoto(store, kept)
    except FileNotFoundError:
        return swafoto_id
    after = await swafoto.open_swafoto(store, chosen)
    return swafoto_id if sha256(before).digest() != sha256(after).digest() else None
