"""Keeping webhooks: new, another secret, paused, resumed, replayed, tested, ended."""

from __future__ import annotations

from uuid import UUID

import orjson

from services.notifier.peristiwa import queries as peristiwa
from services.notifier.webhook import queries, rules
from services.notifier.webhook.models import Hasil, Panggilan, UlangDari, Webhook, WebhookForm
from services.notifier.webhook.panggil import Pemanggil
from shared import clock
from shared.crypto import SubjectKey
from shared.db import Connection, Database
from shared.errors import N_, Invalid, NotFound
from shared.ids import uuid7
from shared.sesi.token import Principal

GONE = N_("Webhook ini tidak ada.")
NOT_DEAD = N_("Kiriman ini tidak menunggu dikirim lagi.")
TEST_TYPE = "notifier.webhook.tested.v1"


def _context(webhook_id: UUID) -> str:
    return f"webhook|rahasia|{webhook_id}"


def secret_of(one: Webhook) -> bytes:
    """Return the secret that signs."""
    return SubjectKey.unwrap(one.kunci, one.id).open_bytes(one.rahasia, _context(one.id))


async def create_webhook(
    conn: Connection, who: Principal, form: WebhookForm, may_be_local: bool
) -> tuple[Webhook, str]:
    """Keep a webhook, from now on, and return it with its secret; raises Invalid."""
    form = rules.check_form(form, may_be_local)
    webhook_id, secret, now = uuid7(), rules.new_secret(), clock.now()
    key = SubjectKey.create(webhook_id)
    one = Webhook(
        id=webhook_id, nama=form.nama, url=form.url, wilayah=tuple(form.wilayah),
        jenis=tuple(form.jenis), kunci=key.wrap(),
        rahasia=key.seal_bytes(secret, _context(webhook_id)), state="active",
        cursor=await peristiwa.newest(conn), terkirim=(), attempts=0, failing_since=None,
        next_attempt_at=now, last_error="", created_at=now,
    )  # fmt: skip
    await queries.insert_webhook(conn, one, who.id)
    return one, rules.written(secret)


async def get_webhook(conn: Connection, webhook_id: UUID) -> Webhook:
    """Return a webhook, held until the transaction ends; raises NotFound."""
    one = await queries.lock_webhook(conn, webhook_id)
    if one is None:
        raise NotFound(GONE)
    return one


async def rotate_secret(conn: Connection, webhook_id: UUID) -> str:
    """Sign with another secret from now on, and return it."""
    one, secret = await get_webhook(conn, webhook_id), rules.new_secret()
    key = SubjectKey.unwrap(one.kunci, one.id)
    await queries.set_secret(conn, one.id, key.seal_bytes(secret, _context(one.id)))
    return rules.written(secret)


async def set_state(conn: Connection, webhook_id: UUID, state: str) -> None:
    """Pause, resume or end a webhook; raises NotFound."""
    one = await get_webhook(conn, webhook_id)
    await queries.set_state(conn, one.id, state)


async def replay(conn: Connection, webhook_id: UUID, start: UlangDari) -> int:
    """Deliver again from a number or a time, and return the number; raises Invalid."""
    one = await get_webhook(conn, webhook_id)
    if start.sejak is not None:
        cursor = await peristiwa.newest_before(conn, start.sejak)
    elif start.cursor is not None and 0 <= start.cursor < 2**62:
        cursor = start.cursor
    else:
        raise Invalid({"cursor": "Tulis nomor peristiwa, atau waktu."})
    await queries.set_cursor(conn, one.id, cursor)
    return cursor


async def send_test(database: Database, pemanggil: Pemanggil, webhook_id: UUID) -> Panggilan:
    """Call the address with a signed message that says it is a test, and note the answer."""
    async with database.transaction() as conn:
        one = await get_webhook(conn, webhook_id)
    event_id, now = uuid7(), clock.now()
    body = orjson.dumps({
        "specversion": "1.0", "id": str(event_id), "source": "/penduduk-nonpermanen/notifier",
        "type": TEST_TYPE, "subject": str(one.id), "time": now.isoformat(),
        "datacontenttype": "application/json", "sequence": "0", "requestid": "-", "data": {},
    })  # fmt: skip
    got = await pemanggil.call(one.url, secret_of(one), str(event_id), body, now)
    line = (None, event_id, TEST_TYPE, "test", got.status, got.reason, got.ms)
    async with database.transaction() as conn:
        await queries.insert_kiriman(conn, one.id, [line])
    return got


async def resend(
    database: Database, pemanggil: Pemanggil, webhook_id: UUID, nomor: int
) -> Panggilan:
    """Call once more with the event of a line that was given up, and note the answer.

    It has the id it had, so a receiver that took it after all drops it. Raises NotFound.
    """
    async with database.transaction() as conn:
        one = await get_webhook(conn, webhook_id)
        dead = await queries.find_dead(conn, one.id, nomor)
    if dead is None:
        raise NotFound(NOT_DEAD)
    got = await pemanggil.call(one.url, secret_of(one), str(dead.event_id), dead.body, clock.now())
    hasil = "delivered" if is_taken(got) else "failed"
    line = (dead.nomor, dead.event_id, dead.type, hasil, got.status, got.reason, got.ms)
    async with database.transaction() as conn:
        await queries.insert_kiriman(conn, one.id, [line])
    return got


def is_taken(got: Panggilan) -> bool:
    """Tell whether a call was answered with yes."""
    return got.hasil is Hasil.DELIVERED
