"""Shapes of an office's working time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta


@dataclass(frozen=True)
class JamKerja:
    """An office's week and holidays; `buka`: weekday (Monday is 0) → opening and closing."""

    zona: str
    buka: Mapping[int, tuple[time, time]]
    libur: frozenset[date] = frozenset()

    def lama(self, weekday: int) -> timedelta:
        """Return how long the office is open on a weekday that is no holiday."""
        opens, closes = self.buka.get(weekday, (time.min, time.min))
        return span(opens, closes)

    @property
    def sehari(self) -> timedelta:
        """Return the mean length of a working day."""
        return sum((self.lama(day) for day in self.buka), timedelta()) / len(self.buka)


def span(since: time, until: time) -> timedelta:
    """Return the time between two times of one day."""
    return timedelta(
        hours=until.hour - since.hour, minutes=until.minute - since.minute,
        seconds=until.second - since.second,
        microseconds=until.microsecond - since.microsecond,
    )  # fmt: skip
