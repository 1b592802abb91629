"""The pages that are open in a web process, by what each of them waits for."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from aiohttp import web


class Papan:
    """The open pages of this process by what they wait for; `wake` rings those concerned."""

    def __init__(self) -> None:
        self._bells: dict[str, set[asyncio.Event]] = defaultdict(set)
        self.changed = asyncio.Event()

    @contextlib.contextmanager
    def bell(self, names: Iterable[str]) -> Iterator[asyncio.Event]:
        """Lend an event that is set when one of the names has something new."""
        ring, names = asyncio.Event(), tuple(names)
        for name in names:
            self._bells[name].add(ring)
        self.changed.set()
        try:
            yield ring
        finally:
            for name in names:
                self._bells[name].discard(ring)
                if not self._bells[name]:
                    del self._bells[name]
            self.changed.set()

    def wake(self, names: Iterable[str]) -> None:
        """Ring for these."""
        for name in names:
            for ring in self._bells.get(name, ()):
                ring.set()

    def wake_all(self) -> None:
        """Ring for everybody: something may have been missed."""
        self.wake(self.names)

    @property
    def names(self) -> frozenset[str]:
        """Return what the open pages wait for."""
        return frozenset(self._bells)

    @property
    def open_pages(self) -> int:
        """Return how many pages are open."""
        return sum(len(rings) for rings in self._bells.values())


PAPAN = web.AppKey("papan", Papan)
