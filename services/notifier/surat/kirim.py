"""The worker's steady work: send each letter once it is due."""

from __future__ import annotations

import asyncio

import structlog
from jinja2 import TemplateError

from services.notifier.settings import NotifierSettings
from services.notifier.surat import queries, rules
from services.notifier.surat.actions import NoRecipient, write_out
from services.notifier.surat.kurir import Kurir
from services.notifier.surat.models import Outcome, Surat, Try
from shared import clock
from shared.db import Database
from shared.failpoints import reach
from shared.settings import Settings

log = structlog.get_logger()

POLL = 0.2
PAUSE = 1.0


async def kirim(database: Database, settings: Settings) -> None:
    """Send letters for as long as the worker lives."""
    assert isinstance(settings, NotifierSettings)
    kurir = Kurir(settings.smtp_servers, settings.smtp_laju)
    try:
        # Polling: whether a reaction's transaction has committed is seen only in the table.
        while not _cancelled():  # noqa: ASYNC110
            await asyncio.sleep(await _round(database, settings, kurir))
    finally:
        await kurir.close()


def _cancelled() -> bool:
    # Python 3.11's wait_for may swallow a cancel that comes together with its result.
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _round(database: Database, settings: NotifierSettings, kurir: Kurir) -> float:
    """Send one letter and return the seconds to wait before the next."""
    try:
        outcome = await send_next(database, settings, kurir)
    except Exception:
        log.exception("surat.interrupted")
        return PAUSE
    if outcome is None:
        await kurir.close()
        return POLL
    return PAUSE if outcome is Outcome.NO_SERVER else 0


async def send_next(database: Database, settings: NotifierSettings, kurir: Kurir) -> Outcome | None:
    """Send the letter that is due longest and note how it ended; None if none is due.

    A kill between the server's yes and our note sends it again after the lease, under the same
    Message-ID.
    """
    async with database.transaction() as conn:
        surat = await queries.take_due(conn, rules.LEASE)
    if surat is None:
        return None
    reach("surat.before_send")
    tried = await _try(database, settings, kurir, surat)
    reach("surat.after_send")
    await _note(database, surat, tried)
    reach("surat.after_note")
    return tried.outcome


async def _try(database: Database, settings: NotifierSettings, kurir: Kurir, surat: Surat) -> Try:
    try:
        async with database.connection() as conn:
            message = await write_out(conn, surat, settings.public_url, settings.smtp_from)
    except NoRecipient:
        return Try(Outcome.NEVER, "recipient erased")
    except (TemplateError, ValueError) as wrong:
        # Ours to mend: an address or a text that cannot be written is tried again for days.
        return Try(Outcome.LATER, type(wrong).__name__)
    return await kurir.deliver(message)


async def _note(database: Database, surat: Surat, tried: Try) -> None:
    state = rules.state_after(tried.outcome, clock.now() - surat.created_at)
    pause = rules.pause_after(surat.attempts)
    async with database.transaction() as conn:
        await queries.set_tried(conn, surat, state, pause, tried.reason)
    say = log.warning if state == "dead" else log.info
    say(f"surat.{state}", surat_id=str(surat.id), pesan=surat.pesan, reason=tried.reason)
