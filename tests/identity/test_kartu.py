"""The officer's card and the selfie: who may look, what it says, what the trail keeps."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

from aiohttp.test_utils import TestClient, TestServer

from deploy.local.registry.server import Manner, make_app
from services.identity.akun import queries as akun
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import queries as photos
from services.identity.swafoto.storage import store_of
from shared import clock
from shared.db import Database
from shared.web.keys import SETTINGS
from tests.identity.conftest import (
    KLATEN,
    photo,
    some_akun,
    submitted_akun,
)

Client = TestClient[Any, Any]
JSON = {"Accept": "application/json"}


@contextlib.asynccontextmanager
async def registry(client: Client, manner: Manner) -> AsyncIterator[None]:
    """Let identity ask a registry that behaves so."""
    app = client.app
    assert app is not None
    async with TestServer(make_app(manner)) as server:
        before = app[SETTINGS]
        settings = before.model_copy(update={"registry_url": str(server.make_url("")).rstrip("/")})
        app._state[SETTINGS] = settings
        yield
        app._state[SETTINGS] = before


async def looks(client: Client, token: str, path: str) -> tuple[int, str]:
    async with client.get(path, headers={"Authorization": f"Bearer {token}"}) as answer:
        return answer.status, (await answer.read()).decode(errors="replace")


async def trail(database: Database, akun_id: UUID) -> list[tuple[str, str]]:
    async with database.connection() as conn:
        rows = await conn.fetch(
            "SELECT tindakan, alasan FROM jejak WHERE akun_id = $1 AND petugas_id <> akun_id "
            "ORDER BY id",
            akun_id,
        )
    return [(row["tindakan"], row["alasan"]) for row in rows]


async def test_the_card_compares_and_the_look_is_noted(
    client: Client, database: Database, sign: Any
) -> None:
    from deploy.local.registry.persons import BY_NIK

    person = next(p for p in BY_NIK.values() if p.kode_wilayah == KLATEN)
    async with database.transaction() as conn:
        for old in await akun.list_owners(conn, person.nik, ""):
            await conn.execute("DELETE FROM akun WHERE id = $1", old)
        akun_id, _ = await some_akun(
            conn, nik=person.nik, kk=person.kk, nama=person.nama.upper(),
            alamat=f"{person.alamat} RT 3 RW 8",
        )  # fmt: skip
        await akun.set_submitted(conn, akun_id, clock.now())
    async with registry(client, Manner()):
        status, page = await looks(client, sign("petugas", "33.10"), f"/akun/_kartu/{akun_id}")
    assert status == 200
    assert page.count("Cocok") == 6
    assert "Beda Alamat" in page
    assert f'src="/akun/{akun_id}/swafoto"' in page
    assert f'src="/akun/{akun_id}/foto-ktp"' in page
    assert "Petugas tetap menilai sendiri." in page
    assert re.sub(r"\s", "", person.nik) in re.sub(r"[\s]", "", page)
    assert await trail(database, akun_id) == [("lihat_akun", "pemeriksaan akun")]


async def test_a_registry_that_is_out_is_said_to_be_out(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id = await submitted_akun(database)
    path = f"/akun/_kartu/{akun_id}"
    async with registry(client, Manner(outage=True)):
        status, page = await looks(client, sign("petugas", "33.10"), path)
    assert status == 200
    assert "Layanan pemeriksaan Dukcapil sedang tidak bisa dihubungi." in page
    assert "Cocok" not in page
    async with registry(client, Manner()):
        status, page = await looks(client, sign("petugas", "33.10"), path)
    assert "NIK ini tidak ada di data kependudukan." in page


async def test_an_officer_of_another_area_sees_nothing(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id = await submitted_akun(database)
    for path in (f"_kartu/{akun_id}", f"{akun_id}/swafoto", f"{akun_id}/foto-ktp"):
        assert (await looks(client, sign("petugas", "34.02"), f"/akun/{path}"))[0] == 403
    assert (await looks(client, sign("petugas", "34.02"), f"/akun/_kartu/{uuid4()}"))[0] == 404
    assert await trail(database, akun_id) == []


async def test_the_selfie_is_private_sealed_and_each_look_is_noted(
    client: Client, database: Database, sign: Any
) -> None:
    assert client.app is not None
    akun_id = await submitted_akun(database)
    store = store_of(client.app[SETTINGS].storage_url)
    async with database.transaction() as conn:
        photo_id = await swafoto.store_swafoto(conn, store, photo(2000, 1000))
        await conn.execute("UPDATE akun SET swafoto_id = $2 WHERE id = $1", akun_id, photo_id)
        await photos.set_akun(conn, photo_id, akun_id)
    headers = {"Authorization": f"Bearer {sign('petugas', '33.10')}"}
    async with client.get(f"/akun/{akun_id}/swafoto", headers=headers) as answer:
        picture = await answer.read()
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert picture.startswith(b"\xff\xd8\xff")
    assert await trail(database, akun_id) == [("lihat_swafoto", "pemeriksaan akun")]
    async with client.get(f"/akun/{akun_id}/swafoto") as answer:
        assert answer.status in {401, 303}


async def registered_akun(database: Database) -> UUID:
    """Return an akun of a person whom the local registry knows, waiting for its office."""
    from deploy.local.registry.persons import PERSONS

    person = PERSONS[0]
    async with database.transaction() as conn:
        for old in await akun.list_owners(conn, person.nik, ""):
            await conn.execute("DELETE FROM akun WHERE id = $1", old)
        akun_id, _ = await some_akun(conn, nik=person.nik, kk=person.kk, nama=person.nama)
        await akun.set_submitted(conn, akun_id, clock.now())
    return UUID(str(akun_id))


async def test_the_registered_photo_is_shown_beside_and_the_look_is_noted(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id = await registered_akun(database)
    headers = {"Authorization": f"Bearer {sign('petugas', '33.10')}"}
    path = f"/akun/{akun_id}/foto-ktp"
    async with registry(client, Manner()), client.get(path, headers=headers) as answer:
        picture = await answer.read()
        assert answer.status == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert picture.startswith(b"\xff\xd8\xff")
    assert await trail(database, akun_id) == [("lihat_foto_ktp", "pemeriksaan akun")]


async def test_a_photo_that_cannot_be_had_is_said_to_be_so(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id, token = await registered_akun(database), sign("petugas", "33.10")
    async with registry(client, Manner(outage=True)):
        assert (await looks(client, token, f"/akun/{akun_id}/foto-ktp"))[0] == 503
        _, page = await looks(client, token, f"/akun/_kartu/{akun_id}")
    assert "Foto KTP‑el tidak bisa diambil sekarang." in page
    assert "foto-ktp" not in page
    stranger = await submitted_akun(database)
    async with registry(client, Manner()):
        assert (await looks(client, token, f"/akun/{stranger}/foto-ktp"))[0] == 404


async def test_advice_is_a_hint_on_the_card_and_a_deleted_selfie_is_told(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id, token = await registered_akun(database), sign("petugas", "33.10")
    async with database.transaction() as conn:
        await conn.execute(
            "UPDATE swafoto SET saran = '{dark,blurred}' WHERE id ="
            " (SELECT swafoto_id FROM akun WHERE id = $1)",
            akun_id,
        )
    async with registry(client, Manner()):
        _, page = await looks(client, token, f"/akun/_kartu/{akun_id}")
        assert "Petunjuk otomatis untuk swafoto: gelap, buram." in page
        path = f"/api/v1/identity/akun/{akun_id}"
        async with client.get(path, headers={"Authorization": f"Bearer {token}"}) as answer:
            told = await answer.json()
        assert told["saran"] == ["dark", "blurred"]
        assert told["foto_ktp"] == f"/akun/{akun_id}/foto-ktp"
        async with database.transaction() as conn:
            await conn.execute("UPDATE akun SET swafoto_id = NULL WHERE id = $1", akun_id)
        _, page = await looks(client, token, f"/akun/_kartu/{akun_id}")
    assert "Swafoto sudah dihapus karena masa simpannya habis." in page
    assert (await looks(client, token, f"/akun/{akun_id}/swafoto"))[0] == 404
