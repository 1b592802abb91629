"""A late tugas goes up; an officer puts it before the supervisor, who decides and undoes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from playwright.async_api import Browser, Page, expect

from deploy.local.system import System
from services.verification.antrean.reactions import REACTIONS
from services.verification.settings import VerificationSettings
from shared import clock, crypto
from shared.events import envelope
from tests.hearing import react
from tests.journeys.eye import Eye
from tests.journeys.forged import officer_at
from tests.journeys.people import follow, press, until
from tests.verification.facts import permohonan_submitted

pytestmark = [pytest.mark.journey, pytest.mark.browser]

# An office that checks alone, without a level before it.
OFFICE, VILLAGE = "33.10", "33.10.20.2001"
WHO, NUMBER = "Wulan Rekaan", "W00009191"
QUEUE = f"/verifikasi?q={NUMBER}"
TAKE = "form[action$='/ambil'] button, form[action*='/ambil?'] button"
NOTE = "Foto KTP-el tampak disunting di bagian nama."


@pytest.fixture
async def slow_to_tell(system: System) -> AsyncIterator[None]:
    """Decisions are told after a minute."""
    await renew(system, {"UNDO_SECONDS": "60"})
    yield
    await renew(system, {})


async def renew(system: System, environment: dict[str, str]) -> None:
    """Start verification's pages anew and wait until they are served."""
    await system.keeper.restart("verification-web", environment)
    while not (await system.ready()).get("ready"):
        await asyncio.sleep(0.1)


@pytest.fixture
async def late(system: System) -> AsyncIterator[None]:
    """A permohonan that came a month ago waits in Klaten; afterwards it never was there."""
    given: Any = {
        name.lower(): value for name, value in system.servers.environment("verification").items()
    }
    settings = VerificationSettings(**given)
    crypto.use(settings.master_keys, settings.index_key)
    envelope.use(settings.bus_keys)
    event = permohonan_submitted(
        tujuan=VILLAGE, nama=WHO, nobukti=NUMBER, at=clock.now() - timedelta(days=30)
    )
    conn = await asyncpg.connect(system.servers.database_url("verification"))
    try:
        async with conn.transaction():
            await react(REACTIONS, conn, event)
        yield
        await conn.execute("DELETE FROM tugas WHERE nomor = $1", NUMBER)
    finally:
        await conn.close()


async def test_a_late_tugas_goes_up_is_referred_decided_and_undone(
    system: System, chromium: Browser, eye: Eye, slow_to_tell: None, late: None
) -> None:
    async with (
        officer_at(system, chromium, eye, "petugas", OFFICE, scripts=False) as desk,
        officer_at(system, chromium, eye, "supervisor", OFFICE) as office,
        officer_at(system, chromium, eye, "kepala_dinas", OFFICE) as head,
    ):
        officer, boss = await desk.new_page(), await office.new_page()
        await sees_it_went_up(boss, await head.new_page(), eye)
        await refer(officer)
        await decide_and_undo(boss, eye)
        await hand_back(boss, officer)
    eye.check()


async def sees_it_went_up(boss: Page, head: Page, eye: Eye) -> None:
    """The supervisor's filter has it, and both superiors have news of it."""
    await until(boss, "/verifikasi?khusus=eskalasi", WHO, "Dieskalasi ke kepala dinas")
    await eye.look(boss, "antrean-dieskalasi")
    await until(boss, "/pesan/kabar", f"Tugas {NUMBER} dieskalasi kepada Anda")
    await until(head, "/pesan/kabar", f"Tugas {NUMBER} dieskalasi kepada Anda")
    await follow(head, head.get_by_role("link", name=f"Tugas {NUMBER} dieskalasi"))
    await expect(head.get_by_role("heading", name=WHO)).to_be_visible()


async def refer(officer: Page) -> None:
    """Without JavaScript: take it, forget the reason, then put it before the supervisor."""
    await officer.goto(QUEUE)
    await follow(officer, officer.get_by_role("link", name=WHO))
    await follow(officer, officer.locator(TAKE))
    await press(officer, "Ajukan ke supervisor")
    await officer.fill("#catatan", NOTE)
    await press(officer, "Ajukan ke supervisor")
    await expect(officer.locator("main")).to_contain_text("Pilih alasan mengajukan.")
    await officer.get_by_label("Data atau dokumen meragukan").check()
    await press(officer, "Ajukan ke supervisor")
    await expect(officer.locator("main")).to_contain_text(NOTE)
    await expect(officer.locator(TAKE)).to_have_count(0)


async def decide_and_undo(boss: Page, eye: Eye) -> None:
    """All fits; a second thought takes the decision back."""
    await boss.goto("/verifikasi?khusus=diajukan")
    await follow(boss, boss.get_by_role("link", name=WHO))
    await expect(boss.locator("#pengajuan")).to_contain_text(NOTE)
    await eye.look(boss, "tugas-diajukan")
    await follow(boss, boss.locator(TAKE))
    for fits in await boss.locator("label.np-segmen-sesuai").all():
        await fits.click()
    await follow(boss, boss.locator("button[value=approved]"))
    await expect(boss.get_by_role("status").first).to_contain_text("diberi tahu setelah pukul")
    await eye.look(boss, "putusan-bisa-dibatalkan")
    await press(boss, "Batalkan putusan")
    await expect(boss.get_by_role("button", name="Lepas tugas")).to_be_visible()


async def hand_back(boss: Page, officer: Page) -> None:
    """It goes back with words, and the officer may take it again."""
    await press(boss, "Kembalikan ke petugas")
    await expect(boss.locator("main")).to_contain_text("Tulis arahan paling sedikit 10 huruf.")
    await boss.fill("#jawaban", "Minta foto KTP-el yang asli.")
    await press(boss, "Kembalikan ke petugas")
    await officer.goto(QUEUE)
    await follow(officer, officer.get_by_role("link", name=WHO))
    await expect(officer.locator("main")).to_contain_text("Minta foto KTP-el yang asli.")
    await expect(officer.locator(TAKE)).to_be_visible()
