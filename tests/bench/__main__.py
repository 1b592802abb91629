"""`make bench`: ours against the limits of this machine; last, one line for each goal."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from unittest.mock import patch

import structlog
import typer
import uvloop

from deploy.local.postgres import CONFIGURATION
from deploy.local.settings import Settings
from deploy.local.system import System
from tests.bench import (
    backlog,
    claims,
    dokumen,
    fanout,
    flood,
    intake,
    latency,
    logins,
    memory,
    officers,
    pages,
    proofs,
    recap,
    sleeper,
)
from tests.bench.plan import SHORT, Bench, Plan
from tests.bench.report import Line
from tests.faults.people import Registry

# Below the ports that the kernel gives to clients (32768 and above), as all ports of the tests.
PORT = 19480
RESIDENTS = 200
Section = Callable[[Bench], Awaitable[list[Line]]]
# Memory first, while nothing has been asked; what fills tables last.
SECTIONS: Mapping[str, Section] = {
    "memory": memory.measure,
    "pages": pages.measure,
    "proofs": proofs.measure,
    "logins": logins.measure,
    "flood": flood.measure,
    "latency": latency.measure,
    "intake": intake.measure,
    "dokumen": dokumen.measure,
    "backlog": backlog.measure,
    "fanout": fanout.measure,
    "sleeper": sleeper.measure,
    "claims": claims.measure,
    "queue": officers.measure,
    "recap": recap.measure,
}
GOALS = {
    "memory": ("B9", "B9-once"),
    "pages": ("B5", "B5-next", "B5-first"),
    "proofs": ("B6", "B6-signed", "B6-typst", "B6-pyhanko", "B6-rate"),
    "logins": ("B7", "B7-neighbours"),
    "flood": ("B7-flood", "B7-flood-else", "B7-flood-rate"),
    "latency": ("B2-p50", "B2-p99"),
    "intake": ("B1", "B1-cpu", "B2-behind"),
    "dokumen": ("B1-dokumen",),
    "backlog": ("B2", "B2-peer"),
    "fanout": ("N-mail", "N-inapp", "N-webhook"),
    "sleeper": ("N-sleeper", "N-sleeper-kept"),
    "claims": ("B3", "B3-few", "B3-flat"),
    "queue": ("B3-twice", "B3-starved", "B3-p99", "B3-p99-one", "B3-p99-flat"),
    "recap": ("B4", "B4-events", "B4-flat", "B4-nation", "B4-scan", "B4-storage"),
}


def main(
    short: Annotated[bool, typer.Option(help="Tiny counts: only shows that it runs.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Only these parts.")] = None,
    stays: Annotated[int, typer.Option(help="Stays of B4; ten million take a while.")] = 0,
    waiting: Annotated[int, typer.Option(help="Open tugas of B3; a million take a while.")] = 0,
    slept: Annotated[int, typer.Option(help="Events of N-sleeper; a million take a while.")] = 0,
    port: Annotated[int, typer.Option(help="The edge's port; the others follow.")] = PORT,
) -> None:
    """Measure and print; a goal that is missed is a figure, not a failure."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = {name: part for name, part in SECTIONS.items() if not only or name in only}
    plan = SHORT if short else Plan()
    if stays:
        plan = replace(plan, stays=stays, section_seconds=3600.0, all_seconds=7200.0)
    if waiting:
        plan = replace(plan, many_open=waiting, section_seconds=3600.0, all_seconds=7200.0)
    if slept:
        plan = replace(plan, slept=slept, section_seconds=3600.0, all_seconds=7200.0)
    with TemporaryDirectory(prefix="nonpermanen-bench-") as folder:
        lines = uvloop.run(_run(Path(folder), plan, chosen, port))
    for line in sorted(lines, key=lambda line: line.id):
        print(line)


async def _run(folder: Path, plan: Plan, parts: Mapping[str, Section], port: int) -> list[Line]:
    folder.chmod(0o755)
    settings = Settings(
        port=port, port_base=port + 100, local_dir=folder, environment="test", seed=False
    )
    lines: list[Line] = []
    began = time.monotonic()
    # The time of a commit is what the way from commit to effect is measured by.
    with patch.dict(CONFIGURATION, track_commit_timestamp="on"):
        async with System(settings) as system:
            print(f"system ready after {time.monotonic() - began:.0f} s", flush=True)
            people = Registry(system.servers)
            residents = await people.verified_residents(RESIDENTS)
            bench = Bench(system, plan, people, residents, _tell)
            await _until_known(bench)
            for name, part in parts.items():
                left = plan.all_seconds - (time.monotonic() - began)
                lines += await _measured(bench, name, part, left)
    return lines


async def _measured(bench: Bench, name: str, part: Section, left: float) -> list[Line]:
    began = time.monotonic()
    try:
        async with asyncio.timeout(min(left, bench.plan.section_seconds)):
            return await part(bench)
    except TimeoutError:
        return [Line(goal, None, "not measured in time", 0) for goal in GOALS[name]]
    finally:
        _tell(f"-- {name}: {time.monotonic() - began:.0f} s")


async def _until_known(bench: Bench) -> None:
    async with bench.superuser() as conn:
        await bench.until_count(conn, "SELECT count(*) FROM registration.pemohon", RESIDENTS)
        await bench.until_count(conn, "SELECT count(*) FROM notifier.kontak", RESIDENTS)
    await bench.quiet()


def _tell(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    typer.run(main)
