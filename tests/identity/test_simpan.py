"""Selfies in the store: how long they stay, and that rows and objects agree."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from obstore.store import LocalStore, ObjectStore

from services.identity.akun import queries as akun
from services.identity.akun.models import Penandaan
from services.identity.swafoto import actions, queries, retention, storage
from services.identity.swafoto.darkroom import Bersih
from services.identity.swafoto.storage import store_of
from shared import clock
from shared.db import Database
from tests.identity.bucket import bucket, settings
from tests.identity.conftest import photo, submitted_akun

PICTURE = Bersih(jpeg=photo(200, 200), saran=["dark"])


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path)


async def kept(database: Database, store: ObjectStore, akun_id: UUID | None = None) -> UUID:
    """Return a new selfie, of an akun if one is given."""
    async with database.transaction() as conn:
        swafoto = await actions.keep_swafoto(conn, store, PICTURE)
        if akun_id:
            await conn.execute("UPDATE akun SET swafoto_id = $2 WHERE id = $1", akun_id, swafoto.id)
            await queries.set_akun(conn, swafoto.id, akun_id)
    return swafoto.id


async def is_there(database: Database, swafoto_id: UUID) -> bool:
    async with database.connection() as conn:
        return await queries.find_swafoto(conn, swafoto_id) is not None


def objects(store: ObjectStore) -> int:
    return sum(len(batch) for batch in store.list())


def set_clock(monkeypatch: pytest.MonkeyPatch, **ahead: float) -> None:
    later = datetime.now(UTC) + timedelta(**ahead)
    monkeypatch.setattr(clock, "now", lambda: later)


async def test_a_selfie_without_akun_goes_after_a_day_and_its_object_with_it(
    database: Database, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone, owned = await kept(database, store), await submitted_akun(database)
    mine = await kept(database, store, owned)
    set_clock(monkeypatch, hours=23)
    await actions.forget_unused(database, store)
    assert await is_there(database, lone)
    set_clock(monkeypatch, hours=25)
    while await actions.forget_unused(database, store):
        pass
    assert not await is_there(database, lone)
    assert await is_there(database, mine)
    assert objects(store) == 1


async def test_a_selfie_that_was_replaced_goes_too(
    database: Database, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned = await submitted_akun(database)
    first = await kept(database, store, owned)
    second = await kept(database, store, owned)
    set_clock(monkeypatch, hours=25)
    while await actions.forget_unused(database, store):
        pass
    assert not await is_there(database, first)
    assert await is_there(database, second)


@pytest.mark.parametrize("status", ["approved", "rejected"])
async def test_a_selfie_goes_so_many_days_after_the_decision_and_the_akun_stays(
    database: Database, store: LocalStore, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    owned, waiting = await submitted_akun(database), await submitted_akun(database)
    decided, undecided = await kept(database, store, owned), await kept(database, store, waiting)
    async with database.transaction() as conn:
        if status == "approved":
            await akun.set_approved(conn, owned, clock.now())
        else:
            await akun.set_rejected(conn, owned, clock.now(), b"", Penandaan())
    set_clock(monkeypatch, days=29, hours=23)
    await actions.forget_decided(database, store, 30)
    assert await is_there(database, decided)
    set_clock(monkeypatch, days=30, hours=1)
    while await actions.forget_decided(database, store, 30):
        pass
    assert not await is_there(database, decided)
    assert await is_there(database, undecided)
    assert objects(store) == 1
    async with database.connection() as conn:
        assert (await akun.get_akun(conn, owned)).swafoto_id is None


async def test_an_object_without_a_row_goes_within_the_hour(
    database: Database, store: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with database.transaction() as conn:
            await actions.keep_swafoto(conn, store, PICTURE)
            raise ZeroDivisionError
    mine = await kept(database, store)
    assert objects(store) == 2
    assert await actions.forget_strays(database, store) == 0
    set_clock(monkeypatch, minutes=45)
    assert await actions.forget_strays(database, store) == 1
    assert objects(store) == 1
    assert await is_there(database, mine)
    assert await actions.forget_strays(database, store) == 0


async def test_a_removal_cut_short_leaves_no_row_and_the_object_goes_later(
    database: Database, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = await kept(database, store)

    async def out(*_: object) -> None:
        raise OSError

    set_clock(monkeypatch, hours=25)
    with monkeypatch.context() as broken:
        broken.setattr(storage, "delete", out)
        with pytest.raises(OSError):  # noqa: PT011
            await actions.forget_unused(database, store)
    assert not await is_there(database, lone)
    assert objects(store) == 1
    await actions.forget_strays(database, store)
    assert objects(store) == 0


async def test_the_worker_does_all_of_it(
    database: Database, migrated: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = migrated.settings("identity")
    assert known.swafoto_days == 30
    own = known.model_copy(update={"storage_url": tmp_path.as_uri()})
    lone = await kept(database, store_of(own.storage_url))
    set_clock(monkeypatch, hours=25)
    await retention.forget(database, own)
    assert not await is_there(database, lone)
    assert objects(store_of(own.storage_url)) == 0


# ---- a bucket -----------------------------------------------------------------------------------


async def test_a_bucket_keeps_selfies_as_a_folder_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bucket() as (address, lying):
        for name, value in settings(address).items():
            monkeypatch.setenv(name, value)
        store = store_of.__wrapped__("s3://ember")
        swafoto_id = await kept(database, store)
        (content,) = lying.values()
        assert b"JFIF" not in content
        async with database.connection() as conn:
            swafoto = await queries.find_swafoto(conn, swafoto_id)
        assert swafoto is not None
        assert await actions.open_swafoto(store, swafoto) == PICTURE.jpeg
        await storage.put(store, "sisa", b"-")
        assert await actions.forget_strays(database, store) == 1
        await storage.delete(store, swafoto.nama_objek)
        assert lying == {}
        with pytest.raises(FileNotFoundError):
            await storage.get(store, swafoto.nama_objek)


async def test_a_bucket_lets_nobody_in_with_another_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with bucket() as (address, lying):
        for name, value in settings(address, "salah").items():
            monkeypatch.setenv(name, value)
        store = store_of.__wrapped__("s3://ember")
        with pytest.raises(storage.LOST):
            await storage.put(store, "sisa", b"-")
        assert lying == {}
