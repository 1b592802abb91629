"""An office's logo, two administrators who edit at once, and what the trail says of it."""

from __future__ import annotations

import base64
import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from services.identity.instansi import actions, queries
from services.identity.jejak import queries_baca
from services.identity.jejak.actions import seal_jejak
from services.identity.jejak.periksa import verify
from shared import clock
from shared.db import Database
from shared.errors import Conflict
from tests.identity.conftest import Browser, photo
from tests.identity.officers import enters, logs_in
from tests.identity.test_pengguna import OFFICE

PAGE = "/pengaturan/kabupaten"
API = "/api/v1/identity/instansi/34.02"


async def saves(browser: Browser, **own: str) -> None:
    await browser.get(PAGE)
    await browser.post(
        PAGE, aksi="simpan", **(OFFICE | {"version": browser.field("version")} | own)
    )


def logo_of(page: str) -> str:
    return page.split('src="/instansi/logo/')[1].split('"', maxsplit=1)[0]


async def test_a_logo_is_checked_cleaned_shown_and_removed(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    await saves(browser, alamat="Jalan Logo 1")
    page = await browser.get(PAGE)
    assert "paling besar 2 MB" in page
    for content, words in (
        (b"<svg onload=alert(1)>", "bukan JPG, PNG, atau WebP"),
        (photo(100, 100), "terlalu kecil"),
        (b"\xff\xd8\xff" + b"x" * (2 * 1024 * 1024), "Paling besar 2 MB"),
        (photo()[:300], "rusak"),
        (b"", "Pilih berkas logo."),
    ):
        await browser.post(f"{PAGE}/logo", {"logo": content})
        assert (browser.status, words in browser.text) == (422, True), words
    with_gps = io.BytesIO()
    exif = Image.Exif()
    exif[0x9286] = "RAHASIA-LOKASI"
    Image.effect_noise((400, 400), 40).save(with_gps, "JPEG", exif=exif)
    await browser.post(f"{PAGE}/logo", {"logo": with_gps.getvalue()})
    assert browser.location == f"{PAGE}?tersimpan=1#logo", browser.text
    first = logo_of(await browser.get(PAGE))
    await browser.post(PAGE, aksi="pratinjau", **OFFICE)
    assert f'np-kop"><img src="/instansi/logo/{first}"' in browser.text
    stranger = new_browser()
    assert first in await stranger.get("/instansi/_kartu/34.02")
    async with stranger.client.get(f"/instansi/logo/{first}") as answer:
        content = await answer.read()
        assert answer.content_type == "image/jpeg"
        assert "immutable" in answer.headers["Cache-Control"]
    assert b"RAHASIA" not in content
    assert Image.open(io.BytesIO(content)).size == (400, 400)
    await browser.get(PAGE)
    await browser.post(f"{PAGE}/logo/hapus")
    assert "/instansi/logo/" not in await browser.get(PAGE)
    await stranger.get(f"/instansi/logo/{first}")
    assert stranger.status == 404
    await stranger.get("/instansi/logo/..%2f..%2fetc%2fpasswd")
    assert stranger.status == 404


async def test_of_two_who_edit_at_once_the_slower_is_told_and_keeps_what_he_typed(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02", "Danang Rekaan"))
    other = new_browser()
    await logs_in(other, await enters(database, "admin_kabupaten", "34.02", "Widuri Rekaan"))
    await saves(browser, alamat="Jalan Awal 1")
    await browser.get(PAGE)
    await saves(other, alamat="Jalan Widuri 2")
    assert other.location, other.text
    mine = OFFICE | {"alamat": "Jalan Danang 3", "version": browser.field("version")}
    await browser.post(PAGE, aksi="simpan", **mine)
    assert browser.status == 409
    for words in ("sudah diubah Widuri Rekaan pada", "WIB", "Jalan Danang 3", "Jalan Widuri 2"):
        assert words in browser.text
    # Whoever has read that may go on: the page has the newer version now.
    await browser.post(PAGE, aksi="simpan", **(mine | {"version": browser.field("version")}))
    assert browser.location == f"{PAGE}?tersimpan=1"
    async with database.connection() as conn:
        kept = await queries.find_instansi(conn, "34.02")
    assert kept is not None
    assert kept.alamat == "Jalan Danang 3"


async def test_a_version_that_nobody_saw_changes_nothing(database: Database) -> None:
    async with database.transaction() as conn:
        known = await queries.find_instansi(conn, "34.02")
        state = await queries.find_keadaan(conn, "34.02")
        assert known is not None
        changed = known.model_copy(update={"telepon": "(0274) 999999"})
        for seen in (state.version - 1, state.version + 1, 0):
            with pytest.raises(Conflict):
                await actions.save_instansi(conn, changed, seen)
        assert not await actions.save_instansi(conn, known, state.version)


async def test_the_api_names_the_version_and_takes_a_logo(
    client: Any, database: Database, sign: Any, stepped: None
) -> None:
    admin = {"Authorization": f"Bearer {sign('admin_kabupaten', '34.02')}"}
    async with client.get(API) as answer:
        told = await answer.json()
    body = {name: told[name] for name in (
        "nama", "nama_kepala", "jabatan_kepala", "pangkat", "nip", "alamat", "telepon", "email",
        "paket_formulir", "kota_ttd", "nama_lokal", "jam_mingguan", "libur",
    )}  # fmt: skip
    body |= {"version": told["version"], "telepon": "(0274) 123456"}
    for status in (200, 409):
        async with client.put(API, headers=admin, json=body) as answer:
            assert answer.status == status
    berkas = base64.b64encode(photo(300, 300, "PNG")).decode()
    async with client.put(f"{API}/logo", headers=admin, json={"berkas": berkas}) as answer:
        assert answer.status == 200
        assert (await answer.json())["logo"].startswith("/instansi/logo/")
    async with client.put(f"{API}/logo", headers=admin, json={"berkas": "AAAA"}) as answer:
        assert answer.status == 422
        assert "logo" in (await answer.json())["galat"]
    async with client.delete(f"{API}/logo", headers=admin, json={}) as answer:
        assert (await answer.json())["logo"] == ""
    other = "/api/v1/identity/instansi/33.10/logo"
    async with client.delete(other, headers=admin, json={}) as answer:
        assert answer.status == 403


async def test_what_administrators_do_is_on_the_sealed_trail_and_no_persons_list(
    browser: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await enters(database, "admin_kabupaten", "34.02", "Saksi Rekaan")
    rini = await enters(database, "petugas", "34.02", "Rini Dicatat")
    await logs_in(browser, admin)
    await saves(browser, alamat="Jalan Jejak 9")
    await browser.get("/pengguna/undang?peran=lurah")
    await browser.post(
        "/pengguna/undang", peran="lurah", nama="Calon Lurah", email="calon@contoh.id",
        wilayah="34.02.15.2004",
    )  # fmt: skip
    assert browser.location, browser.text
    await browser.get(f"/pengguna/{rini.id}")
    await browser.post(f"/pengguna/{rini.id}/akhiri", alasan="pelanggaran")
    async with database.connection() as conn:
        acts = [
            (each.tindakan, each.objek, each.peran, each.alasan)
            for each in await queries_baca.list_tindakan(conn, "34.02", None, 50)
            if each.nama == "Saksi Rekaan"
        ]
        now = clock.now()
        touched = await queries_baca.list_terdampak(
            conn, now - timedelta(minutes=5), now + timedelta(minutes=5), admin.id, ""
        )
    assert acts == [
        ("akhiri_peran", "Rini Dicatat", "admin_kabupaten", "pelanggaran"),
        ("undang_petugas", "Calon Lurah", "admin_kabupaten", "tugas jabatan"),
        ("ubah_kantor", "Disdukcapil Rekaan", "admin_kabupaten", "tugas jabatan"),
    ]
    assert touched == []
    page = await browser.get("/petugas/jejak/tindakan")
    for words in ("Rini Dicatat", "Mengakhiri peran", "Pelanggaran", "Saksi Rekaan", "Admin"):
        assert words in page
    async with database.transaction() as conn:
        await seal_jejak(conn)
        assert await verify(conn, clock.now()) == []
    later = clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    await browser.post("/petugas/jejak/tindakan.csv")
    assert (browser.status, "Ketik kode dari aplikasi" in browser.text) == (422, True)
    answer = await browser.post("/petugas/jejak/tindakan.csv", kode=admin.code())
    rows = list(csv.DictReader(io.StringIO(answer.removeprefix("\ufeff"))))
    assert rows[0]["tindakan"] == "Mengunduh jejak tindakan"


async def test_only_watchers_read_what_administrators_did(client: Any, sign: Any) -> None:
    path = "/api/v1/identity/jejak/tindakan"
    for peran, wilayah, status in (
        ("auditor", "", 200), ("petugas_kementerian", "", 200), ("admin_kabupaten", "33.10", 200),
        ("petugas", "34.02", 403), ("kepala_dinas", "34.02", 403), ("mitra", "34.02.15.2004", 403),
    ):  # fmt: skip
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
        async with client.get(path, headers=headers) as answer:
            assert answer.status == status, peran
            if peran == "admin_kabupaten":
                acts = (await answer.json())["tindakan"]
                assert all(each["wilayah"].startswith("33.10") for each in acts)


async def test_a_secret_and_a_list_of_persons_need_the_second_factor(
    client: Any, sign: Any, database: Database
) -> None:
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}", "Accept": "text/html"}
    async with database.transaction() as conn:
        await conn.execute("UPDATE sesi SET stepped_at = now() - interval '1 hour'")
    form = {"nama": "Dasbor", "tujuan": "Uji langkah kedua", "wilayah": "34.02"}
    now = clock.now()
    span = {"dari": (now - timedelta(hours=1)).isoformat(), "sampai": now.isoformat()}
    for path, body in (
        ("/klien", form | {"lingkup": "rekap:baca"}),
        ("/petugas/jejak/terdampak.csv", span), ("/petugas/jejak/tindakan.csv", {}),
    ):  # fmt: skip
        async with client.post(path, data=body, headers=headers) as answer:
            assert answer.status == 422, path
            assert 'name="kode"' in await answer.text()
