"""A copy of one's data, and being forgotten when the law lets go."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from services.identity.akun import queries as akun
from services.identity.privasi import queries
from services.identity.privasi.models import Ikatan
from services.identity.privasi.rules import putusan
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import queries as photos
from services.identity.swafoto.storage import store_of
from shared import clock
from shared.db import Database
from shared.web.keys import SETTINGS
from tests.identity.conftest import photo, some_akun

TODAY = date(2026, 11, 21)
YEARS = timedelta(days=730)
NOTHING = Ikatan(False, None)


@pytest.mark.parametrize(
    ("status", "decided", "ikatan", "sebab"),
    [
        ("approved", TODAY, NOTHING, ""), ("submitted", None, NOTHING, "checking"),
        ("claimed", None, NOTHING, "checking"), ("blocked", TODAY, NOTHING, "not_final"),
        ("approved", TODAY, Ikatan(True, None), "waiting"),
        ("approved", TODAY, Ikatan(False, TODAY + timedelta(1)), "stay"),
        ("approved", TODAY, Ikatan(False, TODAY), "retention"),
        ("approved", TODAY, Ikatan(False, TODAY - YEARS), ""),
        ("rejected", TODAY, NOTHING, "retention"), ("rejected", TODAY - YEARS, NOTHING, ""),
    ],
)  # fmt: skip
def test_the_law_holds_on(status: str, decided: date | None, ikatan: Ikatan, sebab: str) -> None:
    assert putusan(status, decided, ikatan, TODAY, YEARS).sebab == sebab


async def verified(client: Any, database: Database) -> tuple[UUID, str]:
    store = store_of(client.app[SETTINGS].storage_url)
    async with database.transaction() as conn:
        akun_id, baru = await some_akun(conn)
        photo_id = await swafoto.store_swafoto(conn, store, photo())
        await conn.execute(
            "UPDATE akun SET swafoto_id = $2, status = 'approved', nomor = $3 WHERE id = $1",
            akun_id, photo_id, f"A{uuid4().int % 10**8:08d}",
        )  # fmt: skip
        await photos.set_akun(conn, photo_id, akun_id)
    return akun_id, baru.diri.nik


async def test_the_copy_has_everything(client: Any, database: Database, sign: Any) -> None:
    akun_id, nik = await verified(client, database)
    headers = {"Authorization": f"Bearer {sign('penduduk', '', akun_id)}", "Accept": "text/html"}
    async with client.get("/akun/data-saya/unduh", headers=headers) as answer:
        archive = zipfile.ZipFile(io.BytesIO(await answer.read()))
    told = orjson.loads(archive.read("akun.json"))
    assert told["akun"]["nik"] == nik
    assert archive.read("swafoto.jpg").startswith(b"\xff\xd8\xff")
    assert told["jejak"][0]["tindakan"] == "Mengunduh data"
    async with client.get("/api/v1/identity/akun/saya/data", headers=headers) as answer:
        assert (await answer.json())["akun"]["nik"] == nik
    async with client.get("/akun/data-saya", headers=headers) as answer:
        assert "/permohonan/data-saya.json" in await answer.text()


async def test_a_running_stay_holds_and_the_request_is_kept(
    client: Any, database: Database, sign: Any
) -> None:
    akun_id, _ = await verified(client, database)
    permohonan_id = uuid4()
    until = clock.now().date() + timedelta(days=90)
    async with database.transaction() as conn:
        await akun.set_izin(conn, [(permohonan_id, akun_id, "34.02", True, 1)])
        await queries.set_masa_tinggal(conn, permohonan_id, until, 1)
    headers = {"Authorization": f"Bearer {sign('penduduk', '', akun_id)}", "Accept": "text/html"}
    path = "/akun/data-saya/hapus"
    async with client.get(path, headers=headers) as answer:
        assert "Masa tinggal Anda masih berjalan." in await answer.text()
    async with client.post(path, data={"ketik": "ya"}, headers=headers) as answer:
        assert answer.status == 422
    async with client.post(path, data={"ketik": "HAPUS"}, headers=headers) as answer:
        assert answer.status == 409
        assert "kami catat" in await answer.text()
    async with database.connection() as conn:
        row = await conn.fetchrow("SELECT * FROM penghapusan WHERE akun_id = $1", akun_id)
        assert await akun.find_akun(conn, akun_id) is not None
    assert (row["status"], row["sebab"]) == ("refused", "stay")
    assert row["boleh_sejak"] == until + timedelta(days=730)


async def test_who_is_forgotten_leaves_no_key(client: Any, database: Database, sign: Any) -> None:
    akun_id, _ = await verified(client, database)
    headers = {"Authorization": f"Bearer {sign('penduduk', '', akun_id)}", "Accept": "text/html"}
    async with client.post(
        "/akun/data-saya/hapus", data={"ketik": "HAPUS"}, headers=headers
    ) as answer:
        assert answer.status == 200
        assert "sudah dihapus" in await answer.text()
    async with database.connection() as conn:
        assert await akun.find_akun(conn, akun_id) is None
        left = await conn.fetchval("SELECT count(*) FROM swafoto WHERE akun_id = $1", akun_id)
        told = await conn.fetch("SELECT type FROM outbox WHERE aggregate_id = $1", akun_id)
        steps = await conn.fetchval("SELECT count(*) FROM jejak WHERE akun_id = $1", akun_id)
    assert left == 0
    assert "identity.akun.erased.v1" in {row["type"] for row in told}
    assert steps == 2
