"""Keeps processes alive, and leaves none behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal as signals
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from deploy.local.errors import Died, Trouble
from deploy.local.settings import ROOT

FIRST_DELAY = 0.1
LONGEST_DELAY = 2.0
STEADY_AFTER = 3.0
LARGEST_LOG = 5_000_000
FALLS_TOLERATED = 5


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, as whom, how to ask it to end and how many seconds to wait for that."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path = ROOT
    user: str | None = None
    stop_signal: signals.Signals = signals.SIGTERM
    grace: float = 10.0


@dataclass(slots=True)
class Kept:
    """One process under care, through all its lives."""

    command: Command
    running: Process | None = None
    life: asyncio.Task[None] | None = None
    stopping: bool = False
    renewing: bool = False
    expected: bool = False
    """Whether the next end is one that we asked for."""
    deaths: int = 0
    falls: int = 0
    """Deaths in a row that nobody asked for, each soon after its start."""
    next_env: dict[str, str] = field(default_factory=dict)
    born: asyncio.Event = field(default_factory=asyncio.Event)


class Keeper:
    """Starts each process in its own session, restarts it when it dies, ends all at stop."""

    def __init__(self, log_dir: Path) -> None:
        self.log_dir = log_dir
        self._kept: dict[str, Kept] = {}

    @property
    def names(self) -> list[str]:
        """Return the names under care, in the order of their start."""
        return list(self._kept)

    async def start(self, command: Command) -> None:
        """Start the process and keep it alive until it is stopped."""
        if command.name in self._kept:
            raise ValueError(f"{command.name} is already kept")
        kept = Kept(command)
        self._kept[command.name] = kept
        await self._spawn(kept)
        kept.life = asyncio.create_task(self._keep(kept), name=f"keep {command.name}")

    async def run_once(self, command: Command, within: float = 300.0) -> None:
        """Run the process to its end; raise Died with its last lines when that is not 0."""
        kept = Kept(command)
        await self._spawn(kept)
        assert kept.running is not None
        try:
            code = await asyncio.wait_for(kept.running.wait(), within)
        finally:
            await _end(kept)
        if code != 0:
            raise Died(command.name, self.log_file(command.name))

    def kill(self, name: str, signal: int = signals.SIGKILL) -> int:
        """Send the signal to the process and return its pid; the keeper restarts it."""
        pid = self.pid(name)
        if pid is None:
            raise ProcessLookupError(f"{name} is between two lives")
        self._kept[name].expected = True
        os.kill(pid, signal)
        return pid

    async def restart(self, name: str, next_env: Mapping[str, str] | None = None) -> None:
        """End the process in order and start it anew; `next_env` holds for that one life."""
        kept = self._kept[name]
        kept.renewing = True
        kept.next_env = dict(next_env or {})
        kept.born.clear()
        await _end(kept)
        await kept.born.wait()

    async def stop(self, *names: str) -> None:
        """Ask the named processes to end, wait, then kill what is left of their groups."""
        chosen = [self._kept[name] for name in names if name in self._kept]
        await asyncio.gather(*(_stop(kept) for kept in chosen))
        for kept in chosen:
            del self._kept[kept.command.name]

    async def stop_all(self) -> None:
        """Stop whatever is still under care."""
        await self.stop(*self.names)

    def pid(self, name: str) -> int | None:
        """Return the pid of the present life, None between two lives."""
        running = self._kept[name].running
        return running.pid if running is not None and running.returncode is None else None

    def deaths(self, name: str) -> int:
        """Return how often the process died by itself or by a kill."""
        return self._kept[name].deaths

    def check(self, *names: str) -> None:
        """Raise Died for the first of the names that keeps on dying."""
        for name in names:
            if self._kept[name].falls >= FALLS_TOLERATED:
                raise Died(name, self.log_file(name))

    def log_file(self, name: str) -> Path:
        """Return where the output of the process is written."""
        return self.log_dir / f"{name}.log"

    async def _keep(self, kept: Kept) -> None:
        while kept.running is not None:
            born = time.monotonic()
            await kept.running.wait()
            _kill_group(kept.running.pid)
            if kept.stopping:
                return
            if not kept.renewing:
                await asyncio.sleep(_count_death(kept, time.monotonic() - born))
            kept.renewing = False
            await self._spawn(kept)

    async def _spawn(self, kept: Kept) -> None:
        command = kept.command
        env = {**command.env, **kept.next_env}
        kept.next_env = {}
        with self._open_log(command.name) as log:
            try:
                kept.running = await asyncio.create_subprocess_exec(
                    *_argv(command),
                    env=env,
                    cwd=command.cwd,
                    stdin=DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            except FileNotFoundError as error:
                program = command.argv[0]
                raise Trouble(
                    f"{program} tidak dapat dijalankan.", f"{program} cannot be run."
                ) from error
        kept.born.set()

    def _open_log(self, name: str) -> IO[bytes]:
        path = self.log_file(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path.open("ab")


def _count_death(kept: Kept, lived: float) -> float:
    """Return how many seconds to wait before the next life."""
    kept.deaths += 1
    kept.falls = 0 if kept.expected or lived > STEADY_AFTER else kept.falls + 1
    kept.expected = False
    return min(FIRST_DELAY * 2.0**kept.falls, LONGEST_DELAY)


def _argv(command: Command) -> list[str]:
    # The kernel stops the child when the keeper itself is killed, so nothing is orphaned.
    # The credentials come first: changing them clears the parent-death signal.
    argv = ["setpriv", "--pdeathsig", command.stop_signal.name.removeprefix("SIG")]
    if command.user is not None:
        argv += ["--reuid", command.user, "--regid", command.user, "--init-groups"]
    return [*argv, "--", *command.argv]


async def _stop(kept: Kept) -> None:
    kept.stopping = True
    await _end(kept)
    if kept.life is not None:
        # A life that sleeps before its next start has nothing left to wait for.
        kept.life.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await kept.life
    # A start that was under way while we waited.
    await _end(kept)


async def _end(kept: Kept) -> None:
    running = kept.running
    if running is None:
        return
    if running.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            running.send_signal(kept.command.stop_signal)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(running.wait(), kept.command.grace)
    _kill_group(running.pid)
    await running.wait()


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signals.SIGKILL)
