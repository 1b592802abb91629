"""Using a link, sending it again, and sending it to another address."""

from __future__ import annotations

from uuid import UUID

from services.identity.akun import actions as akun
from services.identity.akun import queries as akun_queries
from services.identity.akun import telling
from services.identity.blokir import queries as larangan
from services.identity.konfirmasi import queries, rules
from services.identity.sandi.actions import NOBODY, send_nothing
from services.identity.sandi.hashing import hasher
from services.identity.sandi.rules import LONGEST
from shared import clock
from shared.db import Connection, Database
from shared.errors import N_, Conflict

USED = N_("Tautan ini sudah dipakai atau sudah lewat 48 jam.")


async def confirm_email(conn: Connection, token: str) -> None:
    """Confirm the address and hand the akun in; raises Conflict if the link counts no longer."""
    akun_id = await queries.set_used(conn, rules.hash_of(token), clock.now())
    if akun_id is None:
        raise Conflict(USED)
    await akun.submit_akun(conn, akun_id)


async def resend_link(conn: Connection, email: str) -> None:
    """Send a new link to an address that waits for one; for any other nothing happens.

    Who asks must not learn which: both end alike and take as long.
    """
    akun_id = await queries.lock_unconfirmed(conn, email)
    await queries.count_version(conn, akun_id or NOBODY)
    if akun_id is None:
        await send_nothing(conn)
    else:
        await _send_link(conn, akun_id)


async def _send_link(conn: Connection, akun_id: UUID) -> None:
    found = await akun_queries.get_akun(conn, akun_id)
    token = rules.make_token()
    until = rules.expires_at(found.registered_at, clock.now())
    await queries.insert_konfirmasi(conn, rules.hash_of(token), akun_id, until)
    await telling.tell_registered(conn, found, rules.path_of(token))


async def change_email(database: Database, email: str, sandi: str, baru: str) -> None:
    """Change an address that nobody confirmed, and send the link there.

    Needs the password. Whether it was right, whether there is such an akun and whether the new
    address is free is told to nobody but the owner of the new one.
    """
    async with database.connection() as conn:
        owner = await akun_queries.find_login(conn, email)
    right = await hasher().verify(owner[1] if owner else None, sandi[: LONGEST + 1])
    if not right:
        # Nothing is held or written for the akun of a wrong password, as for no akun at all.
        return
    async with database.transaction() as conn:
        akun_id = await queries.lock_unconfirmed(conn, email)
        if akun_id is not None and baru != email:
            await _change(conn, akun_id, baru)


async def _change(conn: Connection, akun_id: UUID, baru: str) -> None:
    found = await akun_queries.get_akun(conn, akun_id)
    wanted = found.diri.model_copy(update={"email": baru})
    barred = await larangan.list_barred(conn, wanted)
    key = await akun_queries.get_key(conn, akun_id)
    if barred or not await queries.set_email(conn, akun_id, baru, key):
        known = await akun_queries.find_login(conn, baru)
        await telling.tell_owners(conn, {*barred, *([known[0]] if known else [])})
        return
    await queries.delete_links(conn, akun_id)
    await _send_link(conn, akun_id)
