"""The whole way of a draft as JSON: created, patched, documents, sent, returned, corrected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from shared import clock
from tests.held import HeldClient
from tests.registration.hostile import photo, plain
from tests.registration.made import BANTUL, NIK_ILHAM, decided, hear, make_pemohon
from tests.registration.test_perbaikan import returned

DRAF = "/api/v1/registration/draf"
SENT = "/api/v1/registration/permohonan"


class Client:
    """A program that speaks for one resident."""

    def __init__(self, client: TestClient[Any, Any], token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        sent = {"data": body} if isinstance(body, FormData) else {"json": body}
        if body is None:
            sent = {}
        answer = await self.client.request(method, path, headers=self.headers, **sent)
        assert answer.status == status, await answer.text()
        return await answer.json()


@pytest.fixture
async def api(app_of, database, sign) -> AsyncIterator[Client]:
    app, _ = app_of("registration")
    async with database.transaction() as conn:
        siti = await make_pemohon(conn)
    async with HeldClient(TestServer(app)) as client:
        yield Client(client, sign("penduduk", who=siti.akun_id))


def file(content: bytes, **fields: str) -> FormData:
    body = FormData()
    for name, value in fields.items():
        body.add_field(name, value)
    body.add_field("berkas", content, filename="berkas.bin")
    return body


def parts() -> dict[str, Any]:
    day = clock.today_in("Asia/Jakarta") - timedelta(days=1)
    return {
        "keperluan": {
            "keperluan": "bekerja", "tanggal_datang": day.isoformat(), "jangka_waktu": 6,
        },
        "domisili": {"alamat": "Jalan Mawar 5", "rt": "3", "rw": "1", "kode_wilayah": BANTUL},
        "pengikut": [{"nik": NIK_ILHAM, "nama": "Muhammad Ilham"}],
    }  # fmt: skip


async def test_a_draft_from_start_to_correction(api: Client, database) -> None:
    draft = await api.ask("POST", DRAF, status=201)
    one = f"{DRAF}/{draft['id']}"
    assert draft["lengkap"]["keperluan"] is False
    for name, part in parts().items():
        draft = await api.ask("PATCH", one, {name: part})
    assert all(draft["lengkap"].values())
    assert draft["pengikut"][0]["jenis_kelamin"] == "L"
    await api.ask("POST", f"{one}/dokumen/ktp_el", file(photo()), status=201)
    await api.ask("POST", f"{one}/dokumen/kk", file(plain(2)), status=201)
    await api.ask(
        "POST", f"{one}/dokumen/pendukung", file(photo(), jenis="surat_tugas"), status=201
    )
    await api.ask("DELETE", f"{one}/dokumen/kk")
    assert [one["id"] for one in (await api.ask("GET", DRAF))["draf"]] == [draft["id"]]
    draft = await api.ask("GET", one)
    assert [file["slot"] for file in draft["dokumen"]] == ["ktp_el", "pendukung"]
    body = {"version": draft["version"]}
    sent = await api.ask("POST", f"{one}/kirim", body, status=201)
    assert await api.ask("POST", f"{one}/kirim", body, status=201) == sent
    async with database.transaction() as conn:
        await hear(conn, returned(draft["id"], "alamat", "kk"))
    whole = await api.ask("GET", f"{SENT}/{draft['id']}")
    assert (whole["status"], whole["bidang"]) == ("returned", ["alamat", "kk"])
    opened = await api.ask("POST", f"{SENT}/{draft['id']}/perbaikan", status=201)
    assert opened["bidang"] == ["alamat", "kk"]
    await api.ask("POST", f"{one}/dokumen/ktp_el", file(photo()), status=403)
    refused = await api.ask("POST", f"{one}/kirim", {"version": opened["version"]}, status=422)
    assert "Belum ada yang berubah" in str(refused)
    await api.ask("POST", f"{one}/dokumen/kk", file(plain()), status=201)
    opened = await api.ask("GET", one)
    again = await api.ask("POST", f"{one}/kirim", {"version": opened["version"]}, status=201)
    assert again["nobukti"] == sent["nobukti"]
    whole = await api.ask("GET", f"{SENT}/{draft['id']}")
    assert whole["perbaikan"][0]["diubah"] == ["kk"]


async def test_all_that_is_wrong_is_said_at_once_and_nothing_is_saved(api: Client) -> None:
    draft = await api.ask("POST", DRAF, status=201)
    wrong = parts()
    wrong["keperluan"]["jangka_waktu"] = 13
    wrong["domisili"]["rt"] = ""
    wrong["pengikut"] = [wrong["pengikut"][0]] * 2
    answer = await api.ask("PATCH", f"{DRAF}/{draft['id']}", wrong, status=422)
    text = str(answer)
    for field in ("jangka_waktu", "rt", "pengikut.1.nik"):
        assert field in text
    for kode in ("Ö", "34"):
        wrong["domisili"]["kode_wilayah"] = kode
        answer = await api.ask("PATCH", f"{DRAF}/{draft['id']}", wrong, status=422)
        assert "kode_wilayah" in str(answer)
    kept = await api.ask("GET", f"{DRAF}/{draft['id']}")
    assert (kept["keperluan"], kept["pengikut"]) == (None, [])
    await api.ask("DELETE", f"{DRAF}/{draft['id']}")
    assert (await api.ask("GET", DRAF))["draf"] == []


async def test_a_refused_one_is_started_again_with_its_documents(api: Client, database) -> None:
    draft = await api.ask("POST", DRAF, status=201)
    one = f"{DRAF}/{draft['id']}"
    draft = await api.ask("PATCH", one, parts())
    await api.ask("POST", f"{one}/dokumen/ktp_el", file(photo()), status=201)
    draft = await api.ask("GET", one)
    await api.ask("POST", f"{one}/kirim", {"version": draft["version"]}, status=201)
    async with database.transaction() as conn:
        await hear(conn, decided(draft["id"], "rejected", alasan=("alamat_tidak_ditemukan",)))
    whole = await api.ask("GET", f"{SENT}/{draft['id']}")
    assert whole["bidang"] == ["alamat"]
    copied = await api.ask("POST", f"{SENT}/{draft['id']}/ulang", status=201)
    assert copied["id"] != draft["id"]
    assert copied["alamat"] == "Jalan Mawar 5"
    assert [file["slot"] for file in copied["dokumen"]] == ["ktp_el"]
    place = f"{SENT}/{copied['id']}/dokumen/{copied['dokumen'][0]['id']}"
    answer = await api.client.get(place, headers=api.headers)
    assert (answer.status, answer.content_type) == (200, "image/jpeg")
