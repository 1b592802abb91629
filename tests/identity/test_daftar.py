"""Daftar Akun Baru in three steps, without JavaScript."""

from __future__ import annotations

from typing import Any

from tests.identity.conftest import LOCAL_ANSWER, SANDI, Browser, fills_in, photo, some_diri


async def sends(browser: Browser, **own: str) -> str:
    fields = {
        "setuju": "ya", "captcha_id": browser.field("captcha_id"), "captcha": LOCAL_ANSWER,
        "swafoto_id": "", "situs": "", "pakai_foto": "1",
    }  # fmt: skip
    return await browser.post(
        "/daftar/swafoto", files={"swafoto_galeri": photo()}, **{**fields, **own}
    )


async def test_a_resident_signs_up_in_three_steps(browser: Browser) -> None:
    async with fills_in(browser):
        await sends(browser)
        assert (browser.status, browser.location) == (303, "/daftar/selesai")
        page = await browser.get("/daftar/selesai")
        assert "Pendaftaran terkirim" in page
        assert "spam" in page
        assert "__Host-draf" not in browser.cookies


async def test_errors_of_step_one_keep_every_value(browser: Browser) -> None:
    await browser.get("/daftar")
    page = await browser.post(
        "/daftar", nik="331005450698001", nama="Siti Rekaan", kk="", alamat="Dk. Pandes RT 03",
        ktp_provinsi="33", ktp_kabupaten="33.10", ktp_kecamatan="33.10.05",
    )  # fmt: skip
    assert browser.status == 422
    assert "<title>Galat: " in page
    assert page.count("NIK harus 16 angka. Yang Anda masukkan 15 angka.") == 2
    assert page.count("Pilih kelurahan atau desa.") == 2
    assert "Masukkan nomor KK Anda." in page
    assert 'value="Siti Rekaan"' in page
    assert "Dk. Pandes RT 03" in page
    assert '<option value="33.10.05" selected>' in page
    assert '<option value="33.10.05.2011">' in page


async def test_the_area_is_suggested_from_the_nik(browser: Browser) -> None:
    nik = some_diri().nik
    await browser.get("/daftar")
    page = await browser.post("/daftar", nik=nik, muat_wilayah="ktp")
    assert "Wilayah kami isi dari NIK" in page
    assert '<option value="33.10.05" selected>' in page
    page = await browser.post("/daftar/wilayah", nik=nik)
    assert '<option value="33.10.05" selected>' in page
    assert "<html" not in page


async def test_a_chosen_area_is_not_overwritten(browser: Browser) -> None:
    await browser.get("/daftar")
    page = await browser.post("/daftar", nik=some_diri().nik, muat_wilayah="ktp", ktp_provinsi="34")
    assert '<option value="34" selected>' in page
    assert '<option value="34.02">' in page
    assert "Wilayah kami isi dari NIK" not in page


async def test_a_right_password_is_kept_and_never_shown(browser: Browser) -> None:
    diri = some_diri()
    await browser.get("/daftar")
    await browser.post(
        "/daftar", nik=diri.nik, nama=diri.nama, kk=diri.kk, alamat=diri.alamat,
        ktp_provinsi="33", ktp_kabupaten="33.10", ktp_kecamatan="33.10.05",
        ktp_kelurahan="33.10.05.2011",
    )  # fmt: skip
    await browser.get("/daftar/kontak")
    page = await browser.post(
        "/daftar/kontak", telepon="12345", email=diri.email, sandi=SANDI, sandi_ulang=SANDI
    )
    assert browser.status == 422
    assert "Nomor HP paling sedikit 9 angka" in page
    assert SANDI not in page
    assert "Kata sandi sudah kami simpan" in page
    await browser.post(
        "/daftar/kontak", telepon="081234567890", email=diri.email, sandi="", sandi_ulang=""
    )
    assert browser.location == "/daftar/swafoto"


async def test_each_password_error_names_what_is_missing(browser: Browser) -> None:
    async with fills_in(browser) as typed:
        await browser.get("/daftar/kontak")
        page = await browser.post(
            "/daftar/kontak", telepon=typed["telepon"], email="nama@", sandi="Rumahku!",
            sandi_ulang="lain",
        )  # fmt: skip
        assert "Kata sandi belum memuat angka." in page
        assert "Tulis email lengkap, misalnya nama@contoh.com." in page


