"""Giving out a code, drawing and saying it, and taking the answer."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

from services.identity.captcha import drawing, queries, rules, suara
from services.identity.captcha.models import Captcha
from shared import clock, crypto
from shared.db import Connection
from shared.errors import N_, NotFound

GONE = N_("Kode ini sudah tidak berlaku. Muat ulang halaman untuk kode baru.")
SILENT = N_("Suara kode sedang tidak tersedia. Ketik kode pada gambar.")


async def issue(conn: Connection) -> Captcha:
    """Give out a new code."""
    captcha = Captcha(id=uuid4(), expires_at=clock.now() + rules.LIFETIME)
    sealed = crypto.master().seal(rules.make_answer().encode(), _context(captcha.id))
    await queries.insert_captcha(conn, captcha.id, sealed, captcha.expires_at)
    return captcha


async def picture(conn: Connection, captcha_id: UUID) -> bytes:
    """Return the code's picture as PNG; raises NotFound if it was used or is too old."""
    return await asyncio.to_thread(drawing.draw, await _open_code(conn, captcha_id))


async def sound(conn: Connection, captcha_id: UUID, build_dir: Path) -> bytes:
    """Return the code spoken, as WAV; raises NotFound as `picture` does, or without clips."""
    clips = suara.clips_of(build_dir)
    if clips is None:
        raise NotFound(SILENT)
    code = await _open_code(conn, captcha_id)
    seed = crypto.index("captcha-suara", f"{captcha_id}|{code}")
    return await asyncio.to_thread(suara.speak, code, clips, seed)


async def _open_code(conn: Connection, captcha_id: UUID) -> str:
    sealed = await queries.find_open(conn, captcha_id, clock.now())
    if sealed is None:
        raise NotFound(GONE)
    return _open(sealed, captcha_id)


async def redeem(conn: Connection, captcha_id: UUID, answer: str, local_answer: str = "") -> bool:
    """Tell whether `answer` is right, and use the code up either way.

    Call it outside the transaction that a wrong answer makes you roll back: the rollback would
    let the same code be guessed again. `local_answer` is right as well (`rules.local_answer`).
    """
    sealed = await queries.set_used(conn, captcha_id, clock.now())
    if sealed is None:
        return False
    expected = _open(sealed, captcha_id)
    return rules.is_right(answer, expected) or rules.is_right(answer, local_answer)


async def forget_expired(conn: Connection) -> None:
    """Delete the codes that nobody can use any more; for the worker, every few minutes."""
    await queries.delete_expired(conn, clock.now())


def _context(captcha_id: UUID) -> str:
    return f"captcha|answer_sealed|{captcha_id}"


def _open(sealed: bytes, captcha_id: UUID) -> str:
    return crypto.master().open(sealed, _context(captcha_id)).decode()
