"""What is done to the system while it works: each process dies at each of its failpoints."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from deploy.local.settings import SERVICES
from deploy.local.system import System

WORKER_POINTS = (
    "relay.before_publish",
    "relay.mid_batch",
    "relay.after_publish",
    "relay.after_confirm",
    "inbox.before",
    "inbox.inside",
    "inbox.after_commit",
    "inbox.after_ack",
    "transaction.before_commit",
    "transaction.after_commit",
)
OWN_POINTS = {
    "notifier": (
        "surat.before_send",
        "surat.after_send",
        "surat.after_note",
        "peristiwa.after_insert",
        "peristiwa.after_publish",
    ),
    "registration": ("outbox.before_emit",),
    "verification": ("outbox.before_emit",),
}
# Reporting tells nothing, the notifier neither: their relays have no batch to die in.
SILENT = {"reporting", "notifier"}
WEB_POINTS = ("outbox.before_emit", "transaction.before_commit", "transaction.after_commit")
REACHED_WITHIN = 25.0


def points_of(process: str) -> tuple[str, ...]:
    """Return the failpoints at which a process can die."""
    service, role = process.split("-")
    if role == "web":
        return WEB_POINTS
    points = [p for p in WORKER_POINTS if not (service in SILENT and p.startswith("relay."))]
    return (*points, *OWN_POINTS.get(service, ()))


class Chaos:
    """Kills, one failpoint after the other in each process, all processes side by side."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.killed: list[str] = []
        self.missed: list[str] = []
        self.restarts = 0

    async def run(self, processes: Iterable[str], *, rounds: int, servers: bool) -> None:
        """Kill each process at each of its failpoints `rounds` times; restart the servers too."""
        async with asyncio.TaskGroup() as group:
            for process in processes:
                group.create_task(self._kill_at_each(process, rounds))
            if servers:
                group.create_task(self._restart_servers())

    async def _kill_at_each(self, process: str, rounds: int) -> None:
        for number in range(rounds):
            for point in points_of(process):
                await self._kill_at(process, point, 1 + number)

    async def _kill_at(self, process: str, point: str, nth: int) -> None:
        keeper = self.system.keeper
        before = keeper.deaths(process)
        await keeper.restart(process, {"FAILPOINT": f"{point}:kill:{nth}"})
        waited = 0.0
        while keeper.deaths(process) == before and waited < REACHED_WITHIN:
            await asyncio.sleep(0.1)
            waited += 0.1
        found = self.killed if keeper.deaths(process) > before else self.missed
        found.append(f"{process}@{point}")

    async def _restart_servers(self) -> None:
        for restart in (self.system.restart_rabbitmq, self.system.restart_postgres):
            await asyncio.sleep(3)
            await restart()
            self.restarts += 1


WORKERS = tuple(f"{service}-worker" for service in SERVICES)
WEBS = ("registration-web", "verification-web")
