"""A circuit breaker: who does not answer is left alone for a while, then asked by one only."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

State = Literal["closed", "open", "half_open"]


class Breaker:
    """Opens after `failures` in a row, rests `seconds`, then lets one probe through.

    A probe that fails opens it anew; a probe that never reports is followed by another one after
    the same rest.
    """

    def __init__(
        self, failures: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._rest, self._now = failures, seconds, now
        self._failed = 0
        self._shut_until = 0.0

    @property
    def state(self) -> State:
        """Return what the next caller meets."""
        if self._failed < self._most:
            return "closed"
        return "open" if self._now() < self._shut_until else "half_open"

    def may_ask(self) -> bool:
        """Tell whether to ask now; after a rest, only the first caller is told yes."""
        state = self.state
        if state == "half_open":
            self._shut_until = self._now() + self._rest
        return state != "open"

    def succeeded(self) -> None:
        """Note an answer: all may ask again."""
        self._failed = 0

    def failed(self) -> None:
        """Note that no answer came."""
        self._failed += 1
        if self._failed >= self._most:
            self._shut_until = self._now() + self._rest
