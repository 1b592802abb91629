"""Inviting officers, their first login, their recovery codes."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from services.identity.petugas import queries
from services.identity.petugas.peran import GIVES, LABELS, LEVELS, is_area_of, may_give
from shared import clock, policy
from shared.db import Database
from shared.events.identity import TautanRequested
from tests.identity.conftest import SANDI, Browser
from tests.identity.links import last_link
from tests.identity.officers import Person, enters, logs_in

EMAIL = "rahma.{}@contoh.id"


async def invited(
    browser: Browser, database: Database, peran: str = "petugas", wilayah: str = "34.02"
) -> tuple[str, str]:
    """Invite somebody as an administrator; return address and path of the link."""
    email = EMAIL.format(time.time_ns())
    await browser.get(f"/pengguna/undang?peran={peran}")
    await browser.post(
        "/pengguna/undang", nama="Rahma Rekaan", email=email, peran=peran, wilayah=wilayah
    )
    assert browser.location == "/pengguna?kabar=diundang", browser.text
    return email, await last_link(database, TautanRequested, email)


def secret_on(page: str) -> str:
    found = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert found
    return found.group(1).replace(" ", "")


async def test_an_invited_person_becomes_an_officer_with_ten_recovery_codes(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    admin = await enters(database, "admin_kabupaten", "34.02")
    await logs_in(browser, admin)
    assert browser.location == "/pengguna"
    email, path = await invited(browser, database)
    assert "Rahma Rekaan" in await browser.get("/pengguna")
    guest = new_browser()
    page = await guest.get(path)
    assert "data:image/svg+xml" in page
    secret = secret_on(page)
    assert secret == secret_on(await guest.get(path))
    await guest.post(path, sandi=SANDI, sandi_ulang="lain", kode="000000")
    assert guest.status == 422
    assert "Kedua kata sandi tidak sama." in guest.text
    assert "Kode tidak cocok." in guest.text
    code = pyotp.TOTP(secret).at(for_time=int(time.time()) - 30)
    done = await guest.post(path, sandi=SANDI, sandi_ulang=SANDI, kode=code)
    codes = re.findall(r"<code>([A-Z]{5}-[A-Z]{5})</code>", done)
    assert len(set(codes)) == 10
    await guest.get(path)
    assert guest.status == 410
    async with database.connection() as conn:
        found = await queries.find_by_email(conn, email)
        assert found
        kept = await conn.fetch(
            "SELECT kode_index FROM kode_cadangan WHERE petugas_id=$1", found.id
        )
    assert all(codes[0].encode() not in row["kode_index"] for row in kept)
    person = Person(found.id, email, secret)
    await logs_in(guest, person, code=codes[0].lower())
    assert guest.location == "/verifikasi"
    assert "Sisa 9 kode" in await guest.get("/petugas/peran")
    await _is_refused(new_browser(), person, codes[0])


async def _is_refused(browser: Browser, person: Person, code: str) -> None:
    await browser.get("/petugas/masuk")
    await browser.post("/petugas/masuk", email=person.email, sandi=SANDI, kembali="")
    await browser.get("/petugas/kode")
    await browser.post("/petugas/kode", kode=code, kembali="")
    assert browser.status == 422


async def test_an_officer_of_another_office_is_given_a_second_role_and_chooses(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    known = await enters(database, "petugas", "33.10")
    admin = await enters(database, "admin_kabupaten", "34.02")
    await logs_in(browser, admin)
    await browser.get("/pengguna/undang?peran=camat")
    await browser.post(
        "/pengguna/undang", nama="Danang Rekaan", email=known.email, peran="camat",
        wilayah="34.02.15",
    )  # fmt: skip
    path = await last_link(database, TautanRequested, known.email)
    guest = new_browser()
    assert "sudah punya akun petugas" in await guest.get(path)
    await guest.post(path)
    assert "Kode cadangan" not in guest.text
    await logs_in(guest, known)
    assert guest.location == "/petugas/peran"
    page = await guest.get("/petugas/peran")
    assert page.count("Peran sekarang") == 1
    old = dict(guest.cookies)
    found = re.search(r'name="penugasan_id" value="([^"]+)"', page)
    assert found
    await guest.post("/petugas/peran", penugasan_id=found.group(1), kembali="")
    assert guest.location == "/petugas/beranda"
    await guest.get("/petugas")
    assert guest.location == "/petugas/beranda"
    # The token of the other role counts no longer.
    guest.cookies = old
    await guest.get("/petugas")
    assert guest.location.startswith("/petugas/masuk")


async def test_nobody_invites_beyond_his_area_or_his_roles(
    browser: Browser, database: Database
) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    for peran, wilayah in (
        ("petugas", "33.10"), ("petugas_kementerian", ""), ("camat", "34.02"),
        ("lurah", "34.02.15"), ("lurah", "34.02.99.9999"), ("tidak_ada", "34.02"),
        ("petugas_provinsi", "34"),
    ):  # fmt: skip
        await browser.get("/pengguna/undang?peran=petugas")
        await browser.post(
            "/pengguna/undang", nama="Rahma Rekaan", email="r@contoh.id", peran=peran,
            wilayah=wilayah,
        )  # fmt: skip
        assert browser.status == 422, (peran, wilayah)


async def test_an_invitation_is_withdrawn_or_runs_out(
    browser: Browser, new_browser: Any, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    _, path = await invited(browser, database)
    page = await browser.get("/pengguna")
    found = re.search(r'action="(/pengguna/undangan/[^"]+/batalkan)"', page)
    assert found
    await browser.post(found.group(1))
    guest = new_browser()
    await guest.get(path)
    assert guest.status == 410
    _, path = await invited(browser, database)
    later = clock.now() + timedelta(hours=72, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    await guest.get(path)
    assert guest.status == 410


def test_every_role_has_a_name_a_level_and_a_giver() -> None:
    assert set(LABELS) == set(LEVELS) == set(policy.STAFF)
    assert {role for given in GIVES.values() for role in given} == set(policy.STAFF)
    assert is_area_of("petugas", "31")
    assert not is_area_of("petugas", "31.74")
    assert not is_area_of("petugas", "34")
    assert is_area_of("petugas_provinsi", "34")
    assert is_area_of("auditor", "")
    assert not is_area_of("lurah", "bukan kode")
    assert may_give("admin_kabupaten", "34.02", "lurah", "34.02.15.2004")
    assert not may_give("admin_kabupaten", "34.02", "lurah", "34.020")
    assert not may_give("petugas", "34.02", "petugas", "34.02")
