"""The keeper restarts what dies and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from deploy.local.errors import Died
from deploy.local.keeper import Command, Keeper

STAY = "import time\nprint('up', flush=True)\ntime.sleep(600)"
WITH_CHILD = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {STAY!r}])\n{STAY}"
DEAF = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{STAY}"
RUNNER = """
import asyncio, os, sys
from pathlib import Path
from deploy.local.keeper import Command, Keeper
async def main():
    keeper = Keeper(Path(sys.argv[1]))
    argv = (sys.executable, "-c", "import time; time.sleep(600)")
    await keeper.start(Command("child", argv, dict(os.environ)))
    print(keeper.pid("child"), flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


@pytest.fixture
async def keeper(tmp_path: Path) -> AsyncIterator[Keeper]:
    keeper = Keeper(tmp_path / "log")
    yield keeper
    await keeper.stop_all()


def command(name: str, program: str, **more: object) -> Command:
    env = {**os.environ, "KEPT_BY": str(os.getpid())}
    return Command(name, (sys.executable, "-c", program), env, **more)  # type: ignore[arg-type]


async def until(true: Callable[[], object], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def group(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-g", str(pid)], capture_output=True, text=True, check=False)
    return [pid for pid in map(int, found.stdout.split()) if alive(pid)]


async def test_a_killed_process_comes_back_with_another_pid(keeper: Keeper) -> None:
    await keeper.start(command("one", STAY))
    first = keeper.kill("one", signal.SIGKILL)
    await until(lambda: keeper.pid("one") not in (None, first))
    assert keeper.deaths("one") == 1
    assert not alive(first)


async def test_what_a_killed_process_had_started_dies_with_it(keeper: Keeper) -> None:
    await keeper.start(command("one", WITH_CHILD))
    first = keeper.pid("one")
    assert first is not None
    await until(lambda: len(group(first)) == 2)
    keeper.kill("one")
    await until(lambda: not group(first))


async def test_stopping_leaves_no_process_even_if_one_does_not_listen(keeper: Keeper) -> None:
    await keeper.start(command("family", WITH_CHILD))
    await keeper.start(command("deaf", DEAF, grace=0.3))
    await until(lambda: "up" in keeper.log_file("deaf").read_text())
    pids = [keeper.pid("family"), keeper.pid("deaf")]
    await keeper.stop_all()
    await until(lambda: not any(group(pid) for pid in pids if pid))
    assert keeper.names == []


async def test_stopping_while_a_process_waits_for_its_next_life(keeper: Keeper) -> None:
    await keeper.start(command("short", "raise SystemExit(3)"))
    await until(lambda: keeper.deaths("short") >= 2)
    async with asyncio.timeout(5):
        await keeper.stop("short")


async def test_a_process_that_keeps_on_dying_is_told_with_its_last_lines(keeper: Keeper) -> None:
    await keeper.start(command("broken", "raise SystemExit('no key')"))
    await until(lambda: keeper.deaths("broken") >= 5, within=10)
    with pytest.raises(Died, match="no key"):
        keeper.check("broken")


async def test_the_next_environment_holds_for_one_life(keeper: Keeper) -> None:
    program = f"import os; print('failpoint', os.environ.get('FAILPOINT'), flush=True)\n{STAY}"
    await keeper.start(command("one", program))
    await keeper.restart("one", next_env={"FAILPOINT": "relay.after_confirm:kill"})
    await until(lambda: "failpoint relay" in keeper.log_file("one").read_text())
    assert keeper.deaths("one") == 0
    keeper.kill("one")
    await until(lambda: keeper.log_file("one").read_text().endswith("failpoint None\nup\n"))


async def test_running_once_raises_when_the_program_fails(keeper: Keeper) -> None:
    await keeper.run_once(command("good", "print('done')"))
    with pytest.raises(Died, match="not today"):
        await keeper.run_once(command("bad", "raise SystemExit('not today')"))


async def test_a_killed_keeper_takes_its_children_along(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", RUNNER, str(tmp_path)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout is not None
        child = int(runner.stdout.readline())
        assert alive(child)
        runner.kill()
    await until(lambda: not alive(child))
