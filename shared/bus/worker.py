"""The worker process of a service: relay, consumer and steady work; one falls, all fall.

The keeper that started the process starts it again. SIGTERM ends it within five seconds, the batch
in hand finished.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol, TypeAlias

import structlog

from shared.bus import health, metrics, queries, topology
from shared.bus.connection import Broker
from shared.bus.consumer import Consumer
from shared.bus.inbox import Inbox, database_lost
from shared.bus.intake import Intake
from shared.bus.parking import Parking
from shared.bus.publisher import Publisher
from shared.bus.reaction import Reactions
from shared.bus.relay import Relay
from shared.bus.restoration import tell_restored, with_resend
from shared.db import Database, Pool, make_pool
from shared.settings import Settings

log = structlog.get_logger()

CONNECTIONS = ("relay", "put_off", "consume", "bury")
FINISH_SECONDS = 3.0
KEEP_RECEIVED = timedelta(days=30)
PRUNE_SECONDS = 3600.0


Task: TypeAlias = Callable[[Database, Any], Awaitable[None]]


class Hearer(Protocol):
    """What a worker needs to know of its service."""

    @property
    def name(self) -> str: ...
    @property
    def reactions(self) -> Reactions: ...
    @property
    def tasks(self) -> Mapping[str, Task]: ...


class Worker:
    """The parts of one worker, put together."""

    def __init__(self, service: Hearer, settings: Settings, pool: Pool) -> None:
        name, urls = service.name, settings.broker_urls
        self.database = database = Database(pool, self._woken)
        self.brokers = [Broker(urls, f"{name}.{part}") for part in CONNECTIONS]
        relaying, putting_off, consuming, burying = self.brokers
        self.relay = Relay(name, settings.database_url, Publisher(relaying))
        parking = Parking(name, database, Publisher(putting_off))
        inbox = Inbox(name, with_resend(service.reactions), database)
        self.consumer = Consumer(inbox, parking, database)

        async def declare() -> None:
            await topology.declare(name, service.reactions, urls)

        async def restore() -> None:
            await declare()
            async with database.transaction() as conn:
                await tell_restored(conn, name, service.reactions)

        ready = self.consumer.wait_for_database
        self.intake = Intake(consuming, name, self.consumer.settle, restore, ready)
        self.dead = Intake(
            burying, topology.parked_queue(name), parking.settle_dead, declare, ready, prefetch=10
        )

    def _woken(self) -> None:
        self.relay.wake()

    def jobs(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Return what runs for as long as the worker lives."""
        return {
            "relay": self.relay.run,
            "intake": self.intake.run,
            "dead letters": self.dead.run,
            "inbox pruning": self._prune,
        }

    def stop(self) -> None:
        """Ask all parts to finish what they have in hand."""
        for part in (self.relay, self.intake, self.dead):
            part.stop()

    async def close(self) -> None:
        """Close the connections to the broker."""
        await asyncio.gather(*(broker.close() for broker in self.brokers))

    async def report(self) -> dict[str, object]:
        """Return the state of the parts, for `/readyz`."""
        counts = await self._counts()
        unsent, parked = counts or (None, None)
        return {
            "ready": counts is not None and self.intake.consuming,
            "database": counts is not None,
            "consuming": self.intake.consuming,
            "relay": "leading" if self.relay.leading else "standby",
            "unsent": unsent,
            "parked": parked,
        }

    async def _counts(self) -> tuple[int, int] | None:
        try:
            async with asyncio.timeout(1), self.database.connection() as conn:
                unsent, parked = await queries.count_unsent_and_parked(conn)
        except Exception as wrong:
            log.info("readiness.no_database", reason=type(wrong).__name__)
            return None
        metrics.unsent.set(unsent)
        metrics.parked_now.set(parked)
        return unsent, parked

    async def _prune(self) -> None:
        while True:
            try:
                async with self.database.transaction() as conn:
                    await queries.prune_inbox(conn, KEEP_RECEIVED)
            except Exception as wrong:
                if not database_lost(wrong):
                    raise
            await asyncio.sleep(PRUNE_SECONDS)


async def run_worker(service: Hearer, settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; raises what killed a part, after a loud line in the log."""
    stop = _told_to_stop()
    pool = await make_pool(settings.database_url, settings.pool_size)
    worker = Worker(service, settings, pool)
    site = await health.serve(settings.web_host, settings.worker_port, worker.report)
    log.info("worker.started")
    jobs = {name: asyncio.ensure_future(job()) for name, job in worker.jobs().items()}
    for name, task in service.tasks.items():
        jobs[name] = asyncio.ensure_future(task(worker.database, settings))
    try:
        await _until_over(jobs, stop)
    finally:
        await _wind_up(worker, jobs)
        await site.cleanup()
        pool.terminate()
        log.info("worker.ended")


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _until_over(jobs: Mapping[str, asyncio.Future[None]], stop: asyncio.Event) -> None:
    told = asyncio.ensure_future(stop.wait())
    waiting: list[asyncio.Future[Any]] = [told, *jobs.values()]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    for name, job in jobs.items():
        if job.done():
            log.critical("worker.part_died", part_name=name, reason=repr(type(job.exception())))
            job.result()
            raise RuntimeError(f"{name} ended by itself")


async def _wind_up(worker: Worker, jobs: Mapping[str, asyncio.Future[None]]) -> None:
    worker.stop()
    finishing = [jobs[name] for name in ("relay", "intake", "dead letters")]
    await asyncio.wait(finishing, timeout=FINISH_SECONDS)
    for job in jobs.values():
        job.cancel()
    await asyncio.gather(*jobs.values(), return_exceptions=True)
    await worker.close()
