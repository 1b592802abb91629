"""What nobody needs any more is forgotten without being asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.identity import sweep
from services.identity.akun import queries as akun
from services.identity.konfirmasi.rules import LIFETIME
from services.identity.privasi import masa_simpan, queries
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import storage
from services.identity.swafoto.darkroom import Bersih
from shared import clock
from shared.db import Database
from tests.identity.conftest import new_akun, photo

YEARS = timedelta(days=730)
HOUR = timedelta(hours=1)


@pytest.fixture
def settings(migrated: Any, tmp_path: Any) -> Any:
    own = migrated.settings("identity").model_copy(update={"storage_url": tmp_path.as_uri()})
    assert own.retention_days == YEARS.days
    return own


def set_clock(monkeypatch: pytest.MonkeyPatch, ahead: timedelta) -> None:
    later = datetime.now(UTC) + ahead
    monkeypatch.setattr(clock, "now", lambda: later)


async def approved(database: Database, settings: Any) -> UUID:
    akun_id = await new_akun(database)
    store = storage.store_of(settings.storage_url)
    async with database.transaction() as conn:
        photo_ = await swafoto.keep_swafoto(conn, store, Bersih(photo(200, 200), []))
        await conn.execute(
            "UPDATE akun SET status = 'approved', decided_at = now(), swafoto_id = $2 "
            "WHERE id = $1", akun_id, photo_.id,
        )  # fmt: skip
    return akun_id


async def is_there(database: Database, akun_id: UUID) -> bool:
    async with database.connection() as conn:
        return await akun.find_akun(conn, akun_id) is not None


async def test_an_akun_that_nobody_used_for_two_years_is_forgotten_everywhere(
    database: Database, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    akun_id = await approved(database, settings)
    set_clock(monkeypatch, YEARS - HOUR)
    await masa_simpan.forget(database, settings)
    assert await is_there(database, akun_id)
    set_clock(monkeypatch, YEARS + HOUR)
    assert await masa_simpan.forget(database, settings) >= 1
    assert not await is_there(database, akun_id)
    async with database.connection() as conn:
        told = await conn.fetch("SELECT type FROM outbox WHERE aggregate_id = $1", akun_id)
        kept = await conn.fetchrow("SELECT status, sebab FROM penghapusan WHERE akun_id = $1",
                                   akun_id)  # fmt: skip
    assert "identity.akun.erased.v1" in {row["type"] for row in told}
    assert tuple(kept) == ("granted", "unused")


async def test_who_was_here_meanwhile_stays(
    database: Database, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    akun_id = await approved(database, settings)
    set_clock(monkeypatch, YEARS / 2)
    async with database.transaction() as conn:
        await akun.set_used(conn, akun_id, clock.now())
    set_clock(monkeypatch, YEARS + HOUR)
    await masa_simpan.forget(database, settings)
    assert await is_there(database, akun_id)


async def test_a_stay_is_kept_for_two_years_after_its_end(
    database: Database, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    akun_id, permohonan_id = await approved(database, settings), uuid4()
    until = (datetime.now(UTC) + timedelta(days=90)).date()
    async with database.transaction() as conn:
        await akun.set_izin(conn, [(permohonan_id, akun_id, "34.02", True, 1)])
        await queries.set_masa_tinggal(conn, permohonan_id, until, 1)
    set_clock(monkeypatch, YEARS + timedelta(days=88))
    await masa_simpan.forget(database, settings)
    assert await is_there(database, akun_id)
    set_clock(monkeypatch, YEARS + timedelta(days=92))
    await masa_simpan.forget(database, settings)
    assert not await is_there(database, akun_id)


@pytest.mark.parametrize("status", ["submitted", "claimed", "blocked"])
async def test_what_is_undecided_or_blocked_stays(
    database: Database, settings: Any, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    akun_id = await approved(database, settings)
    async with database.transaction() as conn:
        await conn.execute("UPDATE akun SET status = $2 WHERE id = $1", akun_id, status)
    set_clock(monkeypatch, 3 * YEARS)
    await masa_simpan.forget(database, settings)
    assert await is_there(database, akun_id)


async def test_an_address_that_nobody_confirmed_is_forgotten_by_every_service(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    akun_id = await new_akun(database)
    set_clock(monkeypatch, LIFETIME + 2 * HOUR)
    async with database.transaction() as conn:
        await sweep.sweep(conn)
    assert not await is_there(database, akun_id)
    async with database.connection() as conn:
        told = await conn.fetch("SELECT type FROM outbox WHERE aggregate_id = $1", akun_id)
    assert "identity.akun.erased.v1" in {row["type"] for row in told}
