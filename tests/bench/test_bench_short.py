"""The benchmark runs from end to end and says every goal; how fast, is not tested."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests import place
from tests.bench.__main__ import GOALS, PORT
from tests.bench.report import FORM
from tests.house.tree import ROOT

# Away from the other tests' ports, and from another run's that moved them.
OFFSET = PORT - 18080
# The rest of them take longer than a test may; the frame and the lines are the same.
PARTS = ("claims", "queue", "latency", "pages", "proofs")


@pytest.mark.journey
def test_a_short_run_prints_a_well_formed_line_for_every_goal() -> None:
    port = place.PORT + OFFSET
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.bench", "--short", "--port", str(port),
            *(f"--only={part}" for part in PARTS),
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    wanted = sorted(goal for part in PARTS for goal in GOALS[part])
    last = done.stdout.splitlines()[-len(wanted) :]
    assert [line.split()[0] for line in last] == wanted
    assert [line for line in last if not FORM.match(line)] == []
    assert "not measured" not in done.stdout
