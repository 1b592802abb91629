"""Named places where a test may kill, freeze or fail the process.

`FAILPOINT=relay.after_confirm:kill:3` kills the process when the place is reached the third time;
`…:sleep:2` freezes it for two seconds and `…:raise` raises, each time; several are separated by
commas. Only ENVIRONMENT=local and =test listen to it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


class FailpointReached(RuntimeError):
    """A failpoint that was asked to raise was reached."""


@dataclass
class _Armed:
    act: str
    amount: float
    seen: int = 0

    def strike(self, name: str) -> None:
        self.seen += 1
        if self.act == "raise":
            raise FailpointReached(name)
        if self.act == "sleep":
            # The whole process must stand still, as when it is frozen from outside.
            time.sleep(self.amount)
        elif self.seen >= self.amount:
            os.kill(os.getpid(), signal.SIGKILL)


def parse(text: str) -> dict[str, _Armed]:
    """Return what is armed by the text of FAILPOINT; raises ValueError for anything else."""
    armed = {}
    for part in filter(None, text.split(",")):
        name, act, amount = (*part.split(":"), "1")[:3]
        if act not in {"kill", "sleep", "raise"}:
            raise ValueError(f"FAILPOINT knows kill, sleep and raise, not {act!r}")
        armed[name] = _Armed(act, float(amount))
    return armed


def build(environ: Mapping[str, str]) -> Callable[[str], None]:
    """Return the function that is called at every failpoint; it does nothing when none is armed."""
    allowed = environ.get("ENVIRONMENT") in {"local", "test"}
    armed = parse(environ.get("FAILPOINT", "")) if allowed else {}
    if not armed:
        return lambda _name: None

    def strike(name: str) -> None:
        if name in armed:
            armed[name].strike(name)

    return strike


reach = build(os.environ)
