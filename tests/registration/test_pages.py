"""The resident's pages without JavaScript, through the real middlewares."""

import re
from datetime import timedelta
from uuid import uuid4

from shared import clock
from tests.registration.browser import Browser
from tests.registration.made import (
    BANTUL,
    NIK_AISYAH,
    NIK_SITI,
    decided,
    hear,
    make_pemohon,
    pengikut,
    submit,
    tugas_claimed,
    tugas_opened,
)

CHOSEN = re.compile(r'name="desa" value="([\d.]+)" checked')
VERSION = re.compile(r'name="version" value="(\d+)"')
ADDRESS = {"alamat": "Jalan Mawar 5", "rt": "3", "rw": "1"}


def purpose(**other: str) -> dict[str, str]:
    day = clock.today_in("Asia/Jakarta") - timedelta(days=1)
    return {
        "keperluan": "bekerja", "jangka_waktu": "6", "tanggal_datang_hari": str(day.day),
        "tanggal_datang_bulan": str(day.month), "tanggal_datang_tahun": str(day.year),
    } | other  # fmt: skip


async def start(browser: Browser) -> str:
    await browser.get("/beranda")
    place = await browser.follow("/permohonan/baru")
    return place.removesuffix("/isi")


async def fill(browser: Browser) -> str:
    path = await start(browser)
    await browser.follow(f"{path}/keperluan", **purpose())
    await browser.follow(f"{path}/domisili", **ADDRESS, desa=BANTUL, aksi="simpan")
    await browser.follow(f"{path}/pengikut", ada_pengikut="tidak")
    return path


async def test_the_whole_walk_from_empty_home_to_cancelled(browser, database) -> None:
    await browser.get("/beranda")
    assert "Halo, Siti" in browser.text
    assert "Belum ada pendaftaran" in browser.text
    path = await start(browser)
    assert browser.text.count("Belum diisi") == 4
    assert "Belum dikirim" in browser.text
    assert await browser.follow(f"{path}/keperluan", **purpose()) == f"{path}/domisili"
    place = await browser.follow(f"{path}/domisili", **ADDRESS, desa=BANTUL, aksi="simpan")
    assert place == f"{path}/pengikut"
    assert await browser.follow(f"{path}/pengikut", ada_pengikut="ya") == f"{path}/pengikut/baru"
    await browser.follow(f"{path}/pengikut/baru", nik=NIK_AISYAH, nama="Aisyah Nur")
    assert "Perempuan, lahir 1 Januari 2015" in browser.text
    assert NIK_AISYAH not in browser.text
    await browser.get(f"{path}/isi")
    assert browser.text.count("Terisi") == 3
    await browser.get(f"{path}/periksa")
    assert "Panggungharjo, Sewon, Kabupaten Bantul" in browser.text
    version = VERSION.search(browser.text)[1]
    place = await browser.follow(f"{path}/kirim", version=version)
    assert place == f"{path}/terkirim"
    nobukti = re.search(r"W\d{8}", browser.text)[0]
    again = await browser.post(f"{path}/kirim", version=version)
    assert again.headers["Location"] == f"{path}/terkirim"
    async with database.transaction() as conn:
        assert await conn.fetchval("SELECT count(*) FROM permohonan") == 1
    await browser.get("/beranda")
    for words in (nobukti, "Menunggu diperiksa", "1 orang ikut", "/instansi/_kartu/34.02"):
        assert words in browser.text
    await browser.get(f"{path}/batal")
    await browser.follow(f"{path}/batal")
    assert "Permohonan dibatalkan." in browser.text
    assert "Dibatalkan" in browser.text


async def test_home_shows_by_when_an_answer_comes(browser, database, siti) -> None:
    async with database.transaction() as conn:
        sent = await submit(conn, siti)
        await hear(conn, tugas_opened(sent.permohonan_id), tugas_claimed(sent.permohonan_id))
    await browser.get("/beranda")
    for words in ("Jawaban paling lambat", "Jumat, 20 November 2026", "Sedang diperiksa"):
        assert words in browser.text
    assert "Disdukcapil Kabupaten Bantul, sejak Jumat, 20 November 2026, 10.00 WIB" in browser.text


async def test_a_resident_whose_akun_is_not_verified_is_told_so(client, sign) -> None:
    browser = Browser(client, sign("penduduk", who=uuid4()))
    assert (await browser.get("/beranda")).status == 200
    assert "belum diverifikasi" in browser.text
    assert (await browser.post("/permohonan/baru")).status == 409
    assert (await browser.get("/permohonan")).status == 200


