"""Advice on a selfie: told at once, overruled at will, kept for the officer as a hint."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from deploy.local.registry.persons import PERSONS
from deploy.local.registry.portrait import draw
from services.identity.swafoto import darkroom, rules
from services.identity.swafoto.rules import Ukuran
from shared.db import Database
from tests.identity.conftest import LOCAL_ANSWER, Browser, fills_in, photo

GOOD = Ukuran(faces=1, face=0.5, sharpness=60, light=130, side=900)
ROOM = "#cfe3ee"
NIK = PERSONS[0].nik


def selfie(nik: str = NIK) -> Image.Image:
    return Image.open(io.BytesIO(draw(nik, ROOM, 2.4))).convert("RGB")


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.mark.parametrize(
    ("measured", "advice"),
    [
        (GOOD, []),
        (replace(GOOD, faces=0, face=0.0), ["no_face"]),
        (replace(GOOD, faces=2), ["many_faces"]),
        (replace(GOOD, face=0.1), ["face_small"]),
        (replace(GOOD, light=49), ["dark"]),
        (replace(GOOD, light=226), ["glaring"]),
        (replace(GOOD, sharpness=19), ["blurred"]),
        (replace(GOOD, side=399), ["small"]),
        (replace(GOOD, faces=0, light=10, sharpness=1), ["no_face", "dark", "blurred"]),
    ],
)
def test_each_measure_has_its_threshold(measured: Ukuran, advice: list[str]) -> None:
    assert rules.advise(measured) == advice


def test_every_advice_has_words_for_resident_and_officer() -> None:
    assert set(rules.ADVICE) == set(rules.HINTS)
    assert rules.hint(["dark", "blurred"]) == "gelap, buram"
    assert all(sentence.endswith(".") for sentence in rules.sentences(rules.ADVICE))


async def test_a_drawn_face_is_found_whoever_it_is() -> None:
    for person in PERSONS[::4]:
        assert (await darkroom.develop(jpeg(selfie(person.nik)))).saran == [], person.nama


async def test_bad_pictures_are_told_from_good_ones() -> None:
    good = selfie()
    two = Image.new("RGB", (good.width * 2, good.height), ROOM)
    two.paste(good, (0, 0))
    two.paste(selfie(PERSONS[1].nik), (good.width, 0))
    far = Image.new("RGB", (2400, 2400), ROOM)
    far.paste(good.resize((600, 800)), (900, 1200))
    for picture, code in (
        (good.filter(ImageFilter.GaussianBlur(4)), "blurred"),
        (ImageEnhance.Brightness(good).enhance(0.2), "dark"),
        (two, "many_faces"),
        (far, "face_small"),
        (good.resize((210, 280)), "small"),
        (Image.new("RGB", (600, 800), "#8899aa"), "no_face"),
    ):
        assert code in (await darkroom.develop(jpeg(picture))).saran, code


async def sends(browser: Browser, content: bytes | None, **own: str) -> str:
    fields = {
        "setuju": "ya", "captcha_id": browser.field("captcha_id"), "captcha": LOCAL_ANSWER,
        "swafoto_id": browser.field("swafoto_id"), "situs": "",
    }  # fmt: skip
    files = {"swafoto_galeri": content} if content else {}
    return await browser.post("/daftar/swafoto", files=files, **{**fields, **own})


async def test_a_good_selfie_is_sent_without_another_question(browser: Browser) -> None:
    async with fills_in(browser):
        await sends(browser, jpeg(selfie()))
        assert (browser.status, browser.location) == (303, "/daftar/selesai")


async def test_advice_is_shown_first_and_the_photo_may_be_used_nevertheless(
    browser: Browser, database: Database
) -> None:
    async with fills_in(browser):
        page = await sends(browser, photo())
        assert browser.status == 200
        assert "Belum terkirim. Lihat dulu saran untuk swafoto Anda." in page
        assert "Wajah tidak terlihat." in page
        assert "Anda boleh tetap memakai foto ini." in page
        assert "Kode sudah benar" in page
        assert 'value="ya" checked' in page
        swafoto_id = browser.field("swafoto_id")
        await sends(browser, None, pakai_foto="1")
        assert browser.location == "/daftar/selesai"
    async with database.connection() as conn:
        row = await conn.fetchrow("SELECT akun_id, saran FROM swafoto WHERE id = $1", swafoto_id)
    assert row is not None
    assert row["akun_id"] is not None
    assert "no_face" in row["saran"]


async def test_the_photo_may_be_changed_instead(browser: Browser) -> None:
    async with fills_in(browser):
        await sends(browser, photo())
        page = await sends(browser, None, ganti_foto="1")
        assert browser.status == 200
        assert browser.field("swafoto_id") == ""
        assert "Saran untuk swafoto Anda" not in page
        assert 'value="ya" checked' in page
        await sends(browser, jpeg(selfie()))
        assert browser.location == "/daftar/selesai"


async def test_errors_and_advice_are_told_together(browser: Browser) -> None:
    async with fills_in(browser):
        page = await sends(browser, photo(), setuju="")
        assert browser.status == 422
        assert "Centang persetujuan untuk melanjutkan." in page
        assert "Saran untuk swafoto Anda" in page


async def test_the_upload_door_answers_with_advice_in_the_readers_language(
    browser: Browser, client: Any
) -> None:
    await browser.get("/daftar")
    await browser.post("/unggah/swafoto", files={"berkas": photo()})
    assert browser.status == 201
    assert '"saran":"Wajah tidak terlihat.' in browser.text
    assert "Anda boleh tetap memakai foto ini." in browser.text
    for content, kode in ((photo(), "no_face"), (jpeg(selfie()), None)):
        import base64

        body = {"berkas": base64.b64encode(content).decode()}
        async with client.post("/api/v1/identity/swafoto", json=body) as answer:
            told = await answer.json()
        assert answer.status == 201
        assert (kode in told["kode"]) if kode else (told["kode"] == [] and told["saran"] == "")
