"""Plays the walk and prints each step with its time; exit code 0 only if every one is right."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp

from deploy.local.browser import Browser
from deploy.local.run import read_accounts
from deploy.local.settings import Settings
from deploy.local.walk import recap
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.officer import Account, Officer
from deploy.local.walk.person import new_person, register
from deploy.local.walk.resident import Resident, expect
from shared import clock

PANGGUNGHARJO = "34.02.15.2004"
TEBET_TIMUR = "31.74.01.1001"
LOA_IPUH = "64.02.06.1002"
NOTE = "Alamat kost tidak ditemukan. Tulis nomor rumahnya."


class Walk:
    """The people of one walk, each at a browser of their own."""

    def __init__(self, settings: Settings, resident: Resident, officers: list[Officer]) -> None:
        self.settings = settings
        self.captcha = settings.local_captcha_answer
        self.resident = resident
        self._officers = officers

    def officer(self, wilayah: str, number: int = 0) -> Officer:
        """Return one of an area's officers."""
        return [each for each in self._officers if each.account.wilayah == wilayah][number]

    async def play(self) -> None:
        """Play every step in order."""
        await self._open_an_akun()
        await self._verify_the_akun()
        await self._stay_in_bantul()
        await self._refused_in_jakarta()
        await self._taken_back_in_kutai()

    async def _open_an_akun(self) -> None:
        who = self.resident
        async with step("sign-up in three steps, with selfie and captcha"):
            await who.sign_up(self.captcha)
        async with step("e-mail address confirmed by its link"):
            await who.confirm()
            await who.mailbox.wait_for("Pendaftaran akun Anda kami terima", "Klaten")
        async with step("resident logs in and waits for the office of origin"):
            expect(await who.log_in(self.captcha), 200, "menunggu", "Klaten")

    async def _verify_the_akun(self) -> None:
        first, second = self.officer("33.10"), self.officer("33.10", 1)
        async with step("two officers of Klaten log in with TOTP"):
            await asyncio.gather(first.log_in(), second.log_in())
        async with step("one claims the akun, the other is told who and when (409)"):
            number = await self._number_of_akun()
            task = await first.find(number)
            page = await first.claim(task, self.resident.person.nama, "Cocok")
            expect(await second.try_to_claim(task), 409, first.account.nama.split()[0])
        async with step("the akun is approved; e-mail and notice arrive"):
            await first.approve(page)
            await self.resident.mailbox.wait_for("Akun Anda sudah disetujui", "Klaten")
            await self.resident.home_once_verified()
            await self.resident.until("/pemberitahuan", "diverifikasi")

    async def _number_of_akun(self) -> str:
        page = await self.resident.until("/akun/status", "Nomor akun")
        return next(word for word in page.text.split() if word.startswith("A0"))

    async def _stay_in_bantul(self) -> None:
        who, ministry = self.resident, self.officer("")
        async with step("officers of Bantul and of the Ministry log in"):
            await asyncio.gather(self.officer("34.02").log_in(), ministry.log_in())
            before = await recap.counts(ministry.browser, PANGGUNGHARJO)
        async with step("permohonan with two pengikut, sent twice, one number"):
            today = clock.today_in("Asia/Jakarta")
            permohonan_id, number = await who.hand_in(PANGGUNGHARJO, today, 2)
            await who.mailbox.wait_for("Permohonan Anda kami terima", number, "Klaten")
        async with step("the village of Panggungharjo checks first and hands it on"):
            desa = self.officer(PANGGUNGHARJO)
            await desa.log_in()
            await desa.hand_on(await desa.find(number), who.person.nama, "Kost Melati")
            await who.until(f"/permohonan/{permohonan_id}", "Diperiksa Kalurahan", "Selesai")
        async with step("officer of Bantul sees both cards, checks, approves"):
            officer = self.officer("34.02")
            page = await officer.claim(await officer.find(number), who.person.nama, "Cocok")
            expect(page, 200, "10 bulan", "Anak Pertama", "Kost Melati")
            await officer.approve(page)
        async with step("e-mail signed by Bantul, Riwayat says Terdaftar"):
            await who.mailbox.wait_for("Permohonan Anda disetujui", number, "Bantul")
            await who.until(f"/permohonan/{permohonan_id}", "Terdaftar", number)
            await who.until("/permohonan", number, "Terdaftar")
        async with step("recap counts three people at every level, F.4-05 prints"):
            expected = [count.plus(1, 2) for count in before]
            await recap.until_counted(ministry.browser, PANGGUNGHARJO, expected)
            await recap.check_form(officer.browser, "34.02")

    async def _refused_in_jakarta(self) -> None:
        who = self.resident
        async with step("permohonan to Jakarta is a task of the province and is refused"):
            today = clock.today_in("Asia/Jakarta")
            permohonan_id, number = await who.hand_in(TEBET_TIMUR, today, 0)
            officer = self.officer("31")
            await officer.log_in()
            page = await officer.claim(await officer.find(number), who.person.nama)
            await officer.reject(page, NOTE)
        async with step("e-mail and Riwayat give the reason"):
            await who.mailbox.wait_for("Permohonan Anda belum bisa disetujui", NOTE, "Jakarta")
            await who.until(f"/permohonan/{permohonan_id}", "Ditolak", NOTE)

    async def _taken_back_in_kutai(self) -> None:
        who, officer = self.resident, self.officer("64.02")
        async with step("permohonan to Kutai Kartanegara is taken back while it waits"):
            await officer.log_in()
            today = clock.today_in("Asia/Makassar")
            permohonan_id, number = await who.hand_in(LOA_IPUH, today, 0)
            task = await officer.find(number)
            expect(await who.cancel(permohonan_id), 200)
            await who.mailbox.wait_for("Permohonan Anda sudah dibatalkan", "Kutai Kartanegara")
            await who.until(f"/permohonan/{permohonan_id}", "Dibatalkan")
            await _withdrawn(officer, task)