async def test_what_is_wrong_stands_above_and_what_was_typed_stays(browser) -> None:
    path = await start(browser)
    wrong = await browser.post(f"{path}/keperluan", **purpose(jangka_waktu="", keperluan=""))
    assert wrong.status == 422
    assert "<title>Galat:" in browser.text
    assert 'href="#keperluan"' in browser.text
    assert browser.text.count("Pilih jangka waktu, 1 sampai 12 bulan.") == 2
    day = clock.today_in("Asia/Jakarta") - timedelta(days=1)
    assert f'name="tanggal_datang_tahun" inputmode="numeric" autocomplete="off" maxlength="4" ' \
        f'value="{day.year}"' in browser.text  # fmt: skip


async def test_the_same_kota_as_the_ktp_is_refused(browser) -> None:
    path = await start(browser)
    wrong = await browser.post(f"{path}/domisili", **ADDRESS, desa="33.10.05.2009")
    assert wrong.status == 422
    assert browser.text.count("Domisili harus di kabupaten/kota lain dari alamat KTP‑el.") == 2
    assert "Jalan Mawar 5" in browser.text


async def test_a_village_is_found_by_name(browser) -> None:
    path = await start(browser)
    found = await browser.post(f"{path}/domisili", **ADDRESS, cari="panggungharjo", aksi="cari")
    assert found.status == 200
    assert f'value="{BANTUL}"' in browser.text
    assert 'value="Jalan Mawar 5"' in browser.text
    await browser.get(f"{path}/domisili?cari=panggungharjo")
    assert f'value="{BANTUL}"' in browser.text
    await browser.get("/permohonan/_desa?cari=panggungharjo+sewon")
    assert f'value="{BANTUL}"' in browser.text
    assert "<html" not in browser.text
    await browser.get("/permohonan/_desa?cari=xyzzy")
    assert "Tidak ada kelurahan atau desa" in browser.text


async def test_a_village_is_found_by_the_cascade_without_javascript(browser) -> None:
    path = await start(browser)
    chosen: dict[str, str] = {}
    for level, kode in (("provinsi", "34"), ("kabupaten", "34.02"), ("kecamatan", "34.02.15")):
        await browser.post(f"{path}/domisili", **ADDRESS, **chosen, muat_wilayah="domisili")
        assert f'value="{kode}"' in browser.text
        chosen[f"domisili_{level}"] = kode
    half = await browser.post(f"{path}/domisili", **ADDRESS, **chosen, aksi="simpan")
    assert half.status == 422
    assert 'href="#domisili_kelurahan"' in browser.text
    chosen["domisili_kelurahan"] = BANTUL
    await browser.follow(f"{path}/domisili", **ADDRESS, **chosen, aksi="simpan")
    await browser.get(f"{path}/domisili")
    assert CHOSEN.findall(browser.text) == [BANTUL]
    assert f'<option value="{BANTUL}" selected>' in browser.text
    assert f'name="semula" value="{BANTUL}"' in browser.text


async def test_a_saved_village_is_changed_by_the_cascade(browser) -> None:
    path = await fill(browser)
    other = {
        "domisili_provinsi": "34", "domisili_kabupaten": "34.04",
        "domisili_kecamatan": "34.04.07", "domisili_kelurahan": "34.04.07.2001",
    }  # fmt: skip
    await browser.follow(
        f"{path}/domisili", **ADDRESS, **other, desa=BANTUL, semula=BANTUL, aksi="simpan"
    )
    await browser.get(f"{path}/domisili")
    assert CHOSEN.findall(browser.text) == ["34.04.07.2001"]


async def test_the_applicant_is_refused_as_a_member(browser) -> None:
    path = await start(browser)
    wrong = await browser.post(f"{path}/pengikut/baru", nik=NIK_SITI, nama="Siti Rahma")
    assert wrong.status == 422
    assert browser.text.count("NIK pengikut sama dengan NIK Anda.") == 2


async def test_a_member_that_differs_from_his_nik_is_a_warning(browser) -> None:
    path = await start(browser)
    await browser.follow(
        f"{path}/pengikut/baru", nik=NIK_AISYAH, nama="Aisyah Nur", jenis_kelamin="L"
    )
    assert "Jenis kelamin pada NIK tidak sama dengan isian." in browser.text
    edit = re.search(rf'href="({path}/pengikut/[0-9a-f-]{{36}})"', browser.text)[1]
    await browser.get(edit)
    assert "3310 0541 0115 0003" in browser.text
    await browser.follow(edit, nik=NIK_AISYAH, nama="Aisyah Nur", jenis_kelamin="P")
    assert "Jenis kelamin pada NIK" not in browser.text
    await browser.follow(f"{edit}/hapus")
    assert "Ada pengikut?" in browser.text


