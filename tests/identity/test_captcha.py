"""The code in a picture: readable, single use, five minutes, never guessable twice."""

import io
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from services.identity.captcha import actions, drawing, pages, rules
from shared import clock
from shared.db import Connection, Database
from shared.errors import NotFound
from shared.web.keys import DATABASE
from shared.web.route import Handler


@dataclass(frozen=True)
class FakeSettings:
    """Where a process runs and what it always accepts."""

    environment: str
    local_captcha_answer: str = "lolos"


def test_a_code_has_no_sign_that_is_taken_for_another() -> None:
    codes = [rules.make_answer() for _ in range(500)]
    assert {len(code) for code in codes} == {6}
    assert len(set(codes)) == 500
    assert not set("".join(codes).lower()) & set("0o1li5s8b")


def test_case_and_spaces_do_not_count() -> None:
    assert rules.is_right(" ac e4f9 ", "ACE4F9")
    assert not rules.is_right("ACE4F7", "ACE4F9")
    assert not rules.is_right("", "")
    assert not rules.is_right("ÄCE4F9", "ACE4F9")


def test_the_local_answer_counts_in_a_local_run_only() -> None:
    assert rules.local_answer(FakeSettings("local")) == "lolos"
    assert rules.local_answer(FakeSettings("test")) == "lolos"
    assert rules.local_answer(FakeSettings("production")) == ""


def test_every_picture_is_small_dark_and_unclipped() -> None:
    for _ in range(50):
        png = drawing.draw(rules.make_answer())
        assert len(png) <= 4096
        grey = Image.open(io.BytesIO(png)).convert("L")
        assert grey.size == (drawing.WIDTH, drawing.HEIGHT)
        ink = grey.point([255 * (shade < 110) for shade in range(256)]).getbbox()
        assert ink is not None
        left, top, right, bottom = ink
        assert min(left, top, drawing.WIDTH - right, drawing.HEIGHT - bottom) > 0


def test_each_glyph_leaves_enough_ink_to_read() -> None:
    for char in rules.ALPHABET:
        grey = Image.open(io.BytesIO(drawing.draw(char * 6))).convert("L")
        dark = Counter(shade < 110 for shade in grey.tobytes())[True]
        assert dark > 6 * 150, char


def test_two_pictures_of_one_code_differ() -> None:
    assert drawing.draw("ACE4F9") != drawing.draw("ACE4F9")


@pytest.fixture
async def conn(database: Database) -> AsyncIterator[Connection]:
    """Lend one connection."""
    async with database.connection() as conn:
        yield conn


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make every code the same and return it."""
    monkeypatch.setattr(rules, "make_answer", lambda: "ACE4F9")
    return "ACE4F9"


async def test_a_right_answer_opens_once(conn: Connection, drawn: str) -> None:
    captcha = await actions.issue(conn)
    assert await actions.redeem(conn, captcha.id, drawn.lower())
    assert not await actions.redeem(conn, captcha.id, drawn)
    assert await actions.picture(conn, captcha.id) is None


async def test_a_wrong_answer_uses_the_code_up(conn: Connection, drawn: str) -> None:
    captcha = await actions.issue(conn)
    assert not await actions.redeem(conn, captcha.id, "XXXXXX")
    assert not await actions.redeem(conn, captcha.id, drawn)


async def test_a_code_dies_after_five_minutes(
    conn: Connection, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    captcha = await actions.issue(conn)
    later = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert await actions.picture(conn, captcha.id) is None
    assert not await actions.redeem(conn, captcha.id, drawn)
    await actions.forget_expired(conn)
    assert await conn.fetchval("SELECT count(*) FROM captcha WHERE id = $1", captcha.id) == 0


async def test_the_local_answer_still_needs_an_open_code(conn: Connection) -> None:
    captcha = await actions.issue(conn)
    assert await actions.redeem(conn, captcha.id, "LOLOS", "lolos")
    assert not await actions.redeem(conn, captcha.id, "lolos", "lolos")
    assert not await actions.redeem(conn, uuid4(), "lolos", "lolos")


async def test_nothing_kept_shows_the_answer(conn: Connection, drawn: str) -> None:
    captcha = await actions.issue(conn)
    kept = await conn.fetchval("SELECT answer_sealed FROM captcha WHERE id = $1", captcha.id)
    assert drawn.encode() not in kept


async def test_the_door_shows_the_picture_until_it_is_used(database: Database) -> None:
    app = web.Application(middlewares=[_refusals_as_status])
    app[DATABASE] = database
    for route in pages.ROUTES:
        app.router.add_route(route.method, route.path, route.handler)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        async with database.connection() as conn:
            captcha = await actions.issue(conn)
            shown = await client.get(captcha.path)
            assert (shown.status, shown.content_type) == (200, "image/png")
            assert shown.headers["Cache-Control"] == "no-store"
            assert (await shown.read()).startswith(b"\x89PNG")
            await actions.redeem(conn, captcha.id, "")
        assert (await client.get(captcha.path)).status == 404
        assert (await client.get("/captcha/bukan-uuid.png")).status == 404


@web.middleware
async def _refusals_as_status(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except NotFound as refused:
        return web.Response(status=refused.status)
