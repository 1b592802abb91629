"""S8: what each hostile file costs the process that opens pictures, measured from outside."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from types import TracebackType

from services.identity.swafoto import darkroom
from services.identity.swafoto.rules import MAX_BYTES
from shared.errors import NotValid
from tests.security.hostile import picture

TICKS = os.sysconf("SC_CLK_TCK")
KIB = 1024


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU, and MB at most above the idle process, that one file took."""

    cpu: float
    memory: float


@dataclass(frozen=True)
class Costs:
    """The worst of all files, the process at rest, and how often it was replaced."""

    worst: Cost
    idle: float
    left: float
    lost: int


class Worker:
    """The pool's own process, asked as the pool asks it; idle is after one harmless picture."""

    def __enter__(self) -> Worker:
        self._start()
        self.idle = self.resident
        self.lost = 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None,
        where: TracebackType | None,
    ) -> None:  # fmt: skip
        darkroom.ROOM.close()

    def _start(self) -> None:
        darkroom.ROOM.ask(picture())
        (self._child,) = darkroom.ROOM.children
        self._folder = Path(f"/proc/{self._child.pid}")

    @property
    def resident(self) -> float:
        """Return what the process holds now, in MB."""
        return self._status("VmRSS")

    def open(self, content: bytes) -> Cost:
        """Have the process open a file and return what it cost."""
        before = self._cpu()
        # The highest mark begins anew.
        (self._folder / "clear_refs").write_text("5")
        try:
            darkroom.ROOM.ask(content)
        except NotValid:
            self.lost += 1
            self._start()
            return Cost(darkroom.ROOM.seconds, inf)
        return Cost(self._cpu() - before, self._status("VmHWM") - self.idle)

    def _status(self, name: str) -> float:
        lines = (self._folder / "status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) / KIB

    def _cpu(self) -> float:
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def measure(every: Sequence[bytes]) -> Costs:
    """Open every file that passes the door's count of bytes, one after another, in one process."""
    with Worker() as worker:
        costs = [worker.open(content) for content in every if 0 < len(content) <= MAX_BYTES]
        worst = Cost(max(each.cpu for each in costs), max(each.memory for each in costs))
        return Costs(worst, worker.idle, worker.resident - worker.idle, worker.lost)
