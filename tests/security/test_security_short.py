"""The measurement runs from end to end; in short, its figures hold already."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

from tests.house.tree import ROOT
from tests.place import PORT
from tests.security import hostile, worker
from tests.security.hostile import light
from tests.security.uploads import kept_raw

# The matrix is walked by tests/house, hostile files are above; the oracle takes `make security`.
PARTS = ("scan", "trail", "revocation", "headers", "privileges", "fuzz", "rotation", "scan-again")
GOALS = ("S3", "S3-after", "S4", "S7", "S9", "S10", "S11-reads", "S11-left", "S12")


def test_no_hostile_file_is_kept_as_it_came() -> None:
    every = light(Random(8))
    assert len(every) >= 200
    raw, _ = kept_raw(every)
    assert raw == 0


def test_the_costliest_files_that_are_allowed_stay_below_the_goal_of_memory() -> None:
    costs = worker.measure(list(hostile.heavy()))
    assert costs.lost == 0
    assert costs.worst.memory < 150
    assert costs.left < 20


@pytest.mark.journey
def test_a_short_run_says_every_goal_and_the_walls_hold() -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.security", "--short", "--port", str(PORT + 6000),
            *(f"--only={part}" for part in PARTS),
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    said = {line.split()[0]: line for line in done.stdout.splitlines() if line.startswith("S")}
    assert [goal for goal in GOALS if not said.get(goal, "").endswith("holds")] == []
