"""The worker's steady work: bring each webhook what it has not had, in order.

A batch goes out at once, but what is about one permohonan one after the other. The cursor moves to
just before the first that failed; what was taken beyond it is remembered and not sent again.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

import structlog

from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.peristiwa import queries as peristiwa
from services.notifier.peristiwa.models import Peristiwa
from services.notifier.peristiwa.rules import is_for
from services.notifier.settings import NotifierSettings
from services.notifier.webhook import queries, rules
from services.notifier.webhook.actions import secret_of
from services.notifier.webhook.models import Hasil, Panggilan, Webhook
from services.notifier.webhook.panggil import Pemanggil
from shared import clock
from shared.db import Connection, Database
from shared.failpoints import reach
from shared.settings import Settings
from shared.wilayah.kode import KEMENTERIAN

log = structlog.get_logger()

HANDS = 8
POLL = 1.0
PAUSE = 1.0
# How many events are looked through at once for those that the filter lets pass.
LOOK = 500
Line: TypeAlias = tuple[int | None, UUID, str, str, int | None, str, int]
NONE = timedelta(0)
KEEP_LOG = timedelta(days=30)
PRUNE_SECONDS = 3600.0


async def antar(database: Database, settings: Settings) -> None:
    """Call webhooks for as long as the worker lives."""
    assert isinstance(settings, NotifierSettings)
    async with (
        Pemanggil(settings.webhook_may_be_local) as pemanggil,
        asyncio.TaskGroup() as group,
    ):
        group.create_task(_prune(database))
        for _ in range(HANDS):
            group.create_task(_work(database, pemanggil))


async def _work(database: Database, pemanggil: Pemanggil) -> None:
    while True:
        try:
            pause = 0.0 if await deliver_next(database, pemanggil) else POLL
        except Exception:
            log.exception("webhook.interrupted")
            pause = PAUSE
        await asyncio.sleep(pause)


async def deliver_next(database: Database, pemanggil: Pemanggil) -> bool:
    """Bring the webhook that is due its next batch; False if none is due."""
    async with database.transaction() as conn:
        one = await queries.take_due(conn, rules.LEASE)
    if one is None:
        return False
    async with database.connection() as conn:
        # Asked first: what is carried over between the two questions is for the next round.
        newest = await peristiwa.newest(conn)
        seen = await peristiwa.list_after(conn, one.cursor, one.jenis, LOOK)
    end = seen[-1].nomor if len(seen) == LOOK else newest
    mine = [each for each in seen if is_for(each.type, each.routing_key, one.jenis, one.wilayah)]
    batch = [each for each in mine if each.nomor not in one.terkirim][: rules.BATCH]
    if len(batch) == rules.BATCH:
        end = batch[-1].nomor
    results = await _bring(pemanggil, one, batch)
    reach("webhook.after_send")
    async with database.transaction() as conn:
        await _note(conn, one, batch, results, end)
    return True


async def _bring(
    pemanggil: Pemanggil, one: Webhook, batch: Sequence[Peristiwa]
) -> dict[int, Panggilan]:
    """Call once per event; what follows a failed one of the same permohonan is not tried."""
    secret, rows = secret_of(one), defaultdict(list)
    for each in batch:
        rows[each.subjek].append(each)
    results: dict[int, Panggilan] = {}

    async def in_order(events: Sequence[Peristiwa]) -> None:
        for each in events:
            results[each.nomor] = got = await pemanggil.call(
                one.url, secret, str(each.event_id), each.body, clock.now()
            )
            if got.hasil is not Hasil.DELIVERED:
                return

    first, *others = rows.values() or [[]]
    # One alone finds out whether anybody is there; a silent receiver costs one time-out.
    await in_order(first)
    if all(got.hasil is Hasil.DELIVERED for got in results.values()):
        await asyncio.gather(*(in_order(events) for events in others))
    return results


async def _note(
    conn: Connection, one: Webhook, batch: Sequence[Peristiwa],
    results: dict[int, Panggilan], end: int,
) -> None:  # fmt: skip
    bad = [got for got in results.values() if got.hasil is not Hasil.DELIVERED]
    left = [each for each in batch if _is_open(results.get(each.nomor))]
    now = clock.now()
    since = one.failing_since or now
    over = bool(bad) and now - since >= rules.GIVEN_UP_AFTER
    gone = any(got.hasil is Hasil.GONE for got in bad)
    first = left[0] if left else None
    dead = first if first and over and not gone else None
    if dead:
        # Given up: it stays in the log, and the webhook rests until somebody looks.
        left = left[1:]
    cursor = (left[0].nomor - 1) if left else end
    taken = {each.nomor for each in batch if not _is_open(results.get(each.nomor))}
    beyond = sorted(nomor for nomor in taken | set(one.terkirim) if nomor > cursor)
    attempts = one.attempts + 1 if bad else 0
    state = "disabled" if gone else "paused" if over else "active"
    kept = await queries.set_tried(
        conn, one, cursor, beyond, attempts, since if bad else None,
        bad[0].reason if bad else "", state, rules.pause_after(attempts) if bad else NONE,
    )  # fmt: skip
    if kept:
        await queries.insert_kiriman(conn, one.id, _lines(batch, results, dead))
        if state != "active":
            await _tell_stopped(conn, one)


def _is_open(got: Panggilan | None) -> bool:
    return got is None or got.hasil is not Hasil.DELIVERED


def _lines(
    batch: Sequence[Peristiwa], results: dict[int, Panggilan], dead: Peristiwa | None
) -> list[Line]:
    lines: list[Line] = []
    for each in batch:
        got = results.get(each.nomor)
        if got is None:
            continue
        hasil = "delivered" if got.hasil is Hasil.DELIVERED else "failed"
        if dead and each.nomor == dead.nomor:
            hasil = "dead"
        lines.append((each.nomor, each.event_id, each.type, hasil, got.status, got.reason, got.ms))
    return lines


async def _tell_stopped(conn: Connection, one: Webhook) -> None:
    fact = int(clock.now().timestamp()) % 2_000_000_000
    isian = {"nama": one.nama}
    await tell_office(conn, JenisKabar.LANGGANAN_TERHENTI, one.id, fact, KEMENTERIAN, isian)


async def _prune(database: Database) -> None:
    while True:
        try:
            async with database.transaction() as conn:
                await queries.prune_kiriman(conn, KEEP_LOG)
        except Exception:
            log.exception("webhook.not_pruned")
        await asyncio.sleep(PRUNE_SECONDS)
