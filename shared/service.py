"""How a service is put together: what its `app.py` says, and what runs it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from aiohttp import web

from shared import crypto
from shared.bus.reaction import Reactions
from shared.db import Database
from shared.events import envelope
from shared.rotation import SealedColumn
from shared.settings import Settings
from shared.web.route import Route

Task: TypeAlias = Callable[[Database, Settings], Awaitable[None]]


@dataclass(frozen=True)
class Service:
    """A service: its doors (`routes`), what it hears (`reactions`), its steady work (`tasks`).

    `prepare` runs once in each process before it serves, with its settings; `tasks` run for as
    long as the worker lives. `sealed` are the columns under the master key, for `rotate-keys`.
    `web_contexts` are opened and closed with each web process.
    """

    name: str
    title: str
    routes: Sequence[Route]
    reactions: Reactions
    settings: type[Settings] = Settings
    tasks: Mapping[str, Task] = field(default_factory=dict)
    prepare: Callable[[Settings], None] | None = None
    sealed: Sequence[SealedColumn] = ()
    web_contexts: Sequence[Callable[[web.Application], AsyncIterator[None]]] = ()

    @property
    def package(self) -> str:
        """Return the service's package, e.g. `services.identity`."""
        return f"services.{self.name}"

    @property
    def folder(self) -> Path:
        """Return the folder of the package."""
        return Path(str(files(self.package)))

    def read_settings(self) -> Settings:
        """Return the settings of this process and put its keys in place."""
        settings = self.settings()
        crypto.use(settings.master_keys, settings.index_key)
        envelope.use(settings.bus_keys)
        if self.prepare:
            self.prepare(settings)
        return settings


def merge(*tables: Reactions) -> Reactions:
    """Return one table of reactions; raises ValueError when two rooms hear the same event."""
    merged: dict[type[envelope.Event], object] = {}
    for table in tables:
        for kind, reaction in table.items():
            if kind in merged:
                raise ValueError(f"two reactions to {kind.__name__}")
            merged[kind] = reaction
    return merged  # type: ignore[return-value]
