"""Where a test run puts its servers: ports and folders of its own, another set for each worker."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local.folder import wipe
from tests.house.tree import ROOT

# The ports of one worker's servers, systems and short proofs lie within so many numbers.
SPAN = 7000
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORT = int(os.environ.get("TEST_PORT", "18080")) + WORKER * SPAN


def state_folder(name: str) -> Path:
    """Return the folder for the state of `name`; no other run and no other worker has it."""
    given = os.environ.get("TEST_LOCAL_DIR")
    base = f"{given}-{name}" if given else str(ROOT / ".local" / f"test-{name}")
    return Path(f"{base}-{WORKER}" if WORKER else base)


@contextmanager
def state(folder: Path, session: pytest.Session) -> Iterator[None]:
    """Lend a state folder, new; it is kept for a look at its logs only if a test failed."""
    wipe(folder)
    yield
    if not session.testsfailed:
        wipe(folder)
