"""The JSON API, with bearer tokens."""

from typing import Any
from uuid import UUID

from shared.db import Database
from tests.verification.conftest import GILANG, RINI, open_tugas

API = "/api/v1/verification/tugas"


async def ask(client: Any, token: str, method: str, path: str, **body: Any) -> tuple[int, Any]:
    response = await client.request(
        method, path, json=body or None, headers={"Authorization": f"Bearer {token}"}
    )
    return response.status, await response.json()


async def test_the_same_walk_through_the_api(db: Database, client, sign) -> None:
    tugas_id: UUID = await open_tugas(db)
    mine = sign("petugas", "34.02", RINI.id, RINI.nama)
    theirs = sign("petugas", "34.02", GILANG.id, GILANG.nama)
    _, listed = await ask(client, mine, "GET", API)
    assert [one["id"] for one in listed["tugas"]] == [str(tugas_id)]
    status, taken = await ask(client, mine, "POST", f"{API}/{tugas_id}/ambil")
    assert (status, taken["fence"], taken["milik_saya"]) == (200, 1, True)
    assert len(taken["butir"]) == 6
    status, refused = await ask(client, theirs, "POST", f"{API}/{tugas_id}/ambil")
    assert status == 409
    assert RINI.nama in refused["pesan"]
    checks = dict.fromkeys(taken["butir"], "sesuai")
    status, _ = await ask(
        client, mine, "POST", f"{API}/{tugas_id}/periksa", fence=1, checklist=checks
    )
    assert status == 200
    status, refused = await ask(
        client, mine, "POST", f"{API}/{tugas_id}/keputusan", fence=1, keputusan="rejected"
    )
    assert status == 422
    assert set(refused["galat"]) == {"alasan", "catatan"}
    status, made = await ask(
        client, mine, "POST", f"{API}/{tugas_id}/keputusan", fence=1, keputusan="approved"
    )
    assert (status, made["status"], made["diputus_oleh"]) == (200, "decided", RINI.nama)
    status, _ = await ask(client, theirs, "POST", f"{API}/ambil-berikutnya")
    assert status == 409


async def test_the_api_gives_back_and_takes_the_next(db, client, sign) -> None:
    tugas_id = await open_tugas(db)
    mine = sign("petugas", "34.02", RINI.id, RINI.nama)
    status, taken = await ask(client, mine, "POST", f"{API}/ambil-berikutnya")
    assert (status, taken["id"]) == (200, str(tugas_id))
    status, free = await ask(client, mine, "POST", f"{API}/{tugas_id}/lepas", fence=taken["fence"])
    assert (status, free["milik_saya"], free["diambil_oleh"]) == (200, False, "")


async def test_the_api_is_described(client) -> None:
    response = await client.get("/api/v1/verification/openapi.json")
    assert f"{API}/{{tugas_id}}/keputusan" in (await response.json())["paths"]
