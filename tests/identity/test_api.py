"""The JSON API, the area fragments and the offices."""

from __future__ import annotations

import base64
import io
from typing import Any
from uuid import uuid4

import aiohttp
import orjson
import pytest
from aiohttp.test_utils import TestClient

from deploy.local.offices import OFFICES
from services.identity.instansi import actions as instansi
from services.identity.instansi import queries as offices
from shared.db import Database
from tests.identity.conftest import (
    KLATEN,
    LOCAL_ANSWER,
    SANDI,
    photo,
    some_diri,
)

Client = TestClient[Any, Any]
JSON = {"Accept": "application/json"}


async def test_area_selects_may_be_kept_a_day(client: Client) -> None:
    path = "/wilayah/_pilihan?awal=ktp&tingkat=kabupaten&lang=id&ktp_kabupaten=34.02"
    async with client.get(path) as answer:
        page = await answer.text()
        assert "public, max-age=86400" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        etag = answer.headers["ETag"]
    assert 'name="ktp_kecamatan"' in page
    assert "Sewon" in page
    async with client.get(path, headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    async with client.get("/wilayah/_pilihan?awal=%3Cb%3E&tingkat=kabupaten") as answer:
        assert answer.status == 404


async def test_villages_are_found_by_words(client: Client) -> None:
    async with client.get("/wilayah/cari?q=panggungharjo") as answer:
        assert "Sewon, Kabupaten Bantul" in await answer.text()
    async with client.get("/api/v1/identity/wilayah/cari?q=panggungharjo") as answer:
        assert (await answer.json())["desa"][0]["nama"] == "Panggungharjo"
    async with client.get("/api/v1/identity/wilayah") as answer:
        assert len((await answer.json())["wilayah"]) == 38


async def test_an_office_is_shown_or_where_to_go_instead(
    client: Client, database: Database
) -> None:
    async with database.transaction() as conn:
        for office in OFFICES:
            state = await offices.find_keadaan(conn, office.kode_kantor)
            await instansi.save_instansi(conn, office, state.version)
    async with client.get("/instansi/_kartu/34.02") as answer:
        assert "Disdukcapil Kabupaten Bantul" in await answer.text()
    async with client.get("/instansi/_kartu/11.01") as answer:
        assert "kantor Disdukcapil terdekat" in await answer.text()
    async with client.get("/api/v1/identity/instansi/34.02") as answer:
        assert (await answer.json())["paket_formulir"] == "bantul-19-2019"


async def posts(client: Client, path: str, **body: Any) -> tuple[int, Any]:
    async with client.post(f"/api/v1/identity/{path}", json=body, headers=JSON) as answer:
        return answer.status, await answer.json()


async def test_a_whole_life_through_the_api(client: Client, database: Database) -> None:
    _, code = await posts(client, "captcha")
    status, kept = await posts(client, "swafoto", berkas=base64.b64encode(photo()).decode())
    assert status == 201
    diri = some_diri()
    body = {
        **diri.model_dump(), "kode_wilayah": KLATEN, "sandi": SANDI, "swafoto_id": kept["id"],
        "setuju": True, "captcha_id": code["id"], "captcha": LOCAL_ANSWER,
    }  # fmt: skip
    assert (await posts(client, "akun", **body))[0] == 202
    _, code = await posts(client, "captcha")
    login = {"email": diri.email, "sandi": SANDI, "captcha_id": code["id"], "captcha": LOCAL_ANSWER}
    status, sesi = await posts(client, "sesi", **login)
    assert status == 201
    headers = {"Authorization": f"Bearer {sesi['token']}"}
    async with client.get("/api/v1/identity/akun/saya", headers=headers) as answer:
        mine = await answer.json()
    assert (mine["status"], mine["nama"]) == ("registered", diri.nama)
    assert diri.nik not in str(mine)
    async with client.delete("/api/v1/identity/sesi", headers=headers) as answer:
        assert answer.status == 200
    async with client.get("/api/v1/identity/akun/saya", headers=headers) as answer:
        assert answer.status == 401


async def test_the_api_takes_a_large_photo_in_json_and_as_a_file(client: Client) -> None:
    large = photo(1800, 2400)
    assert len(large) > 1024 * 1024
    body = io.BytesIO(orjson.dumps({"berkas": base64.b64encode(large).decode()}))
    async with client.post("/api/v1/identity/swafoto", data=body, headers=JSON) as answer:
        assert (answer.status, set(await answer.json())) == (201, {"id", "kode", "saran"})
    form = aiohttp.FormData()
    form.add_field("berkas", io.BytesIO(large), filename="foto.jpg")
    async with client.post("/api/v1/identity/swafoto", data=form, headers=JSON) as answer:
        assert answer.status == 201
    for text in ("bukan base64!", "ÿ"):
        _, refused = await posts(client, "swafoto", berkas=text)
        assert refused["galat"] == {"berkas": "Berkas ini bukan JPG, PNG, atau WebP."}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/v1/identity/swafoto", "multipart/form-data"),
        ("/api/v1/identity/swafoto", "multipart/form-data; boundary=b"),
        ("/api/v1/identity/oauth/token", "application/x-www-form-urlencoded; charset=ada"),
        ("/daftar/swafoto", "multipart/form-data"),
        ("/masuk", "application/x-www-form-urlencoded; charset=ada"),
    ],
)  # fmt: skip
async def test_what_is_no_form_at_all_is_refused(client: Client, path: str, kind: str) -> None:
    headers = {"Content-Type": kind, "Accept": "application/json"}
    if path.endswith("token"):
        basic = base64.b64encode(f"{uuid4()}:rahasia".encode()).decode()
        headers["Authorization"] = f"Basic {basic}"
    async with client.post(path, data=b"bukan formulir", headers=headers) as answer:
        assert answer.status == 422
        if path.startswith("/api/"):
            assert set((await answer.json())["galat"]) == {"_"}


async def test_the_api_names_every_wrong_field_and_repeats_no_value(client: Client) -> None:
    body = {
        "nik": "123", "nama": "", "kk": "9", "alamat": "", "kode_wilayah": "34", "telepon": "1",
        "email": "x", "sandi": "rahasia", "swafoto_id": str(uuid4()), "setuju": False,
        "captcha_id": str(uuid4()), "captcha": "x",
    }  # fmt: skip
    status, refused = await posts(client, "akun", **body)
    assert status == 422
    assert set(refused["galat"]) == {
        "nik", "nama", "kk", "alamat", "kode_wilayah", "telepon", "email", "sandi", "swafoto_id",
        "captcha", "setuju",
    }  # fmt: skip
    assert "rahasia" not in str(refused)


def test_a_known_captcha_is_refused_outside_a_local_run(migrated: Any) -> None:
    settings = migrated.settings("identity")
    given = settings.model_dump() | {"environment": "production"}
    with pytest.raises(ValueError, match="LOCAL_CAPTCHA_ANSWER"):
        type(settings)(**given)