async def test_step_three_shows_all_its_errors_at_once(browser: Browser) -> None:
    async with fills_in(browser):
        page = await browser.post(
            "/daftar/swafoto", files={}, captcha_id=browser.field("captcha_id"), captcha="salah",
            swafoto_id="",
        )  # fmt: skip
        assert browser.status == 422
        assert page.count("Tambahkan swafoto.") == 2
        assert "Kode tidak cocok. Kami sudah membuat kode baru." in page
        assert "Centang persetujuan untuk melanjutkan." in page


async def test_photo_and_code_are_kept_when_something_else_is_wrong(browser: Browser) -> None:
    async with fills_in(browser):
        page = await sends(browser, setuju="")
        assert browser.status == 422
        assert "Kode sudah benar" in page
        assert "/daftar/foto?v=" in page
        assert "Tambahkan swafoto." not in page
        await browser.get("/daftar/foto")
        assert browser.status == 200
        await browser.get("/daftar/swafoto")
        await browser.post("/daftar/swafoto", files={}, setuju="ya", swafoto_id="")
        assert browser.location == "/daftar/selesai"


async def test_a_new_code_keeps_the_form(browser: Browser) -> None:
    async with fills_in(browser):
        before = browser.field("captcha_id")
        page = await sends(browser, ganti_kode="1", captcha="")
        assert browser.status == 200
        assert browser.field("captcha_id") not in {"", before}
        assert "/daftar/foto?v=" in page
        assert 'value="ya" checked' in page


async def test_a_file_that_is_no_picture_is_refused(browser: Browser) -> None:
    async with fills_in(browser):
        page = await browser.post(
            "/daftar/swafoto", files={"swafoto_kamera": b"%PDF-1.4 bukan foto"}, setuju="ya"
        )
        assert "Berkas ini bukan JPG, PNG, atau WebP." in page
        page = await browser.post(
            "/daftar/swafoto", files={"swafoto_kamera": b"\xff\xd8\xff" + bytes(5 * 1024 * 1024)}
        )
        assert "Paling besar 5 MB." in page


async def test_the_same_page_whether_the_nik_is_known(browser: Browser, new_browser: Any) -> None:
    async with fills_in(browser) as typed:
        await sends(browser)
        first = (browser.status, browser.location, await browser.get("/daftar/selesai"))
    other = new_browser()
    async with fills_in(other, nik=typed["nik"]):
        await sends(other)
        again = (other.status, other.location, await other.get("/daftar/selesai"))
    assert first[:2] == again[:2]
    assert without_token(first[2]) == without_token(again[2])


def without_token(page: str) -> str:
    import re

    return re.sub(r'name="_csrf" value="[^"]+"', "", page)


async def test_sending_twice_is_harmless(browser: Browser) -> None:
    async with fills_in(browser):
        cookies = dict(browser.cookies)
        await sends(browser)
        browser.cookies = cookies
        await browser.post("/daftar/swafoto", files={}, setuju="ya", captcha="salah")
        assert browser.location == "/daftar/selesai"


async def test_a_robot_is_led_to_the_end_and_nothing_is_made(browser: Browser) -> None:
    async with fills_in(browser) as typed:
        await sends(browser, situs="http://contoh.id")
        assert browser.location == "/daftar/selesai"
        await browser.get("/daftar")
        assert typed["nama"] in browser.text


async def test_a_draft_can_be_dropped(browser: Browser) -> None:
    async with fills_in(browser) as typed:
        await browser.post("/daftar/hapus")
        assert browser.location == "/daftar"
        assert typed["nama"] not in await browser.get("/daftar")


async def test_steps_cannot_be_skipped(browser: Browser) -> None:
    await browser.get("/daftar/swafoto")
    assert browser.location == "/daftar"
    await browser.get("/daftar/kontak")
    assert browser.location == "/daftar"


async def test_a_photo_is_taken_the_moment_it_is_chosen(browser: Browser) -> None:
    async with fills_in(browser):
        await browser.post("/unggah/swafoto", files={"berkas": photo()})
        assert browser.status == 201
        import json

        photo_id = json.loads(browser.text)["id"]
        await browser.get("/daftar/swafoto")
        await browser.post(
            "/daftar/swafoto", files={}, setuju="ya", swafoto_id=photo_id,
            captcha_id=browser.field("captcha_id"), captcha=LOCAL_ANSWER,
        )  # fmt: skip
        assert browser.location == "/daftar/selesai"
