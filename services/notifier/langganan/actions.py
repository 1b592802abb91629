"""Letting an outside system listen, and no longer."""

from __future__ import annotations

from uuid import UUID

from services.notifier.langganan import queries, rules
from services.notifier.langganan.broker import BrokerApi, cut_soon
from services.notifier.langganan.models import Langganan, LanggananDibuat, LanggananForm
from shared import clock
from shared.db import Connection, Database
from shared.errors import N_, Conflict, NotFound
from shared.ids import uuid7
from shared.sesi.token import Principal

GONE = N_("Langganan ini tidak ada.")
REVOKED = N_("Langganan ini sudah dicabut.")


async def create_langganan(
    database: Database, api: BrokerApi, who: Principal, form: LanggananForm, alamat: str
) -> LanggananDibuat:
    """Make user, rights, queue and bindings, and return the secret, told only now.

    The row is committed before the broker is touched, so that what a crash leaves there is known
    and can be revoked. Raises Invalid.
    """
    form = rules.check_form(form)
    one = Langganan(
        id=uuid7(), nama=form.nama, tujuan=form.tujuan, wilayah=tuple(form.wilayah),
        jenis=tuple(form.jenis), pengguna=rules.new_user(), state="creating",
        created_at=clock.now(), rotated_at=None, revoked_at=None, acks=0, last_ack_at=None,
        antre=0,
    )  # fmt: skip
    async with database.transaction() as conn:
        await queries.insert_langganan(conn, one, who.id)
    secret = rules.new_secret()
    await api.create(one, secret)
    async with database.transaction() as conn:
        await queries.set_active(conn, one.id)
    return _told(one, secret, alamat)


async def rotate_langganan(
    database: Database, api: BrokerApi, langganan_id: UUID, alamat: str
) -> LanggananDibuat:
    """Give another secret and close what was opened with the old one.

    A subscription that was half made by a crash is made whole by it.
    """
    async with database.connection() as conn:
        one = await get_alive(conn, langganan_id)
    secret = rules.new_secret()
    await api.create(one, secret)
    await cut_soon(api, one)
    async with database.transaction() as conn:
        await queries.set_active(conn, one.id)
        await queries.set_rotated(conn, one.id)
    return _told(one, secret, alamat)


async def revoke_langganan(database: Database, api: BrokerApi, langganan_id: UUID) -> None:
    """Let the system in no more; its queue and bindings go too."""
    async with database.connection() as conn:
        one = await get_alive(conn, langganan_id)
    await api.remove(one)
    async with database.transaction() as conn:
        await queries.set_revoked(conn, one.id)
    await cut_soon(api, one, (1, 2))


async def get_alive(conn: Connection, langganan_id: UUID) -> Langganan:
    """Return a subscription that is not revoked; raises NotFound or Conflict."""
    one = await queries.find_langganan(conn, langganan_id)
    if one is None:
        raise NotFound(GONE)
    if one.state == "revoked":
        raise Conflict(REVOKED)
    return one


def _told(one: Langganan, secret: str, alamat: str) -> LanggananDibuat:
    return LanggananDibuat(
        id=one.id, alamat=alamat, pengguna=one.pengguna, rahasia=secret, antrean=one.antrean
    )


async def look(database: Database, api: BrokerApi) -> None:
    """Note lag and acknowledgements of every subscriber as the broker counts them."""
    async with database.connection() as conn:
        active = [one for one in await queries.list_langganan(conn) if one.state == "active"]
    if not active:
        return
    found = await api.queues()
    async with database.transaction() as conn:
        for one in active:
            queue = found.get(one.antrean, {})
            acks = queue.get("message_stats", {}).get("ack", 0)
            await queries.set_seen(conn, one, queue.get("messages", 0), acks, clock.now())
