"""The load: residents hand in and take back, officers claim and decide, each until it is answered.

A request that ends without an answer is an "I don't know": it is repeated with the same key.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.faults.people import VILLAGES, Resident

REGISTRATION = "/api/v1/registration/permohonan"
VERIFICATION = "/api/v1/verification/tugas"
PAUSE = 0.1
SLOWLY = 0.4
RETRIED = {429, 500, 502, 503, 504}
GoOn: TypeAlias = Callable[[], bool]


@dataclass
class Load:
    """What was asked for and what was answered."""

    url: str
    client: ClientSession
    numbers: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)
    retries: int = 0
    finished: bool = False
    next_number: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(4))

    async def ask(
        self, method: str, path: str, bearer: str, json: Any = None, key: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Return status and body, asking again until somebody answers."""
        headers = {"Authorization": bearer} | ({"Idempotency-Key": key} if key else {})
        while True:
            try:
                async with self.client.request(
                    method, self.url + path, headers=headers, json=json
                ) as response:
                    if response.status not in RETRIED:
                        return response.status, await response.json(content_type=None)
            except (ClientError, OSError, TimeoutError, ValueError):
                pass
            self.retries += 1
            await asyncio.sleep(PAUSE)

    async def hand_in(self, residents: Sequence[Resident], least: int, go_on: GoOn) -> None:
        """Hand in `least` permohonan at full speed, then slowly for as long as `go_on` says.

        Several may do so side by side; one permohonan in ten is taken back at once.
        """
        while (number := self.next_number) < least or go_on():
            self.next_number += 1
            if number >= least:
                await asyncio.sleep(SLOWLY)
            resident = residents[number % len(residents)]
            body = _permohonan(number)
            status, answer = await self.ask(
                "POST", REGISTRATION, resident.bearer, body, f"uji-faults-{number:08d}"
            )
            if status != 201:
                raise AssertionError(f"permohonan {number} was refused: {status} {answer}")
            permohonan_id = answer["permohonan_id"]
            self.numbers[permohonan_id] = answer["nobukti"]
            if number % 10 == 0:
                path = f"{REGISTRATION}/{permohonan_id}/batal"
                status, _ = await self.ask("POST", path, resident.bearer)
                self.outcomes[f"cancel {status}"] += 1
                if status == 200:
                    self.cancelled.add(permohonan_id)

    async def decide(self, bearer: str) -> None:
        """Claim and decide one task after the other until the run is finished."""
        while not self.finished:
            status, tugas = await self.ask("POST", f"{VERIFICATION}/ambil-berikutnya", bearer)
            self.outcomes[f"claim {status}"] += 1
            if status == 200:
                await self._decide_one(bearer, tugas)
            else:
                await self._decide_own(bearer)
                await asyncio.sleep(PAUSE)

    async def _decide_own(self, bearer: str) -> None:
        # A claim whose answer was lost is the officer's all the same: it waits in “Tugas saya”.
        _, own = await self.ask("GET", f"{VERIFICATION}?saya=1", bearer)
        for row in own["tugas"]:
            _, tugas = await self.ask("GET", f"{VERIFICATION}/{row['id']}", bearer)
            if tugas["milik_saya"]:
                await self._decide_one(bearer, tugas)

    async def _decide_one(self, bearer: str, tugas: dict[str, Any]) -> None:
        # A case of somebody who stays twice is answered with "not double".
        rejected = tugas["jenis"] != "kasus" and self.chance.random() < 0.1
        body: dict[str, Any] = {
            "fence": tugas["fence"],
            "keputusan": "rejected" if rejected else "approved",
            "checklist": dict.fromkeys(tugas["butir"], "sesuai"),
        }
        if rejected:
            body |= {"alasan": ["lainnya"], "catatan": "Alamat tidak ditemukan di lapangan."}
        path = f"{VERIFICATION}/{tugas['id']}/keputusan"
        status, answer = await self.ask("POST", path, bearer, body)
        self.outcomes[f"decide {status}"] += 1
        if status not in (200, 409):
            raise AssertionError(f"a decision was refused: {status} {answer}")


def _permohonan(number: int) -> dict[str, Any]:
    from shared import clock

    members = [
        {"nik": f"331005500215{1000 + (number * 3 + n) % 8999:04d}", "nama": f"Anak {'AB'[n]}"}
        for n in range(number % 3)
    ]
    return {
        "keperluan": "bekerja",
        "tanggal_datang": clock.today_in("Asia/Jakarta").isoformat(),
        "jangka_waktu": 1 + number % 12,
        "alamat": f"Jalan Uji {number}",
        "rt": "1",
        "rw": "2",
        "kode_wilayah": list(VILLAGES.values())[number % len(VILLAGES)],
        "pengikut": members,
    }


def new_client() -> ClientSession:
    """Return a client that waits at most ten seconds for one answer."""
    return ClientSession(timeout=ClientTimeout(total=10))
