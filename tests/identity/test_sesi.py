"""Sessions: lockout, known devices, second factor, renewal, revocation."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest

from services.identity.captcha import actions as captcha
from services.identity.sesi import actions, entry, queries
from services.identity.sesi.models import Percobaan
from shared import clock
from shared.db import Database
from shared.errors import Invalid, TooMany
from shared.sesi.queries import is_revoked
from tests.identity.conftest import LOCAL_ANSWER, SANDI, Officer, Resident


async def attempt(database: Database, email: str, sandi: str, **more: Any) -> entry.Opened:
    async with database.transaction() as conn:
        code = await captcha.issue(conn)
    fields = {"captcha_id": code.id, "captcha": LOCAL_ANSWER, "alamat": "loopback", **more}
    return await entry.log_in_resident(
        database, Percobaan(email=email, sandi=sandi, **fields), LOCAL_ANSWER
    )


async def test_a_resident_logs_in_whatever_the_case_of_the_address(
    database: Database, resident: Resident
) -> None:
    opened = await attempt(database, resident.email.upper(), SANDI)
    assert (opened.principal.id, opened.principal.peran) == (resident.id, "penduduk")
    assert opened.principal.inisial == "TR"
    assert opened.principal.nama == ""


async def test_unknown_and_wrong_are_refused_with_the_same_words(
    database: Database, resident: Resident
) -> None:
    with pytest.raises(Invalid) as wrong:
        await attempt(database, resident.email, "salah")
    with pytest.raises(Invalid) as unknown:
        await attempt(database, f"tidak.ada.{resident.email}", "salah")
    assert wrong.value.fields == unknown.value.fields
    assert str(wrong.value.fields["email"]) == "Email atau kata sandi salah."


async def test_a_strange_device_needs_the_captcha(database: Database, resident: Resident) -> None:
    with pytest.raises(Invalid) as refused:
        await attempt(database, resident.email, SANDI, captcha="")
    assert set(refused.value.fields) == {"captcha"}
    opened = await attempt(database, resident.email, SANDI)
    again = await attempt(
        database, resident.email, SANDI, captcha="", captcha_id=None, perangkat=opened.perangkat
    )
    assert again.perangkat == opened.perangkat


async def test_guessing_is_held_up_but_the_owners_device_is_not(
    database: Database, resident: Resident
) -> None:
    known = (await attempt(database, resident.email, SANDI)).perangkat
    for _ in range(6):
        with pytest.raises(Invalid):
            await attempt(database, resident.email, "tebakan")
    with pytest.raises(TooMany) as held:
        await attempt(database, resident.email, SANDI)
    assert 0 < held.value.retry_after <= 30
    opened = await attempt(database, resident.email, SANDI, captcha="", perangkat=known)
    assert opened.principal.id == resident.id


async def test_each_further_guess_waits_twice_as_long(
    database: Database, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = []
    for n in range(9):
        try:
            await attempt(database, resident.email, "tebakan")
        except Invalid:
            continue
        except TooMany as held:
            waits.append(held.retry_after)
            later = clock.now() + timedelta(seconds=held.retry_after)
            monkeypatch.setattr(clock, "now", lambda later=later: later)
        assert n >= 6
    assert waits == [30, 60]


async def test_a_session_is_renewed_until_it_is_revoked(
    database: Database, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = (await attempt(database, resident.email, SANDI)).principal
    later = clock.now() + timedelta(minutes=50)
    monkeypatch.setattr(clock, "now", lambda: later)
    async with database.transaction() as conn:
        renewed = await actions.renew_sesi(conn, opened.sid)
    assert renewed is not None
    assert renewed.expires_at > opened.expires_at
    async with database.transaction() as conn:
        assert await actions.revoke_sesi(conn, opened.sid, resident.id)
        assert not await actions.revoke_sesi(conn, opened.sid, resident.id)
    async with database.transaction() as conn:
        assert await is_revoked(conn, opened.sid)
        assert await actions.renew_sesi(conn, opened.sid) is None
        told = "SELECT count(*) FROM outbox WHERE aggregate_id = $1"
        assert await conn.fetchval(told, opened.sid) == 1


async def test_an_idle_session_is_over(
    database: Database, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = (await attempt(database, resident.email, SANDI)).principal
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    async with database.transaction() as conn:
        assert await actions.renew_sesi(conn, opened.sid) is None
        assert await queries.list_alive(conn, resident.id, clock.now()) == []


async def test_nobody_ends_another_persons_session(database: Database, resident: Resident) -> None:
    opened = (await attempt(database, resident.email, SANDI)).principal
    async with database.transaction() as conn:
        assert not await actions.revoke_sesi(conn, opened.sid, UUID(int=7))


async def test_an_officer_needs_both_and_a_code_counts_once(
    database: Database, officer: Officer
) -> None:
    who = await entry.check_officer(database, Percobaan(email=officer.email, sandi=SANDI))
    code = pyotp.TOTP(officer.secret).at(for_time=int(time.time()))
    principal = (await entry.log_in_officer(database, who.id, code, "Uji")).principal
    assert (principal.peran, principal.wilayah) == ("petugas", "34.02")
    assert (principal.nama, principal.nama_wilayah) == ("Gita Rekaan", "Kabupaten Bantul")
    assert principal.expires_at - principal.issued_at == timedelta(minutes=15)
    with pytest.raises(Invalid):
        await entry.log_in_officer(database, who.id, code, "Uji")


async def test_guessing_does_not_hold_off_an_officer_on_his_own_device(
    database: Database, officer: Officer
) -> None:
    right = Percobaan(email=officer.email, sandi=SANDI)
    who = await entry.check_officer(database, right)
    code = pyotp.TOTP(officer.secret).at(for_time=int(time.time()))
    known = (await entry.log_in_officer(database, who.id, code, "Uji")).perangkat
    for _ in range(6):
        with pytest.raises(Invalid):
            await entry.check_officer(database, Percobaan(email=officer.email, sandi="tebakan"))
    for perangkat in ("", "tebakan"):
        with pytest.raises(TooMany):
            await entry.check_officer(database, right.model_copy(update={"perangkat": perangkat}))
    own = right.model_copy(update={"perangkat": known})
    assert (await entry.check_officer(database, own)).id == who.id
    for _ in range(10):
        with pytest.raises(Invalid):
            await entry.check_officer(database, own.model_copy(update={"sandi": "tebakan"}))
    with pytest.raises(TooMany):
        await entry.check_officer(database, own)


async def test_an_officers_session_ends_after_eight_hours(
    database: Database, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = await entry.check_officer(database, Percobaan(email=officer.email, sandi=SANDI))
    code = pyotp.TOTP(officer.secret).at(for_time=int(time.time()))
    principal = (await entry.log_in_officer(database, who.id, code, "Uji")).principal
    begun = clock.now()
    for minutes in range(10, 480, 10):
        at = begun + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        async with database.transaction() as conn:
            renewed = await actions.renew_sesi(conn, principal.sid)
        assert renewed is not None
        assert renewed.expires_at <= begun + timedelta(hours=8)
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(hours=8, seconds=1))
    async with database.transaction() as conn:
        assert await actions.renew_sesi(conn, principal.sid) is None


async def test_a_resident_is_no_officer(database: Database, resident: Resident) -> None:
    with pytest.raises(Invalid):
        await entry.check_officer(database, Percobaan(email=resident.email, sandi=SANDI))
