"""S10 and S12: the headers of every answer, and how far a service's own logins reach."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import asyncpg
from aiohttp import ClientResponse, ClientSession
from aiormq.abc import AbstractChannel, DeliveredMessage
from aiormq.exceptions import ChannelAccessRefused

from shared import policy
from shared.bus.connection import Broker
from shared.bus.topology import delay_exchange, parked_queue
from shared.db import Connection
from shared.web.middlewares import HEADERS
from tests.bench.report import Line, at_least, at_most
from tests.house.test_policy_matrix import some_address
from tests.house.tree import ROOT, SERVICES, routes
from tests.security.people import Run

ASSETS = ROOT / "build" / "assets"
# A hint to the browser, which protects nothing.
REQUIRED = HEADERS.keys() - {"Accept-CH"}
STRANGE = (
    ("GET", "/tidak-ada"), ("GET", "/api/v1/tidak-ada/x"), ("PATCH", "/masuk"), ("GET", "/metrics"),
    ("GET", "/api/v1/identity/tidak-ada"), ("TRACE", "/"), ("GET", "/%ff"), ("GET", "/..%2f"),
    ("GET", "/assets/tidak-ada.css"),
)  # fmt: skip
LIST_TABLES = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = $1"
TRIES = ("SELECT FROM {} LIMIT 1", "DELETE FROM {} WHERE false", "ALTER TABLE {} ADD coba text")
Reach: TypeAlias = Callable[[AbstractChannel], Awaitable[object]]
Tried: TypeAlias = tuple[str, bool]


async def headers(run: Run) -> list[Line]:
    """S10: every address of every service through the edge, by nobody and by an officer."""
    bearer = {"Authorization": f"Bearer {run.sign(policy.PETUGAS, '34.02')}"}
    asked = [(route.method, some_address(route.path)) for _, route in routes()]
    asked += [("GET", f"/assets/{file.name}") for file in ASSETS.iterdir()]
    answers, lacking = 0, set[str]()
    async with ClientSession(run.system.url) as session:
        for method, path in (*asked, *STRANGE):
            for who in ({"Accept": "text/html"}, bearer):
                async with session.request(
                    method, path, headers=who, allow_redirects=False
                ) as answer:
                    answers += 1
                    if missing := _missing(answer):
                        lacking.add(f"{answer.status} {method} {path}: {missing}")
    for each in sorted(lacking):
        run.tell(f"S10 {each}")
    return [
        at_most("S10", len(lacking), "answers without all headers", 0),
        at_least("S10-answers", answers, "answers", 500),
    ]


def _missing(answer: ClientResponse) -> str:
    return ", ".join(sorted(REQUIRED - answer.headers.keys()))


async def privileges(run: Run) -> list[Line]:
    """S12: what each service's logins to database and broker can do to the other services."""
    let_in = [*await _in_database(run), *await _at_broker(run)]
    for what, was_let_in in let_in:
        if was_let_in:
            run.tell(f"S12 {what}")
    return [
        at_most("S12", sum(was_let_in for _, was_let_in in let_in), "foreign accesses let in", 0),
        at_least("S12-tries", len(let_in), "accesses", 1000),
    ]


async def _in_database(run: Run) -> list[Tried]:
    servers, done = run.system.servers, list[Tried]()
    owner = await asyncpg.connect(servers.database_url("postgres"))
    tables = {name: [row[0] for row in await owner.fetch(LIST_TABLES, name)] for name in SERVICES}
    await owner.close()
    for name in SERVICES:
        foreign = [each for other in SERVICES if other != name for each in tables[other]]
        made = [f"CREATE TABLE {other}.coba ()" for other in SERVICES if other != name]
        statements = [*made, *(text.format(table) for table in foreign for text in TRIES)]
        for login in (name, f"{name}_migrator"):
            conn = await asyncpg.connect(servers.database_url(login))
            for statement in statements:
                done.append((f"{login}: {statement}", await _is_allowed(conn, statement)))
            await conn.close()
    return done


async def _is_allowed(conn: Connection, statement: str) -> bool:
    try:
        await conn.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return False
    return True


async def _at_broker(run: Run) -> list[Tried]:
    done = list[Tried]()
    for name in SERVICES:
        broker = Broker([run.system.servers.broker_url(name)], "walls")
        for other in SERVICES:
            if other != name:
                for what, reach in _reaches(other).items():
                    done.append((f"{name}: {what} {other}", await _is_let_in(broker, reach)))
        await broker.close()
    return done


def _reaches(other: str) -> dict[str, Reach]:
    """Return what nobody else must do to a service's queues or in its name."""
    key = f"{other}.akun.approved.v1.-.-.33.10"

    def tell(exchange: str, key: str) -> Reach:
        return lambda at: at.basic_publish(b"{}", exchange=exchange, routing_key=key)

    return {
        "declare the queue of": lambda at: at.queue_declare(other, durable=True),
        "delete the queue of": lambda at: at.queue_delete(other),
        "purge the queue of": lambda at: at.queue_purge(other),
        "read the queue of": lambda at: at.basic_get(other),
        "consume what is parked of": lambda at: at.basic_consume(parked_queue(other), _ignore),
        "bind the queue of": lambda at: at.queue_bind(other, "events", "#"),
        "publish straight to": tell("", other),
        "publish to the delay of": tell(delay_exchange(other), "1s"),
        "tell everybody as": tell("events", key),
        "tell our own as": tell("private", key),
    }


async def _is_let_in(broker: Broker, reach: Reach) -> bool:
    # A channel for each: the broker closes it with its refusal.
    channel = await broker.channel()
    try:
        async with asyncio.timeout(5):
            await reach(channel)
    except ChannelAccessRefused:
        return False
    await channel.close()
    return True


async def _ignore(_: DeliveredMessage) -> None:
    """Nothing is done with what should not have come."""