async def _withdrawn(officer: Officer, task: str) -> None:
    for _ in range(100):
        page = await officer.browser.open(task)
        if "menarik" in page.text:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the task of a permohonan that was taken back stays open")


@asynccontextmanager
async def step(name: str) -> AsyncIterator[None]:
    """Print the step with the seconds it took, once it is done."""
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"  ✗ {name}", flush=True)
        raise
    print(f"  ✓ {name} ({time.monotonic() - began:.1f} s)", flush=True)


async def walk(settings: Settings) -> None:
    """Play one walk against the running system; raises AssertionError at the first wrong thing."""
    accounts = [
        Account(**{name: each[name] for name in Account.__dataclass_fields__})
        for each in read_accounts(settings.folder)
    ]
    if not accounts:
        raise AssertionError("no demo accounts: start the system with `make run` first")
    person = new_person(random.Random())  # noqa: S311 - a made-up person, no secret
    await register(settings, person)
    email = f"jalan-{person.nik[-8:]}-{time.time_ns() % 10**9}@contoh.id"
    async with AsyncExitStack() as open_browsers:
        browsers = [
            await open_browsers.enter_async_context(Browser(settings.url))
            for _ in range(1 + len(accounts))
        ]
        mailbox = Mailbox(settings.mail_url, email)
        resident = Resident(browsers[0], person, mailbox, email)
        officers = [Officer(*pair) for pair in zip(browsers[1:], accounts, strict=True)]
        await Walk(settings, resident, officers).play()


def main() -> None:
    """Play the walk; exit 1 at the first step that is not right."""
    began = time.monotonic()
    settings = Settings()
    print(f"Walk at {settings.url}")
    try:
        asyncio.run(walk(settings))
    except (AssertionError, LookupError, aiohttp.ClientError, json.JSONDecodeError) as wrong:
        print(f"The walk stopped: {wrong}", file=sys.stderr)
        sys.exit(1)
    print(f"The walk is right in every step ({time.monotonic() - began:.1f} s).")


if __name__ == "__main__":
    main()
