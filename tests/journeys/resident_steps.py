"""What a resident does on the main path, page by page; `look` is shown each page."""

from __future__ import annotations

from playwright.async_api import Page, expect

from deploy.local.walk.person import nik_of
from shared import clock
from tests.journeys.eye import Look
from tests.journeys.people import NUMBER, Resident, press, until


async def public_pages(page: Page, look: Look) -> None:
    """Landing, texts, an address that does not exist."""
    for path, name in (
        ("/", "depan"), ("/bantuan", "bantuan"), ("/syarat", "syarat"), ("/privasi", "privasi"),
        ("/aksesibilitas", "aksesibilitas"), ("/keamanan", "keamanan"),
        ("/halaman-yang-tidak-ada", "galat-404"),
    ):  # fmt: skip
        await page.goto(path)
        await look(page, name)
    await page.goto("/")
    await page.get_by_role("link", name="EN English").click()
    await look(page, "depan-en")
    await page.get_by_role("link", name="ID Bahasa Indonesia").click()


async def sign_up(who: Resident, captcha: str, look: Look) -> None:
    """Three steps, each first with something wrong."""
    page = who.page
    await page.goto("/")
    await page.locator("main").get_by_role("link", name="Daftar akun baru").click()
    await look(page, "daftar-1")
    await press(page, "Lanjut ke kontak")
    await expect(page.locator("[data-galat]")).to_be_focused()
    await look(page, "daftar-1-galat")
    await who.write_identity()
    await press(page, "Lanjut ke kontak")
    await look(page, "daftar-2")
    await who.write_contact("pendek")
    await press(page, "Lanjut ke swafoto")
    await expect(page.locator("[data-galat]")).to_be_focused()
    await look(page, "daftar-2-galat")
    await who.write_contact()
    await press(page, "Lanjut ke swafoto")
    await look(page, "daftar-3")
    await press(page, "Kirim pendaftaran")
    await expect(page.locator("[data-galat]")).to_be_focused()
    await look(page, "daftar-3-galat")
    await who.send_photo()
    await look(page, "daftar-3-foto")
    await who.finish(captcha)
    await page.wait_for_url("**/daftar/selesai")
    await look(page, "daftar-selesai")


async def confirm_and_wait(who: Resident, captcha: str, look: Look) -> None:
    """The link, once and once more; then logging in to see how things stand."""
    page = who.page
    link = await who.open_link()
    await look(page, "konfirmasi")
    await press(page, "Ya, ini email saya")
    await look(page, "konfirmasi-selesai")
    await page.goto(link)
    await look(page, "konfirmasi-lewat")
    await page.goto("/masuk")
    await look(page, "masuk")
    await who.log_in("salah")
    await look(page, "masuk-galat")
    await who.log_in(captcha)
    await until(page, "/akun/status", "Nomor akun", "Jawaban paling lambat")
    await look(page, "akun-status-menunggu")
    await page.goto("/beranda")
    await look(page, "beranda-belum-diverifikasi")


async def home(who: Resident, look: Look) -> None:
    """The akun is active: home is empty still, there is news."""
    page = who.page
    await until(page, "/beranda", "Belum ada pendaftaran")
    await until(page, "/pemberitahuan", "diverifikasi")
    await look(page, "pemberitahuan")
    await page.goto("/beranda")
    await look(page, "beranda-kosong")
    for path, name in (
        ("/akun", "akun"), ("/akun/status", "akun-status-aktif"), ("/akun/sesi", "akun-sesi"),
        ("/permohonan", "riwayat-kosong"), ("/permohonan/baru", "permohonan-baru"),
        ("/pemberitahuan/atur", "pemberitahuan-atur"),
    ):  # fmt: skip
        await page.goto(path)
        await look(page, name)


async def permohonan(who: Resident, desa: str, look: Look) -> str:
    """The task list, each part first with something wrong, the check, the number."""
    page = who.page
    await page.goto("/beranda")
    await press(page, "Mulai pendaftaran")
    await look(page, "permohonan-isi")
    await page.get_by_role("link", name="Keperluan dan jangka waktu").click()
    await press(page, "Simpan dan lanjutkan")
    await look(page, "permohonan-keperluan-galat")
    await who.write_purpose(clock.today_in("Asia/Jakarta"))
    await look(page, "permohonan-domisili")
    await press(page, "Simpan dan lanjutkan")
    await look(page, "permohonan-domisili-galat")
    await who.write_address()
    await who.choose_place(desa)
    await look(page, "permohonan-domisili-terisi")
    await press(page, "Simpan dan lanjutkan")
    await look(page, "permohonan-pengikut")
    await bring(who, look)
    await press(page, "Periksa jawaban")
    await look(page, "permohonan-periksa")
    await press(page, "Kirim Permohonan")
    await page.get_by_role("heading", name="Permohonan terkirim").wait_for()
    await look(page, "permohonan-terkirim")
    found = NUMBER.search(await page.inner_text("main"))
    assert found is not None
    return found.group()


async def bring(who: Resident, look: Look) -> None:
    """One member of the family comes along."""
    page = who.page
    await page.get_by_label("Ya", exact=True).check()
    await press(page, "Simpan dan lanjutkan")
    await press(page, "Simpan pengikut")
    await look(page, "permohonan-pengikut-galat")
    lahir = who.person.tanggal_lahir.replace(year=2015)
    await page.fill("#nik", nik_of(lahir, False, int(who.person.nik[-4:]) - 1))
    await page.fill("#nama", "Bintang Rekaan")
    await press(page, "Simpan pengikut")
    await look(page, "permohonan-pengikut-daftar")
    await press(page, "Lanjut")
    await look(page, "permohonan-isi-terisi")


async def afterwards(who: Resident, number: str, look: Look) -> None:
    """The resident reads the good news."""
    page = who.page
    await until(page, "/beranda", number, "Terdaftar")
    await until(page, "/pemberitahuan", number)
    await look(page, "pemberitahuan-permohonan")
    await page.goto("/permohonan")
    await look(page, "riwayat")
    await page.get_by_role("link", name=number).first.click()
    await look(page, "rincian-terdaftar")
    await page.goto("/beranda")
    await look(page, "beranda-terdaftar")


async def take_back(who: Resident, look: Look) -> None:
    """A second one, found by the village's name, is taken back while it waits."""
    page = who.page
    await press(page, "Pendaftaran baru")
    await page.get_by_role("link", name="Keperluan dan jangka waktu").click()
    await who.write_purpose(clock.today_in("Asia/Makassar"))
    await who.write_address()
    await who.search_place("loa ipuh tenggarong")
    await look(page, "permohonan-domisili-cari")
    await press(page, "Simpan dan lanjutkan")
    await page.get_by_label("Tidak", exact=True).check()
    await press(page, "Simpan dan lanjutkan")
    await press(page, "Periksa jawaban")
    await press(page, "Kirim Permohonan")
    await press(page, "Ke Beranda")
    await until(page, "/beranda", "Jawaban paling lambat")
    await look(page, "beranda-menunggu")
    await press(page, "Batalkan permohonan")
    await look(page, "batal")
    await press(page, "Ya, batalkan permohonan")
    await look(page, "rincian-dibatalkan")
