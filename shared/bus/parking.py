"""Where messages go that cannot have their effect now, or ever."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from traceback import extract_tb

import structlog

from shared.bus import metrics, queries
from shared.bus.errors import BrokerLost, Retry
from shared.bus.intake import Ack, Delivery
from shared.bus.publisher import Message, Outcome, Publisher
from shared.bus.topology import delay_exchange
from shared.db import Database
from shared.events.envelope import NotUnderstood

log = structlog.get_logger()

MOST_ATTEMPTS = 8
MOST_WAITS = 200
LARGEST_KEPT = 1 << 20
STEPS = ("1s", "1s", "10s", "10s", "60s")
ATTEMPT, WAITED = "x-attempt", "x-waited"


class Parking:
    """Puts messages of one service off (wait queues) or aside (the table `parked`)."""

    def __init__(self, service: str, database: Database, publisher: Publisher) -> None:
        self._service = service
        self._database = database
        self._publisher = publisher

    async def put_off(self, delivery: Delivery, wrong: BaseException) -> None:
        """Send the message through a wait queue, or aside after its last attempt."""
        header, most = (WAITED, MOST_WAITS) if _cause(wrong, Retry) else (ATTEMPT, MOST_ATTEMPTS)
        count = delivery.count(header) + 1
        if count >= most:
            await self.put_aside(delivery, reason_of(wrong), count)
            return
        _say(delivery, wrong, count)
        step = STEPS[min(count, len(STEPS)) - 1]
        await self._send(delivery, step, {header: count})
        metrics.delayed.labels(delivery.type).inc()

    async def put_aside(self, delivery: Delivery, reason: str, attempts: int) -> None:
        """Keep the message in `parked` with its reason; once, however often it comes."""
        body = delivery.body if len(delivery.body) <= LARGEST_KEPT else None
        name, kind = name_of(delivery), kind_of(delivery)
        async with self._database.transaction() as conn:
            await queries.insert_parked(conn, name, kind, reason, body, attempts)
            await queries.clear_suspects(conn, [name])
        log.error("message.parked", event_id=name, type=kind, reason=reason, attempts=attempts)
        metrics.parked.labels(kind).inc()

    async def settle_dead(self, deliveries: list[Delivery], ack: Ack) -> None:
        """Move what the broker gave up into the table: it has been delivered too often."""
        for delivery in deliveries:
            reason = str(delivery.headers.get("x-first-death-reason", "dead-lettered"))[:80]
            await self.put_aside(delivery, f"broker: {reason}", delivery.count(ATTEMPT))
            await ack(delivery)

    async def _send(self, delivery: Delivery, step: str, counts: dict[str, int]) -> None:
        kept = {ATTEMPT: delivery.count(ATTEMPT), WAITED: delivery.count(WAITED)}
        request_id = str(delivery.headers.get("x-request-id", ""))
        message = Message(
            delay_exchange(self._service), step, delivery.body, name_of(delivery), delivery.type,
            {"x-request-id": request_id} | kept | counts,
        )  # fmt: skip
        if await self._publisher.publish([message]) != [Outcome.CONFIRMED]:
            raise BrokerLost(f"the wait queue {step} did not take a message")


async def release(
    database: Database, publisher: Publisher, service: str, event_ids: Sequence[str]
) -> int:
    """Give parked messages back to their queue and return how many; for an operator."""
    released = 0
    for event_id in event_ids:
        async with database.transaction() as conn:
            body = await queries.take_parked(conn, event_id)
            if body is not None:
                message = Message(delay_exchange(service), STEPS[0], body, event_id, "")
                if await publisher.publish([message]) != [Outcome.CONFIRMED]:
                    raise BrokerLost(f"{service} did not take its message back")
                released += 1
    return released


def name_of(delivery: Delivery) -> str:
    """Return the message's id, or the digest of its body when it has none."""
    return delivery.message_id[:80] or "sha256:" + sha256(delivery.body).hexdigest()


def kind_of(delivery: Delivery) -> str:
    """Return the message's type as far as its sender said it."""
    return (delivery.type or ".".join(delivery.routing_key.split(".")[:4]) or "?")[:80]


def reason_of(wrong: BaseException) -> str:
    """Return what went wrong and where; never the text, which may hold personal data."""
    if isinstance(wrong, NotUnderstood):
        return str(wrong)[:200]
    if retry := _cause(wrong, Retry):
        return f"Retry: {retry}"[:200]
    root = wrong.__cause__ or wrong
    places = extract_tb(root.__traceback__)
    place = f" in {places[-1].name}:{places[-1].lineno}" if places else ""
    return f"{type(root).__name__}{place}"


def _cause(wrong: BaseException, kind: type[BaseException]) -> BaseException | None:
    return next((one for one in (wrong, wrong.__cause__) if isinstance(one, kind)), None)


def _say(delivery: Delivery, wrong: BaseException, count: int) -> None:
    tell = log.info if _cause(wrong, Retry) else log.error
    tell(
        "message.put_off",
        event_id=name_of(delivery),
        type=kind_of(delivery),
        reason=reason_of(wrong),
        count=count,
    )
