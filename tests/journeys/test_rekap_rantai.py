"""A year's recap goes up from RT or desa to the province; a late stay becomes a revision."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest
from playwright.async_api import Browser, Page, expect

from deploy.local.system import System
from shared import clock
from shared.bus import outbox
from shared.events import envelope
from shared.events.domisili import DomisiliOpened, MasaOrang, RincianDomisili
from shared.ids import uuid7
from shared.sesi import token
from shared.sesi.token import Principal
from tests.journeys.eye import DESKTOP, HEIGHT, Eye
from tests.journeys.people import press, until

pytestmark = [pytest.mark.journey, pytest.mark.browser]

KUTAI, RT = "64.02.09.2001", "64.02.09.2001-003-001"
BANTUL = "34.02.08.2001"
TAHUN = "2025"
# unit, who signs in which order, his area; who takes it in above, and there
RANTAI_KUTAI = (
    (RT, ("ketua_rt",), KUTAI, "lurah", KUTAI),
    (KUTAI, ("lurah",), KUTAI, "camat", KUTAI[:8]),
    (KUTAI[:8], ("camat",), KUTAI[:8], "petugas", "64.02"),
    ("64.02", ("kepala_dinas", "sekda"), "64.02", "petugas_provinsi", "64"),
)
RANTAI_BANTUL = (
    (BANTUL, ("lurah",), BANTUL, "camat", BANTUL[:8]),
    (BANTUL[:8], ("camat",), BANTUL[:8], "petugas", "34.02"),
    ("34.02", ("kepala_dinas", "sekda"), "34.02", "petugas_provinsi", "34"),
)


class Offices:
    """One browser per role and area; the edge sees the session as an `Authorization` header."""

    def __init__(self, system: System, chromium: Browser, eye: Eye, scripts: bool) -> None:
        self._system, self._chromium, self._eye, self._scripts = system, chromium, eye, scripts
        self._pages: dict[tuple[str, str], Page] = {}

    async def page(self, peran: str, wilayah: str) -> Page:
        """Return the page of who acts in a role over an area."""
        if (peran, wilayah) not in self._pages:
            context = await self._chromium.new_context(
                base_url=self._system.url, viewport={"width": DESKTOP, "height": HEIGHT},
                java_script_enabled=self._scripts, reduced_motion="reduce",
                extra_http_headers={"Authorization": f"Bearer {self._token(peran, wilayah)}"},
            )  # fmt: skip
            self._eye.watch(context)
            self._pages[peran, wilayah] = await context.new_page()
        return self._pages[peran, wilayah]

    def _token(self, peran: str, wilayah: str) -> str:
        secrets = self._system.servers.secrets
        pair = secrets.session_private_key, secrets.session_public_key
        at = clock.now().replace(microsecond=0)
        who = Principal(
            id=uuid7(), jenis="petugas", peran=peran, wilayah=wilayah, nama_wilayah=wilayah,
            inisial="PU", nama="Pejabat Uji", sid=UUID(int=7), issued_at=at,
            expires_at=at + timedelta(hours=1),
        )  # fmt: skip
        return token.sign(who, token.private_key(*(base64.b64decode(half) for half in pair)))

    async def close(self) -> None:
        """Close all browsers."""
        for page in self._pages.values():
            await page.context.close()


@asynccontextmanager
async def offices(
    system: System, chromium: Browser, eye: Eye, *, scripts: bool = True
) -> AsyncIterator[Offices]:
    """Lend the offices' browsers."""
    lent = Offices(system, chromium, eye, scripts)
    try:
        yield lent
    finally:
        await lent.close()


async def tell_stay(system: System, desa: str, sexes: str, rt: str, dusun: str) -> None:
    """Let registration tell a stay of last year, as its ledger would."""
    name, key = system.servers.environment("identity")["BUS_KEYS"].split(":", 1)
    envelope.use({name: base64.b64decode(key)})
    start, end, stay = date(2025, 10, 1), date(2026, 5, 1), uuid7()
    people = tuple(
        MasaOrang(
            orang_id=uuid7(), jenis_kelamin=sex, kelompok_umur="25-29", tanggal_mulai=start,
            tanggal_selesai=end,
        )
        for sex in sexes
    )  # fmt: skip
    event = DomisiliOpened(
        aggregate_id=stay, version=1, permohonan_id=stay, kode_wilayah_tujuan=desa,
        kode_wilayah_asal="33.10.05.2011", keperluan="bekerja", tanggal_mulai=start,
        tanggal_berakhir=end, orang=people, masa=people,
        pribadi=RincianDomisili(rt=rt, rw="1", dusun=dusun),
    )  # fmt: skip
    conn = await asyncpg.connect(system.servers.database_url("registration"))
    try:
        async with conn.transaction():
            await outbox.emit(conn, event)
    finally:
        await conn.close()


