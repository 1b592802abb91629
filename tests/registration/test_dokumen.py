"""Documents through the real door: kept for owner and officer only, replaced, forgotten."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from aiohttp import FormData

from services.registration.dokumen import actions, queries
from services.registration.dokumen.rules import nama_berkas
from services.registration.draf import actions as draf
from services.registration.settings import RegistrationSettings
from shared import clock
from shared.berkas.store import store_of
from shared.web.keys import SETTINGS
from tests.registration.browser import Browser
from tests.registration.hostile import MARK, photo, plain
from tests.registration.made import BANTUL, form, make_pemohon
from tests.registration.test_pages import fill

ONE = re.compile(r"/permohonan/[0-9a-f-]{36}/berkas/([0-9a-f-]{36})")


@pytest.fixture
def store(client) -> Any:
    settings = client.app[SETTINGS]
    assert isinstance(settings, RegistrationSettings)
    return store_of(settings.storage_url)


def multipart(browser: Browser, content: bytes, name: str = "kartu.jpg", **fields: str) -> FormData:
    body = FormData(quote_fields=False)
    body.add_field("_csrf", browser.token)
    for field, value in fields.items():
        body.add_field(field, value)
    body.add_field("berkas", io.BytesIO(content), filename=name)
    return body


async def send(browser: Browser, path: str, content: bytes, **more: str) -> int:
    await browser.get(path.rpartition("/")[0])
    response = await browser._ask("POST", path, data=multipart(browser, content, **more))
    return response.status


async def objects(store: Any) -> int:
    return sum([len(listed) async for listed in actions.rak_of(store).batches()])


async def test_a_document_is_taken_shown_replaced_and_removed(browser, store) -> None:
    path = await fill(browser)
    assert await send(browser, f"{path}/berkas/ktp_el", photo(), name="../KTP <siti>.png") == 303
    await browser.get(f"{path}/berkas")
    assert "KTP siti.jpg" in browser.text
    assert await send(browser, f"{path}/berkas/ktp_el", plain(3), name="ktp.pdf") == 303
    await browser.get(f"{path}/berkas")
    assert "ktp.pdf" in browser.text
    assert "3 halaman" in browser.text
    assert "KTP siti" not in browser.text
    found = ONE.search(browser.text)
    assert found
    shown = await browser.client.get(
        f"{path}/berkas/{found.group(1)}", headers={"Cookie": "; ".join(
            f"{name}={value}" for name, value in browser.cookies.items()
        )},
    )  # fmt: skip
    assert (shown.status, shown.content_type) == (200, "application/pdf")
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert (await shown.read()).startswith(b"%PDF-")
    assert (await browser.post(f"{path}/berkas/ktp_el/hapus")).status == 303
    await browser.get(f"{path}/berkas")
    assert "ktp.pdf" not in browser.text


async def test_what_is_refused_is_said_at_its_row_and_the_rest_stays(browser) -> None:
    path = await fill(browser)
    await send(browser, f"{path}/berkas/kk", photo())
    for content, words in (
        (b"GIF89a" + bytes(99), "bukan JPG, PNG, WebP, atau PDF"),
        (plain(21), "21 halaman. Paling banyak 20"),
        (bytes(5 * 1024 * 1024 + 1), "Paling besar 5 MB"),
        (b"", "Pilih berkas dahulu"),
    ):
        assert await send(browser, f"{path}/berkas/ktp_el", content) == 422, words
        assert words in browser.text
        assert "kartu.jpg" in browser.text
    assert await send(browser, f"{path}/berkas/pendukung", photo()) == 422
    assert "Pilih jenis dokumen pendukung" in browser.text
    assert await send(browser, f"{path}/berkas/pendukung", photo(), jenis="surat_tugas") == 303


async def test_the_script_reads_json(browser) -> None:
    path = await fill(browser)
    await browser.get(f"{path}/berkas")
    headers = {"Accept": "application/json", "Cookie": "; ".join(
        f"{name}={value}" for name, value in browser.cookies.items()
    )}  # fmt: skip
    for content, status in ((photo(), 201), (b"MZ", 422)):
        answer = await browser.client.post(
            f"{path}/berkas/kk", data=multipart(browser, content), headers=headers
        )
        assert answer.status == status
        assert ("id" if status == 201 else "pesan") in await answer.json()


async def test_nothing_of_a_document_lies_readable_anywhere(browser, database, store) -> None:
    path = await fill(browser)
    await send(browser, f"{path}/berkas/kk", plain(1, b"BT " + MARK + b" ET"), name="siti-kk.pdf")
    async with database.connection() as conn:
        row = (await queries.list_dokumen(conn, UUID(path.rpartition("/")[2])))[0]
    assert b"siti" not in row.nama
    sealed = await actions.rak_of(store).get(row.nama_objek)
    assert b"%PDF" not in sealed


async def test_a_document_belongs_to_owner_and_office(
    browser, client, sign, database, siti
) -> None:
    path = await fill(browser)
    await send(browser, f"{path}/berkas/ktp_el", photo())
    await browser.get(f"{path}/periksa")
    version = re.search(r'name="version" value="(\d+)"', browser.text)
    assert version
    await browser.follow(f"{path}/kirim", version=version.group(1))
    permohonan_id = UUID(path.rpartition("/")[2])
    async with database.transaction() as conn:
        row = (await queries.list_dokumen(conn, permohonan_id))[0]
        other = await make_pemohon(conn, nik="3310051703880002")
    own = f"/permohonan/{permohonan_id}/berkas/{row.id}"
    office = f"/permohonan/_dokumen/{permohonan_id}/{row.id}"
    stranger = sign("penduduk", who=other.akun_id)
    ours, theirs = sign("petugas", "34.02"), sign("petugas", "64.02")
    for place, who, status in (
        (own, sign("penduduk", who=siti.akun_id), 200), (own, stranger, 404), (own, ours, 403),
        (office, ours, 200), (office, theirs, 404), (office, stranger, 403),
    ):  # fmt: skip
        answer = await client.get(
            place, headers={"Cookie": f"__Host-sesi={who}"}, allow_redirects=False
        )
        assert answer.status in {status, 403 if status == 404 else status}, (place, status)
        if status == 200:
            assert (await answer.read()).startswith(b"\xff\xd8\xff")
    async with database.connection() as conn:
        looks = await conn.fetch("SELECT yang_dilihat FROM jejak_lihat")
        told = await conn.fetchval("SELECT count(*) FROM outbox WHERE type LIKE '%jejak.added%'")
    assert [look["yang_dilihat"] for look in looks] == ["dokumen ktp_el"]
    assert told == 1
    card = await client.get(
        f"/permohonan/_kartu/{permohonan_id}", headers={"Cookie": f"__Host-sesi={ours}"}
    )
    assert office in await card.text()


async def test_documents_of_a_forgotten_draft_are_cleared_away(
    browser, database, store, monkeypatch
) -> None:
    before = await objects(store)
    path = await fill(browser)
    await send(browser, f"{path}/berkas/ktp_el", photo())
    await browser.follow(f"{path}/hapus")
    assert await objects(store) == before + 1
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    await actions.forget_left(database, store)
    assert await objects(store) == 0
    async with database.connection() as conn:
        assert await conn.fetchval("SELECT count(*) FROM dokumen") == 0


async def test_a_connection_cut_at_each_step_loses_nothing_typed_before(
    browser, database, siti
) -> None:
    async with database.transaction() as conn:
        draf_id = await draf.start_draf(conn, siti)
        await draf.save_keperluan(conn, siti, draf_id, form().keperluan)
        await draf.save_domisili(conn, siti, draf_id, form(kode=BANTUL).domisili)
    path = f"/permohonan/{draf_id}"
    await browser.get(f"{path}/berkas")
    port = browser.client.server.port
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    for step in ("keperluan", "domisili", "pengikut", "keterangan", "berkas/ktp_el", "kirim"):
        await _cut(port, f"{path}/{step}", cookies)
    async with database.connection() as conn:
        kept = await draf.find_draf(conn, siti, draf_id)
    assert kept is not None
    assert kept.isian.keperluan == form().keperluan
    assert kept.isian.domisili == form().domisili


async def _cut(port: int, path: str, cookies: str) -> None:
    """Send half of what was announced, then hang up."""
    import asyncio

    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookies}\r\nContent-Length: 9000\r\n"
    kind = "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
    part = 'Content-Disposition: form-data; name="berkas"; filename="a.jpg"\r\n\r\n'
    writer.write((head + kind + part).encode() + b"\xff\xd8\xff" * 99)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ("C:\\foto\\KTP Siti.JPG", "KTP Siti.jpg"), ("../../etc/passwd", "passwd.jpg"),
        ("", "ktp_el.jpg"), ("a" * 300 + ".png", "a" * 80 + ".jpg"),
        ("kartu\u202egpj.exe", "kartugpj.jpg"), ('"><script>.svg', "script.jpg"),
    ],
)  # fmt: skip
def test_a_claimed_name_is_made_harmless(claimed: str, kept: str) -> None:
    assert nama_berkas(claimed, "ktp_el", "image/jpeg") == kept
