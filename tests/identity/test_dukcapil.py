"""The population registry over real HTTP: slow, failing, out; and the breaker before it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp.test_utils import TestServer

from deploy.local.registry.persons import PERSONS
from deploy.local.registry.server import ASKED, MANNER, Manner, make_app
from services.identity.akun import registry, rules
from services.identity.akun.breaker import Breaker
from services.identity.akun.models import Penduduk
from services.identity.akun.registry import UNREACHABLE

PERSON = PERSONS[0]


@dataclass(frozen=True)
class FakeSettings:
    """Where the registry is and how patient identity is with it."""

    registry_url: str
    registry_seconds: float = 1.0
    registry_failures: int = 3
    registry_rest_seconds: float = 30.0


@dataclass
class Running:
    """A running registry: how often it was asked, and a way to change its manner."""

    server: TestServer
    settings: FakeSettings

    @property
    def asked(self) -> int:
        return self.server.app[ASKED][0]

    def behave(self, manner: Manner) -> None:
        self.server.app._state[MANNER] = manner


@contextlib.asynccontextmanager
async def running(manner: Manner, **own: float) -> AsyncIterator[Running]:
    async with TestServer(make_app(manner), host="127.0.0.1") as server:
        url = str(server.make_url("")).rstrip("/")
        yield Running(server, FakeSettings(url, **own))


async def test_a_person_and_a_face_are_found() -> None:
    async with running(Manner()) as there:
        found = await registry.find_penduduk(there.settings, PERSON.nik)
        assert isinstance(found, Penduduk)
        assert found.nama == PERSON.nama
        photo = await registry.find_foto(there.settings, PERSON.nik)
        assert isinstance(photo, bytes)
        assert photo.startswith(b"\xff\xd8\xff")
        assert await registry.find_penduduk(there.settings, "3310050101019998") is None
        assert await registry.find_foto(there.settings, "3310050101019998") is None
        assert await registry.find_penduduk(there.settings, "x") is None


async def test_one_failure_is_asked_again() -> None:
    async with running(Manner(fail_every=2)) as there:
        for _ in range(6):
            assert isinstance(await registry.find_penduduk(there.settings, PERSON.nik), Penduduk)
        assert there.asked > 6


async def test_what_keeps_failing_is_asked_twice_and_no_more() -> None:
    async with running(Manner(fail_every=1)) as there:
        assert await registry.find_penduduk(there.settings, PERSON.nik) == UNREACHABLE
        assert there.asked == 2


async def test_a_slow_registry_takes_no_longer_than_its_time() -> None:
    async with running(Manner(delay=30)) as there:
        started = time.monotonic()
        assert await registry.find_penduduk(there.settings, PERSON.nik) == UNREACHABLE
        assert time.monotonic() - started < 15
        assert there.asked == 2
    async with running(Manner(delay=0.2), registry_seconds=10) as there:
        assert isinstance(await registry.find_penduduk(there.settings, PERSON.nik), Penduduk)


async def test_nobody_there_is_unreachable() -> None:
    settings = FakeSettings("http://127.0.0.1:9")
    assert await registry.find_penduduk(settings, PERSON.nik) == UNREACHABLE


async def test_an_outage_opens_the_breaker_and_a_probe_closes_it() -> None:
    async with running(Manner(outage=True), registry_rest_seconds=1) as there:
        for _ in range(3):
            assert await registry.find_penduduk(there.settings, PERSON.nik) == UNREACHABLE
        assert there.asked == 6
        for _ in range(5):
            assert await registry.find_penduduk(there.settings, PERSON.nik) == UNREACHABLE
        assert there.asked == 6
        there.behave(Manner())
        await asyncio.sleep(1.1)
        assert isinstance(await registry.find_penduduk(there.settings, PERSON.nik), Penduduk)
        assert isinstance(await registry.find_foto(there.settings, PERSON.nik), bytes)


def test_the_breaker_lets_one_probe_through_and_opens_anew_if_it_fails() -> None:
    now = [100.0]
    breaker = Breaker(2, 30, lambda: now[0])
    breaker.failed()
    assert (breaker.state, breaker.may_ask()) == ("closed", True)
    breaker.failed()
    assert (breaker.state, breaker.may_ask()) == ("open", False)
    now[0] += 30
    assert breaker.state == "half_open"
    assert [breaker.may_ask() for _ in range(3)] == [True, False, False]
    breaker.failed()
    now[0] += 29
    assert not breaker.may_ask()
    now[0] += 1
    assert breaker.may_ask()
    breaker.succeeded()
    assert (breaker.state, breaker.may_ask()) == ("closed", True)


def test_failures_that_are_not_in_a_row_open_nothing() -> None:
    breaker = Breaker(2, 30, lambda: 0.0)
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
    assert breaker.may_ask()


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("Jl. Kenari 8 RT 03/07", "JALAN KENARI 8 RT 003 RW 007"),
        ("Jln Kenari no. 8, RT.03 RW.07", "Jalan Kenari Nomor 8 RT 003 RW 007"),
        ("jl kenari 8 RT/RW 03/07", "Jalan  Kenari  8 RT 003 RW 007"),
        ("Dkh Pandes RT03 RW01", "Dukuh Pandes RT 003 RW 001"),
        ("Kp. Baru Gg. Mawar RT 1", "KAMPUNG BARU GANG MAWAR RT 001 RW 000"),
        ("Komplek Asri Blk C", "Komp. Asri Blok C"),
    ],
)
def test_the_same_address_is_the_same_however_it_is_written(written: str, registered: str) -> None:
    assert rules.is_same(written, registered)


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("Jl. Kenari 8 RT 03/07", "Jalan Kenari 8 RT 003 RW 008"),
        ("Jl. Kenari 8", "Jalan Kenari 9"),
        ("Dk. Pandes", "Dusun Pandes"),
    ],
)
def test_another_address_stays_another(written: str, registered: str) -> None:
    assert not rules.is_same(written, registered)
