"""The code in a picture: readable, single use, five minutes, never guessable twice."""

import io
import wave
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient
from PIL import Image

from deploy.suara import clip_of, write_clip
from services.identity.captcha import actions, drawing, rules, suara
from shared import clock
from shared.db import Connection, Database
from shared.errors import NotFound
from shared.web.keys import SETTINGS
from tests.identity.conftest import Browser, fills_in

Client = TestClient[Any, Any]


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
    with pytest.raises(NotFound):
        await actions.picture(conn, captcha.id)


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
    with pytest.raises(NotFound):
        await actions.picture(conn, captcha.id)
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


async def test_the_door_shows_the_picture_until_it_is_used(
    client: Client, database: Database
) -> None:
    async with database.connection() as conn:
        captcha = await actions.issue(conn)
        shown = await client.get(captcha.path)
        assert (shown.status, shown.content_type) == (200, "image/png")
        assert shown.headers["Cache-Control"] == "no-store"
        assert (await shown.read()).startswith(b"\x89PNG")
        await actions.redeem(conn, captcha.id, "")
    assert (await client.get(captcha.path)).status == 404
    assert (await client.get("/captcha/bukan-uuid.png")).status == 404


# ---- the sound ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder with clips as espeak-ng speaks them."""
    build = tmp_path_factory.mktemp("build")
    (build / suara.FOLDER).mkdir()
    for char in rules.ALPHABET:
        write_clip(build / suara.FOLDER / f"{char}.wav", clip_of(char))
    return build


@pytest.fixture
def heard(client: Client, clips: Path) -> Any:
    """Identity with clips; gives the client and a way to take the clips away."""
    assert client.app is not None
    before = client.app[SETTINGS]

    def use(build: Path) -> None:
        client.app._state[SETTINGS] = before.model_copy(update={"build_dir": build})

    use(clips)
    yield use
    client.app._state[SETTINGS] = before


def test_every_character_has_a_clip_of_its_own(clips: Path) -> None:
    known = suara.clips_of(clips)
    assert known is not None
    assert set(known) == set(rules.ALPHABET)
    assert len(set(known.values())) == len(rules.ALPHABET)
    for char, clip in known.items():
        assert 0.2 * suara.RATE < len(clip) <= suara.LONGEST_CLIP, char


def test_the_sound_is_eight_kilohertz_eight_bit_mono_of_at_most_80_kb(clips: Path) -> None:
    known = suara.clips_of(clips)
    assert known is not None
    longest = max(rules.ALPHABET, key=lambda char: len(known[char]))
    for code in ("ACE4F9", longest * 6):
        for seed in (b"a", b"b", b"c"):
            wav = suara.speak(code, known, seed)
            assert len(wav) <= 80_000
            with wave.open(io.BytesIO(wav)) as made:
                assert (made.getframerate(), made.getsampwidth(), made.getnchannels()) == (
                    8000, 1, 1,
                )  # fmt: skip


def test_one_code_sounds_different_each_time_but_the_same_for_one_seed(clips: Path) -> None:
    known = suara.clips_of(clips)
    assert known is not None
    assert suara.speak("ACE4F9", known, b"a") == suara.speak("ACE4F9", known, b"a")
    assert suara.speak("ACE4F9", known, b"a") != suara.speak("ACE4F9", known, b"b")
    assert known["A"] not in suara.speak("ACE4F9", known, b"a")


async def test_the_sound_is_served_whole_and_in_parts_until_the_code_is_used(
    client: Client, database: Database, heard: Any
) -> None:
    async with database.connection() as conn:
        captcha = await actions.issue(conn)
        whole = await client.get(captcha.sound_path)
        wav = await whole.read()
        assert (whole.status, whole.content_type) == (200, "audio/wav")
        assert whole.headers["Cache-Control"] == "no-store"
        part = await client.get(captcha.sound_path, headers={"Range": "bytes=0-1"})
        assert (part.status, await part.read()) == (206, wav[:2])
        assert part.headers["Content-Range"] == f"bytes 0-1/{len(wav)}"
        rest = await client.get(captcha.sound_path, headers={"Range": "bytes=100-"})
        assert await rest.read() == wav[100:]
        beyond = await client.get(captcha.sound_path, headers={"Range": "bytes=999999-"})
        assert beyond.status == 416
        await actions.redeem(conn, captcha.id, "")
    assert (await client.get(captcha.sound_path)).status == 404
    assert (await client.get("/captcha/bukan-uuid.wav")).status == 404


async def test_the_sound_dies_with_the_code_after_five_minutes(
    client: Client, database: Database, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.connection() as conn:
        captcha = await actions.issue(conn)
    later = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert (await client.get(captcha.sound_path)).status == 404


async def test_sign_up_and_login_have_a_player_and_the_picture_tells_of_it(
    browser: Browser, heard: Any, tmp_path: Path
) -> None:
    async with fills_in(browser):
        for path in ("/daftar/swafoto", "/masuk"):
            page = await browser.get(path)
            player = f'src="/captcha/{browser.field("captcha_id")}.wav"'
            assert f'<audio controls preload="none" {player}' in page
            assert "Kodenya juga bisa didengar" in page
        heard(tmp_path)
        for path in ("/daftar/swafoto", "/masuk"):
            silent = await browser.get(path)
            assert "<audio" not in silent
            assert "Suara kode sedang tidak tersedia. Ketik kode pada gambar." in silent


async def test_without_clips_the_door_and_the_api_say_so(
    client: Client, database: Database, heard: Any, tmp_path: Path
) -> None:
    async with client.post("/api/v1/identity/captcha") as made:
        assert (await made.json())["suara"].endswith(".wav")
    heard(tmp_path)
    async with client.post("/api/v1/identity/captcha") as made:
        code = await made.json()
    assert code["suara"] == ""
    assert (await client.get(code["gambar"].replace(".png", ".wav"))).status == 404


async def test_a_new_code_at_login_keeps_what_was_typed(browser: Browser, heard: Any) -> None:
    await browser.get("/masuk")
    before = browser.field("captcha_id")
    page = await browser.post("/masuk", email="warga@contoh.id", ganti_kode="1")
    assert browser.field("captcha_id") not in {"", before}
    assert 'value="warga@contoh.id"' in page
    assert "<audio" in page
