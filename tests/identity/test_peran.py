"""Every role: invited, let in with the second factor, led to a page that says what it can do."""

from __future__ import annotations

import re
import time
from typing import Any

import pyotp
import pytest

from services.identity.petugas.beranda import TUGAS, ubin_of
from services.identity.petugas.peran import GIVES, LABELS
from shared.db import Database
from shared.events.identity import TautanRequested
from shared.policy import STAFF
from tests.house.tree import routes
from tests.identity.conftest import SANDI, Browser
from tests.identity.links import last_link
from tests.identity.officers import enters, logs_in

AREAS = {
    "ketua_rt": "34.02.15.2004", "petugas_desa": "34.02.15.2004", "lurah": "34.02.15.2004",
    "mitra": "34.02.15.2004", "camat": "34.02.15", "petugas": "34.02", "supervisor": "34.02",
    "kepala_dinas": "34.02", "admin_kabupaten": "34.02", "sekda": "34.02",
    "petugas_provinsi": "34", "sekretaris_provinsi": "34", "petugas_kementerian": "",
    "auditor": "",
}  # fmt: skip
WORK = re.compile(r'href="(/[^"#?]*)"')


def test_every_role_is_tried_named_and_has_work() -> None:
    assert set(AREAS) == STAFF == set(LABELS) == set(TUGAS)
    assert all(ubin_of(peran) for peran in STAFF)


def allowed(path: str) -> frozenset[str]:
    """Return who may GET a page of any service."""
    for _, route in routes():
        if (route.method, route.path) == ("GET", path):
            return route.allow.roles
    raise AssertionError(f"{path} is no page")


@pytest.mark.parametrize("peran", sorted(STAFF))
def test_every_tile_leads_to_a_page_that_lets_the_role_in(peran: str) -> None:
    assert [tile.url for tile in ubin_of(peran) if peran not in allowed(tile.url)] == []


@pytest.mark.parametrize("peran", sorted(AREAS))
async def test_a_role_is_invited_logs_in_and_lands_on_a_page_of_his_own(
    browser: Browser, new_browser: Any, database: Database, peran: str
) -> None:
    giver = next(each for each in GIVES if peran in GIVES[each])
    await logs_in(browser, await enters(database, giver, AREAS[giver]))
    email = f"{peran}.{time.monotonic_ns()}@contoh.id"
    await browser.get(f"/pengguna/undang?peran={peran}")
    await browser.post(
        "/pengguna/undang", peran=peran, nama="Sri Rekaan", email=email, wilayah=AREAS[peran]
    )
    assert browser.location == "/pengguna?kabar=diundang", browser.text
    invited = new_browser()
    link = await last_link(database, TautanRequested, email)
    page = await invited.get(link)
    assert LABELS[peran] in page
    secret = re.sub(r"\s", "", re.findall(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)[0])
    totp = pyotp.TOTP(secret)
    await invited.post(link, sandi=SANDI, sandi_ulang=SANDI, kode=totp.at(int(time.time()) - 30))
    assert "Kode" in invited.text, invited.text
    await invited.get("/petugas/masuk")
    await invited.post("/petugas/masuk", email=email, sandi=SANDI, kembali="")
    await invited.get("/petugas/kode")
    await invited.post("/petugas/kode", kode=totp.now(), kembali="")
    home = invited.location
    assert peran in allowed(home)
    assert home != "/petugas/peran"
    page = await invited.get("/petugas/beranda")
    assert (invited.status, LABELS[peran] in page, TUGAS[peran] in page) == (200, True, True)
    await invited.get("/petugas")
    assert invited.location == home


async def test_an_officer_of_several_roles_chooses_and_comes_home_in_each(
    browser: Browser, database: Database
) -> None:
    from services.identity.petugas import queries
    from shared.ids import uuid7

    sri = await enters(database, "camat", "34.02.15", "Sri Rangkap")
    more = (("supervisor", "33.10"), ("lurah", "34.02.15.2004"), ("sekretaris_provinsi", "34"))
    async with database.transaction() as conn:
        for peran, wilayah in more:
            assert await queries.insert_penugasan(conn, uuid7(), sri.id, peran, wilayah)
    await logs_in(browser, sri)
    assert browser.location == "/petugas/peran"
    page = await browser.get("/petugas/peran")
    assert page.count("Bekerja sebagai") == 3
    for peran, home in (("supervisor", "/verifikasi"), ("lurah", "/petugas/beranda")):
        page = await browser.get("/petugas/peran")
        chosen = re.search(
            r'name="penugasan_id" value="([^"]+)">(?:(?!</form>).)*' + re.escape(LABELS[peran]),
            page, re.DOTALL,
        )  # fmt: skip
        assert chosen
        await browser.post("/petugas/peran", penugasan_id=chosen.group(1), kembali="")
        assert browser.location == home
        page = await browser.get("/petugas/beranda")
        assert "Anda memegang 4 peran" in page
        assert TUGAS[peran] in page
