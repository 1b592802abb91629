"""Publishes many messages in one write and waits for all confirms together.

`basic_publish` holds its channel's lock until the write drains, so publishing one by one or
gathered never gets beyond a round trip each. Here the frames of a whole batch are one write; the
library still counts delivery tags and confirms. This leans on aiormq's inside (`confirmations`,
`delivery_tag`, `write_queue`): it is pinned, and `tests/shared/bus` covers it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias, cast

import aiormq.abc
from aiormq.abc import ChannelFrame
from aiormq.exceptions import DeliveryError
from pamqp import commands, frame
from pamqp.body import ContentBody
from pamqp.header import ContentHeader

from shared.bus import metrics
from shared.bus.connection import LOST, Broker
from shared.bus.errors import BrokerLost

PUBLISH_TIMEOUT = 2.0
PERSISTENT = 2
CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True)
class Message:
    """What goes over the wire; `message_id` is the event's id."""

    exchange: str
    routing_key: str
    body: bytes
    message_id: str
    type: str
    headers: dict[str, Any] = field(default_factory=dict)
    mandatory: bool = True


class Outcome(Enum):
    """What became of one message."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


Confirm: TypeAlias = "asyncio.Future[Any]"


class Publisher:
    """Publishes over one supervised connection, one channel per exchange; for one caller.

    One channel per exchange, because an event goes to two exchanges under the same message id and
    the library tells returned messages apart by that id.
    """

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._channels: dict[str, aiormq.abc.AbstractChannel] = {}

    @property
    def connected(self) -> bool:
        """Say whether the publishing connection is open."""
        return self._broker.connected

    async def publish(self, messages: Sequence[Message]) -> list[Outcome]:
        """Return what became of each message, in order; raises BrokerLost if none was sent."""
        return await self.outcomes(await self.send(messages))

    async def send(self, messages: Sequence[Message]) -> list[Confirm]:
        """Write messages and return their pending confirms, in order; raises BrokerLost."""
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                return await self._write(messages)
        except LOST as lost:
            self._recycle()
            raise BrokerLost(type(lost).__name__) from lost

    async def outcomes(self, confirms: Sequence[Confirm]) -> list[Outcome]:
        """Wait two seconds at most and return what became of each message.

        Anything but confirms for all leaves the connection behind.
        """
        await asyncio.wait(confirms, timeout=PUBLISH_TIMEOUT)
        outcomes = [_outcome(confirm) for confirm in confirms]
        for channel in self._channels.values():
            _forget(channel)
        if any(outcome is not Outcome.CONFIRMED for outcome in outcomes):
            self._recycle()
        return outcomes

    async def _write(self, messages: Sequence[Message]) -> list[Confirm]:
        bursts: dict[str, bytearray] = {}
        confirms = []
        for message in messages:
            channel = await self._channel(message.exchange)
            burst = bursts.setdefault(message.exchange, bytearray())
            confirms.append(_append(burst, channel, message))
        for exchange, burst in bursts.items():
            await _drain(self._channels[exchange], bytes(burst))
        return confirms

    async def _channel(self, exchange: str) -> aiormq.abc.AbstractChannel:
        channel = self._channels.get(exchange)
        if channel is None or channel.is_closed:
            channel = self._channels[exchange] = await self._broker.channel()
        return channel

    def _recycle(self) -> None:
        metrics.recycled.labels("publish").inc()
        self._channels.clear()
        self._broker.recycle()

    async def close(self) -> None:
        """Close the connection."""
        self._channels.clear()
        await self._broker.close()


async def _drain(channel: Any, payload: bytes) -> None:
    drained = channel.create_future()
    await channel.write_queue.put(ChannelFrame(payload, should_close=False, drain_future=drained))
    await drained


def _append(payload: bytearray, channel: Any, message: Message) -> Confirm:
    confirm = channel.create_future()
    channel.delivery_tag += 1
    channel.confirmations[channel.delivery_tag] = confirm
    channel.message_id_delivery_tag[message.message_id] = channel.delivery_tag
    properties = commands.Basic.Properties(
        content_type=CONTENT_TYPE,
        delivery_mode=PERSISTENT,
        message_id=message.message_id,
        message_type=message.type,
        headers=message.headers,
    )
    publish = commands.Basic.Publish(
        exchange=message.exchange, routing_key=message.routing_key, mandatory=message.mandatory
    )
    payload += frame.marshal(publish, channel.number)
    header = ContentHeader(body_size=len(message.body), properties=properties)
    payload += frame.marshal(header, channel.number)
    for start in range(0, len(message.body), channel.max_content_size):
        part = ContentBody(message.body[start : start + channel.max_content_size])
        payload += frame.marshal(part, channel.number)
    return cast(Confirm, confirm)


def _outcome(confirm: Confirm) -> Outcome:
    if not confirm.done():
        confirm.cancel()
        return Outcome.UNKNOWN
    if confirm.cancelled():
        return Outcome.UNKNOWN
    wrong = confirm.exception()
    if wrong is None and isinstance(confirm.result(), commands.Basic.Ack):
        return Outcome.CONFIRMED
    # Returned because nobody listens, or not taken (NACK): the broker's own word. A PublishError
    # is a DeliveryError too. Everything else is a connection in doubt.
    return Outcome.REFUSED if isinstance(wrong, DeliveryError) else Outcome.UNKNOWN


def _forget(channel: Any) -> None:
    channel.message_id_delivery_tag.clear()
