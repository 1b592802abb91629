"""Another link, or another address, before it is confirmed; nobody learns which have an akun."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from services.identity.akun import queries
from services.identity.konfirmasi import actions
from services.identity.konfirmasi import queries as links
from services.identity.konfirmasi.rules import hash_of
from shared import clock
from shared.db import Database
from tests.identity.conftest import SANDI, Browser, Resident, some_akun, some_diri
from tests.identity.test_akun import told

Client = TestClient[Any, Any]


async def newest(database: Database) -> Any:
    async with database.connection() as conn:
        return (await told(conn))[-1]


async def test_a_new_link_goes_out_and_the_old_one_counts_on(
    database: Database, resident: Resident
) -> None:
    first = await newest(database)
    async with database.transaction() as conn:
        await actions.resend_link(conn, resident.email)
    again = await newest(database)
    assert (type(again).__name__, again.aggregate_id) == ("AkunRegistered", resident.id)
    assert again.version == first.version + 1
    assert again.pribadi.tautan != first.pribadi.tautan
    async with database.connection() as conn:
        for event in (first, again):
            token = event.pribadi.tautan.rpartition("/")[2]
            assert await links.is_open(conn, hash_of(token), clock.now())


async def test_a_changed_address_gets_the_link_and_the_old_link_is_dead(
    database: Database, resident: Resident
) -> None:
    first, baru = await newest(database), some_diri().email
    await actions.change_email(database, resident.email, SANDI, baru)
    event = await newest(database)
    assert (event.aggregate_id, event.pribadi.email) == (resident.id, baru)
    async with database.connection() as conn:
        assert (await queries.get_akun(conn, resident.id)).diri.email == baru
        assert await queries.find_login(conn, resident.email) is None
        old = first.pribadi.tautan.rpartition("/")[2]
        assert not await links.is_open(conn, hash_of(old), clock.now())


async def test_a_wrong_password_or_a_confirmed_address_changes_nothing(
    database: Database, resident: Resident
) -> None:
    baru = some_diri().email
    await actions.change_email(database, resident.email, SANDI + "x", baru)
    async with database.transaction() as conn:
        await queries.set_submitted(conn, resident.id, clock.now())
    await actions.change_email(database, resident.email, SANDI, baru)
    async with database.connection() as conn:
        assert (await queries.get_akun(conn, resident.id)).diri.email == resident.email


async def test_an_address_that_is_anothers_is_told_to_its_owner_only(
    database: Database, resident: Resident
) -> None:
    async with database.transaction() as conn:
        _, other = await some_akun(conn)
    await actions.change_email(database, resident.email, SANDI, other.diri.email)
    event = await newest(database)
    assert (type(event).__name__, event.pribadi.email) == ("AkunRepeated", other.diri.email)
    async with database.connection() as conn:
        assert (await queries.get_akun(conn, resident.id)).diri.email == resident.email


async def test_the_pages_answer_alike_for_known_and_unknown(
    browser: Browser, resident: Resident
) -> None:
    done = await browser.get("/daftar/selesai")
    assert "/konfirmasi-email/kirim-ulang" in done
    assert "/konfirmasi-email/ganti" in done
    answers = set()
    for email in (resident.email, some_diri().email):
        page = await browser.get("/konfirmasi-email/kirim-ulang")
        assert "spam" in page
        await browser.post("/konfirmasi-email/kirim-ulang", email=email)
        answers.add((browser.status, browser.location))
        await browser.get("/konfirmasi-email/ganti")
        await browser.post(
            "/konfirmasi-email/ganti", email=email, sandi=SANDI, email_baru=some_diri().email
        )
        answers.add((browser.status, browser.location))
    assert answers == {(303, "/konfirmasi-email/terkirim")}
    assert "sama untuk semua orang" in await browser.get("/konfirmasi-email/terkirim")


async def test_what_is_missing_is_said_next_to_its_field(browser: Browser) -> None:
    await browser.get("/konfirmasi-email/ganti")
    await browser.post("/konfirmasi-email/ganti", email="bukan email")
    assert browser.status == 422
    for words in ("Tulis email lengkap", "Masukkan kata sandi Anda.", "alamat email yang benar."):
        assert words in browser.text


@pytest.mark.parametrize("known", [True, False])
async def test_more_than_a_few_have_to_wait(
    client: Client, resident: Resident, known: bool
) -> None:
    email = resident.email if known else some_diri().email
    path = "/api/v1/identity/konfirmasi-email/kirim-ulang"
    answers = []
    for _ in range(5):
        async with client.post(path, json={"email": email}) as answer:
            answers.append(answer.status)
    assert answers[:3] == [202, 202, 202]
    assert answers[-1] == 429
