"""CPU seconds of each kept process with all below it."""

from __future__ import annotations

from collections.abc import Callable

import psutil  # type: ignore[import-untyped]

from deploy.local.keeper import Keeper

# The stand-in for a mail server, the registry's stand-in and the readiness page are not ours
# to make fast.
LEFT_OUT = {"mail", "registry", "ready"}
SHORTEST_SHOWN = 0.05


def seconds(pid: int) -> float:
    """Return user and system time of a process, of all below it, and of those that ended."""
    return sum(_seconds(one) for one in family(pid))


def family(pid: int) -> list[psutil.Process]:
    """Return a process and all below it."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _seconds(one: psutil.Process) -> float:
    try:
        times = one.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def read(keeper: Keeper) -> dict[str, float]:
    """Return the seconds of every process that counts."""
    pids = {name: keeper.pid(name) for name in keeper.names if name not in LEFT_OUT}
    return {name: seconds(pid) for name, pid in pids.items() if pid is not None}


def started(keeper: Keeper) -> Callable[[], dict[str, float]]:
    """Return a reading of what each process used from now on."""
    before = read(keeper)
    return lambda: {name: now - before.get(name, 0.0) for name, now in read(keeper).items()}


def table(used: dict[str, float], count: int) -> str:
    """Return CPU seconds per 1,000, the dearest process first."""
    per = {name: value * 1000 / count for name, value in used.items()}
    shown = sorted(per.items(), key=lambda item: -item[1])
    parts = [f"{name} {value:.2f}" for name, value in shown if value >= SHORTEST_SHOWN]
    return f"all {sum(per.values()):.2f}: " + ", ".join(parts)
