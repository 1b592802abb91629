"""`make security`: what is promised, measured on a system of its own; last, one line per goal."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import structlog
import typer
import uvloop

from deploy.local.settings import Settings
from deploy.local.system import System
from tests.bench.report import Line
from tests.security import fuzz, oracle, sections, walls
from tests.security.people import Run

# Below the ports that the system lends to outgoing connections.
PORT = 25080
Section = Callable[[Run], Awaitable[list[Line]]]
# The scan comes while the walk is fresh; the rotation late, since it changes the run's own keys;
# the last scan looks at what all of them left.
SECTIONS: Mapping[str, Section] = {
    "scan": sections.scan,
    "matrix": sections.matrix,
    "trail": sections.trail,
    "revocation": sections.revocation,
    "hostile": sections.hostile,
    "oracle": oracle.measure,
    "headers": walls.headers,
    "privileges": walls.privileges,
    "fuzz": fuzz.measure,
    "rotation": sections.rotation,
    "scan-again": sections.scan_again,
}


def main(
    short: Annotated[bool, typer.Option(help="Small counts: shows that it runs.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Only these parts.")] = None,
    port: Annotated[int, typer.Option(help="The edge's port; the others follow.")] = PORT,
) -> None:
    """Measure and print; exit 1 if a goal is missed (in a short run: only if a part fails)."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = {name: part for name, part in SECTIONS.items() if not only or name in only}
    with TemporaryDirectory(prefix="nonpermanen-security-") as folder:
        lines = uvloop.run(_run(Path(folder), short, chosen, port))
    for line in lines:
        print(line)
    raise typer.Exit(0 if short or all(line.holds for line in lines) else 1)


async def _run(folder: Path, short: bool, parts: Mapping[str, Section], port: int) -> list[Line]:
    folder.chmod(0o755)
    settings = Settings(port=port, port_base=port + 100, local_dir=folder, environment="test")
    lines: list[Line] = []
    async with System(settings) as system:
        run = Run(system, short, _tell)
        for name, part in parts.items():
            began = time.monotonic()
            lines += await part(run)
            _tell(f"-- {name}: {time.monotonic() - began:.0f} s")
    return sorted(lines, key=lambda line: (int(line.id[1:].split("-")[0]), line.id))


def _tell(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    typer.run(main)
