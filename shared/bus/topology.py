"""A service's queues and bindings: declared by `migrate`, before anybody publishes.

Exchanges, policies (limits, TTL, dead-lettering) and the stream that keeps all public events
belong to the server's definitions; a service may only declare what is its own. A queue's only
argument is its type, since declaring it again with others would close the channel.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence

import structlog
from aiormq.abc import AbstractChannel

from shared.bus.connection import LOST, Broker
from shared.bus.errors import BrokerLost
from shared.bus.reaction import Reactions
from shared.bus.restoration import with_resend
from shared.events.envelope import Event

log = structlog.get_logger()

EXCHANGES = ("events", "private")
WAITS = ("1s", "10s", "60s")
TRIES = 8


def wait_queue(service: str, step: str) -> str:
    """Return the name of the queue in which a message waits for `1s`, `10s` or `60s`."""
    return f"{service}.wait.{step}"


def delay_exchange(service: str) -> str:
    """Return the exchange that puts a message with the key `1s`, `10s` or `60s` to wait."""
    return f"{service}.delay"


def parked_queue(service: str) -> str:
    """Return the name of the queue where the broker puts what was delivered too often."""
    return f"{service}.parked"


async def declare(service: str, reactions: Reactions, broker_urls: Sequence[str]) -> None:
    """Declare the queues of `service` and bind what it hears; drops what it hears no longer."""
    broker = Broker(broker_urls, f"{service}.declare")
    try:
        for attempt in range(TRIES):
            try:
                await _declare_all(await broker.channel(), service, with_resend(reactions))
                return
            except (BrokerLost, *LOST) as lost:
                # Two that declare one quorum queue at the same moment can lose their connections.
                log.warning("topology.refused", reason=type(lost).__name__, attempt=attempt)
                broker.recycle()
                await asyncio.sleep(random.uniform(0.2, 0.5) * (attempt + 1))  # noqa: S311
        raise BrokerLost(f"the queues of {service} could not be declared")
    finally:
        await broker.close()


async def _declare_all(channel: AbstractChannel, service: str, reactions: Reactions) -> None:
    for step in WAITS:
        await _declare_queue(channel, wait_queue(service, step))
        await channel.queue_bind(wait_queue(service, step), delay_exchange(service), step)
    await _declare_queue(channel, parked_queue(service))
    await _declare_queue(channel, service)
    for kind in reactions:
        await channel.queue_bind(service, kind.exchange(), kind.binding_key())
    await _unbind_unwanted(channel, service, reactions)


async def _declare_queue(channel: AbstractChannel, name: str) -> None:
    await channel.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})


async def _unbind_unwanted(channel: AbstractChannel, service: str, reactions: Reactions) -> None:
    wanted = {(kind.exchange(), kind.binding_key()) for kind in reactions}
    for kind in all_kinds(Event):
        for exchange in EXCHANGES:
            if (exchange, kind.binding_key()) not in wanted:
                await channel.queue_unbind(service, exchange, kind.binding_key())


def all_kinds(kind: type[Event]) -> Iterator[type[Event]]:
    """Return the event types known to this process below `kind`."""
    for below in kind.__subclasses__():
        yield from all_kinds(below)
        if hasattr(below, "past"):
            yield below