async def test_an_older_page_of_answers_is_not_sent(browser) -> None:
    path = await fill(browser)
    await browser.get(f"{path}/periksa")
    version = VERSION.search(browser.text)[1]
    await browser.follow(f"{path}/keperluan", **purpose(jangka_waktu="3"))
    stale = await browser.post(f"{path}/kirim", version=version)
    assert stale.status == 409
    assert "Isian berubah sejak halaman ini dibuka." in browser.text
    assert VERSION.search(browser.text)[1] != version


async def test_a_half_filled_draft_is_not_sent_but_kept_and_deleted(browser) -> None:
    path = await start(browser)
    await browser.follow(f"{path}/keperluan", **purpose())
    assert (await browser.get(f"{path}/periksa")).headers["Location"] == f"{path}/isi"
    assert (await browser.post(f"{path}/kirim", version="2")).status == 422
    await browser.get("/beranda")
    assert f"{path}/isi" in browser.text
    await browser.get(f"{path}/hapus")
    assert await browser.follow(f"{path}/hapus") == "/beranda"
    assert (await browser.get(f"{path}/isi")).status == 404


async def test_nobody_opens_what_is_anothers(client, sign, siti, browser, database) -> None:
    path = await fill(browser)
    async with database.transaction() as conn:
        sent = await submit(conn, siti)
        other = await make_pemohon(conn, nik=NIK_AISYAH)
    stranger = Browser(client, sign("penduduk", who=other.akun_id))
    await stranger.get("/beranda")
    for step in ("isi", "keperluan", "domisili", "pengikut", "periksa", "hapus"):
        assert (await stranger.get(f"{path}/{step}")).status == 404
    assert (await stranger.post(f"{path}/kirim", version="4")).status == 404
    for step in ("", "/batal", "/terkirim"):
        assert (await stranger.get(f"/permohonan/{sent.permohonan_id}{step}")).status == 404
    assert (await stranger.post(f"/permohonan/{sent.permohonan_id}/ulang")).status == 404


async def test_history_is_filtered_by_status_and_leads_to_a_copy(browser, database, siti) -> None:
    async with database.transaction() as conn:
        waiting = await submit(conn, siti)
        refused = await submit(conn, siti, pengikut())
        await hear(conn, decided(refused.permohonan_id, "rejected", catatan="Tulis RT."))
    await browser.get("/permohonan")
    assert waiting.nobukti in browser.text
    assert refused.nobukti in browser.text
    assert "Tulis RT." in browser.text
    await browser.get("/permohonan?status=selesai")
    assert waiting.nobukti not in browser.text
    assert refused.nobukti in browser.text
    await browser.get("/permohonan?status=terdaftar")
    assert "Hapus saringan" in browser.text
    await browser.get(f"/permohonan/{refused.permohonan_id}")
    assert "Alasan penolakan" in browser.text
    place = await browser.follow(f"/permohonan/{refused.permohonan_id}/ulang")
    assert browser.text.count("Terisi") == 3
    assert (await browser.get(place.removesuffix("/isi"))).headers["Location"] == place


async def test_a_decided_permohonan_shows_why_it_cannot_be_cancelled(
    browser, database, siti
) -> None:
    async with database.transaction() as conn:
        sent = await submit(conn, siti)
        await hear(conn, decided(sent.permohonan_id))
    path = f"/permohonan/{sent.permohonan_id}"
    await browser.get("/beranda")
    assert (await browser.get(f"{path}/batal")).status == 409
    assert (await browser.post(f"{path}/batal")).status == 409
    assert f"{sent.nobukti} sudah diputus petugas" in browser.text
    await browser.get(path)
    assert "Terdaftar" in browser.text
    assert "Batalkan permohonan" not in browser.text


async def test_a_form_without_its_token_changes_nothing(browser) -> None:
    path = await start(browser)
    assert (await browser.post(f"{path}/keperluan", **purpose(), _csrf="x")).status == 419


async def test_pages_speak_english_where_there_are_words(browser) -> None:
    assert (await browser.get("/beranda?lang=en")).status == 200
    assert '<html lang="en"' in browser.text
