"""S6: is anything to be learned from an answer's bytes or its time?"""

from __future__ import annotations

import asyncio
import io
import time
from statistics import median
from typing import Any

from aiohttp import ClientSession
from PIL import Image

from services.identity.akun.models import DataDiri
from services.identity.sandi.hashing import hasher
from shared.db import make_pool
from tests.bench.report import Line, at_most
from tests.security.people import KLATEN, SANDI, Run, captcha_of, make_known, some_diri

FREE_TRIES = 3
# The edge closes a connection after its 1,000th request, whoever asks.
PLAIN = {"Date", "X-Request-ID", "Set-Cookie", "Connection"}


async def measure(run: Run) -> list[Line]:
    """Return, for each door that takes an address, how many answers differ and by how much time."""
    times = 12 if run.short else 1000
    settings = run.settings("identity")
    pool = await make_pool(settings.database_url, 2)
    kept = await hasher().hash(SANDI)
    async with pool.acquire() as conn, conn.transaction():
        known = await make_known(conn, -(-times // FREE_TRIES), kept)
    await pool.close()
    lines = []
    async with ClientSession() as client:
        for name, (probe, status) in PROBES.items():
            different, apart = await _compare(run, client, (probe, status), known, times)
            run.tell(f"S6 {name}: {times} pairs, medians {apart:.2f} ms apart")
            lines += [
                at_most(f"S6-{name}-bytes", different, f"of {times} answers differ", 0),
                at_most(f"S6-{name}-time", apart, "ms between the medians", 5),
            ]
    return lines


async def _compare(
    run: Run, client: ClientSession, asked: Any, known: list[DataDiri], times: int
) -> tuple[int, float]:
    probe, status = asked
    answers: set[bytes] = set()
    took: dict[bool, list[float]] = {True: [], False: []}
    different = 0
    for number in range(times):
        pair = []
        # Which comes first changes, so that a warm cache helps neither.
        for is_known in (True, False) if number % 2 else (False, True):
            who = known[number % len(known)] if is_known else some_diri(number)
            answer, seconds = await probe(run, client, who)
            # Anything else would be the same for everybody and show nothing.
            assert answer.startswith(status), answer
            took[is_known].append(seconds * 1000)
            pair.append(answer)
        different += pair[0] != pair[1]
        answers.update(pair)
        await asyncio.sleep(0)
    return different + len(answers) - 1, abs(median(took[True]) - median(took[False]))


async def _login(run: Run, client: ClientSession, who: DataDiri) -> tuple[bytes, float]:
    body = {"email": who.email, "sandi": "Salah-Sekali-9"} | await captcha_of(run, client)
    return await _timed(client, f"{run.api}/sesi", body)


async def _sign_up(run: Run, client: ClientSession, who: DataDiri) -> tuple[bytes, float]:
    async with client.post(f"{run.api}/swafoto", data={"berkas": _photo()}) as answer:
        swafoto_id = (await answer.json())["id"]
    body = who.model_dump() | {
        "telepon": "081234567890", "kode_wilayah": KLATEN, "sandi": SANDI,
        "swafoto_id": swafoto_id, "setuju": True,
    }  # fmt: skip
    return await _timed(client, f"{run.api}/akun", body | await captcha_of(run, client))


async def _resend(run: Run, client: ClientSession, who: DataDiri) -> tuple[bytes, float]:
    return await _timed(client, f"{run.api}/konfirmasi-email/kirim-ulang", {"email": who.email})


async def _change(run: Run, client: ClientSession, who: DataDiri) -> tuple[bytes, float]:
    baru = some_diri(0).email
    body = {"email": who.email, "sandi": "Salah-Sekali-9", "email_baru": baru}
    return await _timed(client, f"{run.api}/konfirmasi-email/ganti", body)


async def _forget(run: Run, client: ClientSession, who: DataDiri) -> tuple[bytes, float]:
    body = {"email": who.email} | await captcha_of(run, client)
    return await _timed(client, f"{run.api}/sandi/lupa", body)


async def _timed(client: ClientSession, url: str, body: dict[str, Any]) -> tuple[bytes, float]:
    began = time.perf_counter()
    async with client.post(url, json=body) as answer:
        content = await answer.read()
    seconds = time.perf_counter() - began
    headers = sorted(f"{key}: {value}" for key, value in answer.headers.items() if key not in PLAIN)
    number = content.find(b'"nomor"')
    # The number to quote is the request's own.
    said = content if number < 0 else content[:number]
    return b"\n".join([str(answer.status).encode(), *map(str.encode, headers), said]), seconds


def _photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (200, 240), "#886644").save(out, "JPEG")
    out.seek(0)
    out.name = "foto.jpg"
    return out


PROBES = {
    "masuk": (_login, b"422"), "daftar": (_sign_up, b"202"), "kirim-ulang": (_resend, b"202"),
    "ganti-alamat": (_change, b"202"), "lupa-sandi": (_forget, b"202"),
}  # fmt: skip
