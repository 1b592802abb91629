"""The levels before an office, for journeys that are about something else."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiohttp import ClientSession

from deploy.local.system import System
from shared.rantai import tempat_of
from tests.journeys.people import WITHIN, at_desk_token

TASKS = "/api/v1/verification/tugas"
ROLES = {"rt": "ketua_rt", "desa": "petugas_desa", "kecamatan": "camat", "dinas": "petugas"}


async def hand_on(system: System, number: str, kode_desa: str) -> None:
    """Let each level of the chain check the permohonan until it stands with the office."""
    async with ClientSession(system.url) as session:
        task = await _found(system, session, number, kode_desa)
        while task["jenjang"] != "dinas":
            token = _token(system, task["jenjang"], kode_desa)
            claimed = await _ask(session, token, "POST", f"/{task['id']}/ambil")
            form = {
                "fence": claimed["fence"], "checklist": dict.fromkeys(claimed["butir"], "sesuai")
            }  # fmt: skip
            task = await _ask(session, token, "POST", f"/{task['id']}/teruskan", form)


async def _found(
    system: System, session: ClientSession, number: str, kode_desa: str
) -> dict[str, Any]:
    token = _token(system, "dinas", kode_desa)
    end = time.monotonic() + WITHIN
    while not (found := (await _ask(session, token, "GET", f"?q={number}"))["tugas"]):
        assert time.monotonic() < end, number
        await asyncio.sleep(0.1)
    first: dict[str, Any] = found[0]
    return first


def _token(system: System, jenjang: str, kode_desa: str) -> str:
    return at_desk_token(system, ROLES[jenjang], tempat_of(jenjang, kode_desa))


async def _ask(
    session: ClientSession, token: str, method: str, path: str, body: Any = None
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    async with session.request(method, TASKS + path, json=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        found: dict[str, Any] = await answer.json()
        return found
