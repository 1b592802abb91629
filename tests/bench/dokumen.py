"""B1-dokumen: a permohonan with one document, against insert and re-encode bare in the same run."""

from __future__ import annotations

import asyncio
import io
import itertools
import time
from typing import Any

from aiohttp import ClientSession, FormData
from PIL import Image

from services.registration.dokumen.rules import SIDE
from shared.berkas.pictures import reencode
from tests.bench import intake, pgbench
from tests.bench.load import body, new_client
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, ratio

DRAF = "/api/v1/registration/draf"
CLIENTS = 4
PARTS = {
    "keperluan": ("keperluan", "tanggal_datang", "jangka_waktu"),
    "domisili": ("alamat", "rt", "rw", "kode_wilayah"),
}


async def measure(bench: Bench) -> list[Line]:
    """Hand in drafts with a photo through the edge; the limit is both bare parts, one by one."""
    content = _photo()
    rates, limits = [], []
    async with bench.superuser() as conn:
        await conn.execute(intake.TABLES)
    for _ in range(bench.plan.rounds):
        await bench.quiet()
        limit = await _limit(bench, content)
        rate = await _ours(bench, content)
        bench.tell(f"B1-dokumen round: {rate:.1f}/s of {limit:.1f}/s bare")
        rates.append(rate)
        limits.append(limit)
    unit = "× insert and re-encode bare, permohonan with a document"
    return [at_least("B1-dokumen", ratio(rates, limits), unit, 0.5)]


def _photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


async def _limit(bench: Bench, content: bytes) -> float:
    """Return how many a second the two bare parts alone allow."""
    rate = await pgbench.run(bench, intake.script(bench), "bench,registration", clients=CLIENTS)
    began = time.perf_counter()
    times = max(3, bench.plan.rounds * 3)
    for _ in range(times):
        await asyncio.to_thread(reencode, content, SIDE)
    each = (time.perf_counter() - began) / times
    return 1 / (1 / rate + each)


async def _ours(bench: Bench, content: bytes) -> float:
    count, left = max(8, bench.plan.single // 20), itertools.count()
    began = time.monotonic()
    async with new_client() as client:

        async def send() -> None:
            while (number := next(left)) < count:
                await _one(bench, client, number, content)

        await asyncio.gather(*(send() for _ in range(CLIENTS)))
    return count / (time.monotonic() - began)


async def _one(bench: Bench, client: ClientSession, number: int, content: bytes) -> None:
    url = bench.system.url + DRAF
    headers = {"Authorization": bench.residents[number % len(bench.residents)].bearer}
    whole = body(number, 0)
    parts: dict[str, Any] = {
        name: {field: whole[field] for field in fields} for name, fields in PARTS.items()
    }
    one = (await _ask(client, "POST", url, headers))["id"]
    await _ask(client, "PATCH", f"{url}/{one}", headers, json=parts | {"pengikut": []})
    form = FormData()
    form.add_field("berkas", io.BytesIO(content), filename="ktp.jpg")
    await _ask(client, "POST", f"{url}/{one}/dokumen/ktp_el", headers, data=form)
    version = (await _ask(client, "GET", f"{url}/{one}", headers))["version"]
    await _ask(client, "POST", f"{url}/{one}/kirim", headers, json={"version": version})


async def _ask(
    client: ClientSession, method: str, url: str, headers: dict[str, str], **sent: Any
) -> Any:
    async with client.request(method, url, headers=headers, **sent) as response:
        answer = await response.json(content_type=None)
        if response.status >= 300:
            raise RuntimeError(f"refused: {response.status} {answer}")
        return answer
