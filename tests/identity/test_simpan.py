"""Selfies in the store: how long they stay, and that rows and objects agree."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from obstore.store import LocalStore, ObjectStore

from services.identity.akun import queries as akun
from services.identity.akun.models import Penandaan
from services.identity.swafoto import actions, queries, retention, storage
from services.identity.swafoto.darkroom import Bersih
from services.identity.swafoto.storage import store_of
from shared import clock
from shared.db import Database
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
    settings = migrated.settings("identity")
    assert settings.swafoto_days == 30
    own = settings.model_copy(update={"storage_url": tmp_path.as_uri()})
    lone = await kept(database, store_of(own.storage_url))
    set_clock(monkeypatch, hours=25)
    await retention.forget(database, own)
    assert not await is_there(database, lone)
    assert objects(store_of(own.storage_url)) == 0


# ---- a bucket -----------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def bucket() -> AsyncIterator[tuple[str, dict[str, bytes]]]:
    """Lend the address of what little of S3 the store needs, and what lies in it."""
    lying: dict[str, bytes] = {}

    async def answer(request: web.Request) -> web.Response:
        assert request.headers["Authorization"].startswith("AWS4-HMAC-SHA256")
        key = request.path.removeprefix("/ember/")
        if request.method == "PUT":
            lying[key] = await request.read()
            return web.Response(headers={"ETag": '"1"'})
        if request.method == "DELETE":
            lying.pop(key, None)
            return web.Response(status=204)
        if request.method == "POST":
            named = re.findall("<Key>([^<]+)</Key>", await request.text())
            gone = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in named)
            for name in named:
                lying.pop(name, None)
            return web.Response(text=f"<DeleteResult>{gone}</DeleteResult>")
        if request.query.get("list-type") == "2":
            return web.Response(text=listing(lying), content_type="application/xml")
        if key not in lying:
            return web.Response(status=404, text="<Error><Code>NoSuchKey</Code></Error>")
        headers = {"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2020 00:00:00 GMT"}
        return web.Response(body=lying[key], headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{key:.*}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("")).rstrip("/"), lying


def listing(lying: dict[str, bytes]) -> str:
    rows = "".join(
        f"<Contents><Key>{key}</Key><LastModified>2020-11-21T00:00:00.000Z</LastModified>"
        f"<ETag>1</ETag><Size>{len(content)}</Size></Contents>"
        for key, content in lying.items()
    )
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"


async def test_a_bucket_keeps_selfies_as_a_folder_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bucket() as (address, lying):
        for name, value in {
            "AWS_ENDPOINT": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "local",
            "AWS_ACCESS_KEY_ID": "uji", "AWS_SECRET_ACCESS_KEY": "uji",
        }.items():  # fmt: skip
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
    assert "AWS_ENDPOINT" in os.environ
