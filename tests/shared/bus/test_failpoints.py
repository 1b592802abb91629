"""A failpoint does what it was armed for, where it was armed, and nowhere else."""

from __future__ import annotations

import asyncio
import signal
import sys
import time

import pytest

from shared import failpoints


def test_nothing_happens_when_none_is_armed() -> None:
    failpoints.build({"ENVIRONMENT": "test"})("relay.after_confirm")


def test_production_does_not_listen_to_it() -> None:
    failpoints.build({"ENVIRONMENT": "production", "FAILPOINT": "here:raise"})("here")
    failpoints.build({"FAILPOINT": "here:raise"})("here")


def test_it_raises_only_where_it_was_armed() -> None:
    reach = failpoints.build({"ENVIRONMENT": "test", "FAILPOINT": "there:sleep:9,here:raise"})
    reach("elsewhere")
    with pytest.raises(failpoints.FailpointReached):
        reach("here")


def test_it_freezes_the_process() -> None:
    reach = failpoints.build({"ENVIRONMENT": "test", "FAILPOINT": "here:sleep:0.05"})
    start = time.monotonic()
    reach("here")
    assert time.monotonic() - start >= 0.05


async def test_it_kills_the_third_time() -> None:
    program = (
        "from shared.failpoints import reach\n"
        "for n in range(5):\n"
        "    print(n, flush=True)\n"
        "    reach('here')\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        env={"ENVIRONMENT": "test", "FAILPOINT": "here:kill:3"},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert said == b"0\n1\n2\n"
    assert process.returncode == -signal.SIGKILL


def test_an_unknown_act_is_refused() -> None:
    with pytest.raises(ValueError, match="kill, sleep and raise"):
        failpoints.parse("here:explode")
