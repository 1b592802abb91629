"""B7: logins against bare argon2 in the same pool, and what the neighbours notice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession

from services.identity.akun.models import AkunBaru, DataDiri
from services.identity.akun.queries import insert_akun
from services.identity.sandi.hashing import Hasher
from services.identity.settings import IdentitySettings
from services.identity.swafoto.queries import insert_swafoto
from shared import clock
from shared.ids import uuid7
from tests.bench.load import new_client
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, at_most, percentile, ratio
from tests.faults.people import ORIGIN

SANDI = "Kuda-Laut 77 Biru"
AT_ONCE = 4
EVERY = 0.02
NEIGHBOUR = "/bantuan"


class Enterer:
    """One resident on one device, who logs in again and again."""

    def __init__(self, url: str, client: ClientSession, email: str, captcha: str) -> None:
        self._url, self._client = f"{url}/api/v1/identity", client
        self._email, self._captcha = email, captcha
        self._device = ""

    @property
    def door(self) -> str:
        """Return where one logs in."""
        return f"{self._url}/sesi"

    def known(self) -> dict[str, Any]:
        """Return what logs in on the device, once it is known."""
        return {"email": self._email, "sandi": SANDI, "perangkat": self._device}

    async def enter(self) -> None:
        """Log in; the first time with a captcha."""
        body = self.known()
        if not self._device:
            captcha = await self._post("captcha", {})
            body |= {"captcha_id": captcha["id"], "captcha": self._captcha}
        self._device = (await self._post("sesi", body))["perangkat"]

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self._client.post(f"{self._url}/{path}", json=body) as response:
            answer: dict[str, Any] = await response.json(content_type=None)
            if response.status != 201:
                raise RuntimeError(f"login refused: {response.status} {answer}")
            return answer


async def measure(bench: Bench) -> list[Line]:
    """Return the rate of logins and the neighbours' p99."""
    settings = bench.settings("identity")
    assert isinstance(settings, IdentitySettings)
    cost = settings.argon2_memory_kib, settings.argon2_passes
    hasher = Hasher(*cost, settings.argon2_threads, settings.argon2_waiting)
    kept = await hasher.hash(SANDI)

    async def verify() -> None:
        assert await hasher.verify(kept, SANDI)

    ours, bare = [], []
    alone: list[float] = []
    beside: list[float] = []
    async with new_client() as client:
        residents = await residents_of(bench, client, kept, AT_ONCE, "masuk")
        for _ in range(bench.plan.rounds):
            await visit(bench, client, alone, pause(bench))
            # The same visitors beside both, so that they take as much from either.
            hashing = asyncio.create_task(_rate([verify] * AT_ONCE, bench.plan.seconds))
            await visit(bench, client, [], hashing)
            bare.append(await hashing)
            entering = asyncio.create_task(_rate([r.enter for r in residents], bench.plan.seconds))
            await visit(bench, client, beside, entering)
            ours.append(await entering)
            bench.tell(f"B7 round: {ours[-1]:.0f} logins/s, bare argon2 {bare[-1]:.0f}/s")
    quiet, busy = percentile(alone, 0.99), percentile(beside, 0.99)
    bench.tell(f"B7 neighbours' p99 {quiet:.1f} ms alone, {busy:.1f} ms beside logins")
    return [
        at_least("B7", ratio(ours, bare), "× bare argon2 in the same pool", 0.9),
        at_most("B7-neighbours", busy / quiet, "× the other pages' p99", 2),
    ]


async def residents_of(
    bench: Bench, client: ClientSession, kept: str, count: int, word: str
) -> list[Enterer]:
    """Return new residents with the password SANDI, each on a known device."""
    made = []
    async with bench.database("identity", 2) as database, database.transaction() as conn:
        for number in range(count):
            swafoto_id = uuid4()
            await insert_swafoto(conn, swafoto_id, b"-", f"bench-{word}-{number}", 1)
            email = f"{word}{number}@contoh.id"
            diri = DataDiri(
                nik=f"331005{1 + len(word):02d}0190{9900 + number}",
                kk=f"331005010120{9900 + number}",
                nama="Penduduk Uji", alamat="Jalan Uji", telepon=f"+628123456{number:03d}",
                email=email,
            )  # fmt: skip
            baru = AkunBaru(
                diri=diri, kode_wilayah=ORIGIN, sandi=kept, bahasa="id", swafoto_id=swafoto_id
            )
            assert await insert_akun(conn, uuid7(), baru, clock.now())
            captcha = bench.system.settings.local_captcha_answer
            made.append(Enterer(bench.system.url, client, email, captcha))
    for resident in made:
        await resident.enter()
    return made


async def _rate(works: list[Callable[[], Awaitable[None]]], seconds: float) -> float:
    """Return how often a second all of `works` together are done, each again and again."""
    began, done = time.monotonic(), 0

    async def repeat(work: Callable[[], Awaitable[None]]) -> None:
        nonlocal done
        while time.monotonic() < began + seconds:
            await work()
            done += 1

    await asyncio.gather(*(repeat(work) for work in works))
    return done / (time.monotonic() - began)


def pause(bench: Bench) -> asyncio.Task[None]:
    """Return a task that takes the time of one round."""
    return asyncio.create_task(asyncio.sleep(bench.plan.seconds))


async def visit(
    bench: Bench, client: ClientSession, taken: list[float], until: asyncio.Task[Any]
) -> None:
    """Open another page of the same process every few milliseconds until the task is over."""
    while not until.done():
        began = time.perf_counter()
        async with client.get(bench.system.url + NEIGHBOUR) as response:
            await response.read()
            assert response.status == 200
        taken.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(EVERY)
