"""The short form of `make faults`: a worker dies at each of its failpoints, nothing is lost."""

from pathlib import Path

import pytest

from deploy.local.folder import wipe
from deploy.local.settings import Settings
from deploy.local.system import System
from tests.faults.chaos import points_of
from tests.faults.run import Plan, run
from tests.place import PORT

PROCESSES = ("registration-worker",)
PERMOHONAN = 60


@pytest.mark.journey
async def test_nothing_is_lost_or_doubled_when_workers_die_at_every_failpoint(
    tmp_path: Path,
) -> None:
    port = PORT + 400
    settings = Settings(
        port=port, port_base=port + 100, local_dir=tmp_path, environment="test", seed=False
    )
    try:
        async with System(settings) as system:
            result = await run(system, Plan(PERMOHONAN, PROCESSES, servers=False), print)
    finally:
        wipe(tmp_path)
    assert result.answered >= PERMOHONAN
    assert result.left == {}
    assert result.parked == []
    assert result.wrong == {}
    points = sum(len(points_of(process)) for process in PROCESSES)
    assert len(result.killed) >= points - 4, f"not reached: {result.missed}"