async def go_up(
    lent: Offices, unit: str, signers: tuple[str, ...], area: str, above: tuple[str, str]
) -> None:
    """Prepare, sign by all, send, and let the level above take it in, page by page."""
    path = f"/rekap/{unit}/laporan/{TAHUN}"
    page = await lent.page(signers[0], area)
    await page.goto(path)
    revisi = page.get_by_role("button", name="Siapkan revisi")
    await press(page, "Siapkan revisi" if await revisi.count() else "Siapkan laporan")
    for peran in signers:
        page = await lent.page(peran, area)
        await page.goto(path)
        await press(page, "Tanda tangani")
    await press(page, "Kirim ke atas")
    await expect(page.get_by_text("Terkirim").first).to_be_visible()
    page = await lent.page(*above)
    await page.goto(path)
    await press(page, "Terima laporan")
    await expect(page.get_by_text("Diterima").first).to_be_visible()


async def test_kutais_year_goes_up_from_the_rt_and_a_late_stay_is_a_revision(
    system: System, chromium: Browser
) -> None:
    eye = Eye()
    async with offices(system, chromium, eye) as lent:
        await tell_stay(system, KUTAI, "LLP", "3", "")
        desa = await lent.page("lurah", KUTAI)
        await until(desa, f"/rekap/{KUTAI}?per=2025-12-31", "RT 003 RW 001")
        await eye.look(desa, "rekap-desa")
        for unit, signers, area, *above in RANTAI_KUTAI:
            await go_up(lent, unit, signers, area, (above[0], above[1]))
        province = await lent.page("petugas_provinsi", "64")
        await until(province, f"/rekap/64/laporan/{TAHUN}", "Diterima", "Bagian yang melapor")
        await eye.look(province, "laporan-provinsi")
        await province.goto(f"/dasbor/64?periode={TAHUN}")
        await eye.look(province, "dasbor-provinsi")
        await tell_stay(system, KUTAI, "P", "4", "")
        await until(desa, f"/rekap/{KUTAI}/laporan/{TAHUN}", "Berbeda dari angka sekarang")
        await eye.look(desa, "laporan-berbeda")
        await go_up(lent, KUTAI, ("lurah",), KUTAI, ("camat", KUTAI[:8]))
        await until(desa, f"/rekap/{KUTAI}/laporan/{TAHUN}", "Revisi 1", "Sebelumnya")
        await eye.look(desa, "laporan-revisi")
        for path, name in (
            (f"/rekap/{KUTAI}/permohonan?per=2025-12-31", "permohonan"),
            ("/rekap/64.02/rincian/umur?per=2025-12-31", "dimensi"),
            (f"/rekap/{KUTAI[:8]}/penanda-tangan", "penanda-tangan"),
            (f"/rekap/{KUTAI[:8]}/laporan", "laporan-daftar"),
        ):
            page = await lent.page("admin_kabupaten", "64.02")
            await page.goto(path)
            await eye.look(page, name)
    eye.check()


async def test_bantuls_year_goes_up_from_the_desa_without_javascript(
    system: System, chromium: Browser
) -> None:
    async with offices(system, chromium, Eye(), scripts=False) as lent:
        await tell_stay(system, BANTUL, "LP", "1", "Karang Tengah")
        desa = await lent.page("lurah", BANTUL)
        await until(desa, f"/rekap/{BANTUL}?per=2025-12-31", "Karang Tengah", "F.4-05.02")
        for unit, signers, area, *above in RANTAI_BANTUL:
            await go_up(lent, unit, signers, area, (above[0], above[1]))
        camat = await lent.page("camat", BANTUL[:8])
        await camat.goto(f"/rekap/{BANTUL}/laporan/{TAHUN}")
        await expect(camat.get_by_text("Diterima oleh Camat")).to_be_visible()


async def test_registration_and_reporting_agree_within_a_minute(
    system: System, chromium: Browser
) -> None:
    """A person altered by hand in reporting is named by area and day."""
    async with offices(system, chromium, Eye()) as lent:
        ministry = await lent.page("petugas_kementerian", "")
        await ministry.goto("/rekap/pencocokan")
        await expect(ministry.get_by_role("heading", level=1)).to_contain_text("Pencocokan")
        end = time.monotonic() + 60
        # The stays above stand in no ledger: that is such a difference.
        while "Kutai Kartanegara" not in await ministry.inner_text("main"):
            assert time.monotonic() < end
            await asyncio.sleep(1)
            await ministry.reload()
