"""`make faults`: 5,000 permohonan while every worker dies at every failpoint; one line per goal."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from deploy.local.settings import Settings
from deploy.local.system import System
from tests.faults.chaos import WEBS, WORKERS
from tests.faults.mail import kills_at_sending
from tests.faults.run import Plan, Result, run

PORT = 19080


def main(
    permohonan: Annotated[int, typer.Option(help="How many are handed in.")] = 5000,
    rounds: Annotated[int, typer.Option(help="How often each failpoint kills.")] = 2,
    port: Annotated[int, typer.Option(help="The edge's port; the others follow.")] = PORT,
) -> None:
    """Play the fault run and print what held."""
    with TemporaryDirectory(prefix="nonpermanen-faults-") as folder:
        result = asyncio.run(_run(Path(folder), permohonan, rounds, port))
    _print(result, permohonan)
    sys.exit(0 if not result.left and not result.wrong and not result.letters_lost else 1)


async def _run(folder: Path, permohonan: int, rounds: int, port: int) -> Result:
    folder.chmod(0o755)
    settings = Settings(port=port, port_base=port + 100, local_dir=folder, environment="test")
    async with System(settings) as system:
        print(f"system ready, {permohonan} permohonan, {rounds} rounds of kills")
        plan = Plan(permohonan, (*WORKERS, *WEBS), rounds)
        return await run(system, plan, print)


def _print(result: Result, permohonan: int) -> None:
    print("answers:", result.outcomes)
    print("failpoints that were not reached in time:", sorted(result.missed) or "none")
    print("still on its way:", result.left or "nothing")
    for reason in result.parked:
        print("parked in", reason)
    for name, count in result.wrong.items():
        print(f"WRONG: {count} × {name}")
    wrong = sum(result.wrong.values())
    _goal("F1", result.answered, "permohonan answered", f"≥ {permohonan}",
          result.answered >= permohonan)  # fmt: skip
    _goal("F2", len(result.killed), "kills at failpoints", "≥ 40", len(result.killed) >= 40)
    _goal("F3", result.restarts, "restarts of broker and database", "≥ 2", result.restarts >= 2)
    _goal("F4", sum(result.left.values()), "things still on their way", "= 0", not result.left)
    deaths = sum(1 for name in result.killed if name.startswith("notifier-worker"))
    _goal("R8a", result.letters_lost, "letters lost", "= 0", not result.letters_lost)
    _goal("R8b", result.letters_repeated,
          f"letters repeated under their Message-ID at {kills_at_sending(result.killed)} kills "
          f"while sending, {deaths} of the worker", f"≤ {deaths}",
          result.letters_repeated <= deaths)  # fmt: skip
    _goal("R1", wrong, "lost, doubled or differing", "= 0", wrong == 0)


def _goal(name: str, figure: int, unit: str, goal: str, holds: bool) -> None:
    print(f"{name} {figure} {unit} (goal {goal}) {'holds' if holds else 'falls short'}")


if __name__ == "__main__":
    typer.run(main)
