"""The chain of an office, and which level may look at whose akun."""

from typing import Any
from uuid import UUID, uuid4

from services.identity.akun.reactions import REACTIONS
from services.identity.instansi import queries
from shared.db import Database
from shared.events.verification import KeputusanMade, TugasOpened, TugasPassed
from tests.hearing import react
from tests.identity.conftest import Browser
from tests.identity.officers import enters, logs_in
from tests.identity.test_kartu import Manner, looks, registry, submitted_akun
from tests.identity.test_pengguna import OFFICE
from tests.registration.made import BANTUL

LAST_TOLD = """
SELECT body FROM outbox WHERE type LIKE '%instansi.changed%' ORDER BY id DESC LIMIT 1
"""
PAGE = "/pengaturan/kabupaten"


API = "/api/v1/identity/instansi/34.02"


async def kept(database: Database) -> tuple[str, ...]:
    async with database.connection() as conn:
        found = await queries.find_instansi(conn, "34.02")
    assert found
    return found.rantai


async def test_an_administrator_orders_the_levels(browser: Browser, database: Database) -> None:
    await logs_in(browser, await enters(database, "admin_kabupaten", "34.02"))
    await browser.get(PAGE)
    form = OFFICE | {"aksi": "simpan", "version": browser.field("version")}
    await browser.post(PAGE, **(form | {"rantai_1": "desa", "rantai_2": "desa"}))
    assert browser.status == 422
    assert "Desa atau kelurahan sudah dipilih" in browser.text
    assert browser.text.count('value="desa" selected') == 2
    await browser.post(PAGE, **(form | {"rantai_2": "raja"}))
    assert (browser.status, "Pilih tingkat dari daftar" in browser.text) == (422, True)
    await browser.post(PAGE, **(form | {"aksi": "pratinjau", "rantai_1": "rt"}))
    assert "Langkah verifikasi: RT, Disdukcapil." in browser.text
    await browser.post(PAGE, **(form | {"rantai_1": "", "rantai_2": "rt", "rantai_3": "desa"}))
    assert browser.location == f"{PAGE}?tersimpan=1", browser.text
    assert await kept(database) == ("rt", "desa", "dinas")
    page = await browser.get(PAGE)
    assert 'value="rt" selected' in page
    async with database.connection() as conn:
        body = await conn.fetchval(LAST_TOLD)
    assert b'"rantai"' in bytes(body)


async def test_the_api_takes_a_chain_and_keeps_one_that_is_not_named(
    client: Any, database: Database, sign: Any, stepped: None
) -> None:
    admin = {"Authorization": f"Bearer {sign('admin_kabupaten', '34.02')}"}
    named = ("nama", "nama_kepala", "jabatan_kepala", "alamat", "telepon", "email", "kota_ttd",
             "paket_formulir", "jam_mingguan", "version")  # fmt: skip

    async def put(**more: Any) -> tuple[int, Any]:
        async with client.get(API) as answer:
            told = await answer.json()
        body = {name: told[name] for name in named} | more
        async with client.put(API, headers=admin, json=body) as answer:
            return answer.status, await answer.json()

    status, said = await put(rantai=["kecamatan", "kecamatan"])
    assert (status, set(said["galat"])) == (422, {"rantai_2"})
    status, said = await put(rantai=["desa", "dinas"])
    assert (status, said["rantai"]) == (200, ["desa", "dinas"])
    status, said = await put(telepon="(0274) 654321")
    assert (status, said["rantai"]) == (200, ["desa", "dinas"])


def about(kind: Any, akun_id: UUID, permohonan_id: UUID, version: int, **more: Any) -> Any:
    return kind(
        aggregate_id=permohonan_id, version=version, subjek="permohonan", subjek_id=permohonan_id,
        subjek_version=1, kode_kantor="34.02", kode_wilayah_tujuan=BANTUL, **more,
    )  # fmt: skip


async def test_a_level_sees_an_akun_only_while_its_permohonan_is_there(
    client: Any, database: Database, sign: Any
) -> None:
    akun_id, permohonan_id = await submitted_akun(database), uuid4()
    path, at = f"/akun/_kartu/{akun_id}", "2026-11-20T03:00:00Z"
    desa, camat = sign("petugas_desa", BANTUL), sign("camat", BANTUL[:8])
    elsewhere = sign("petugas_desa", "34.02.15.2003")
    async with database.transaction() as conn:
        await conn.execute(
            "INSERT INTO izin_lihat VALUES ($1, $2, '34.02', true, 1)", permohonan_id, akun_id
        )
    steps = [
        (None, [404, 404, 404]),
        (about(TugasOpened, akun_id, permohonan_id, 1, tenggat=at,
               rantai=("desa", "kecamatan", "dinas")), [200, 404, 403]),
        (about(TugasPassed, akun_id, permohonan_id, 3, dari="desa", jenjang="kecamatan",
               passed_at=at), [404, 200, 404]),
        (about(TugasPassed, akun_id, permohonan_id, 2, dari="desa", jenjang="desa",
               passed_at=at), [404, 200, 404]),
        (about(KeputusanMade, akun_id, permohonan_id, 5, keputusan="approved",
               decided_at=at), [404, 404, 404]),
    ]  # fmt: skip
    async with registry(client, Manner()):
        for event, expected in steps:
            if event:
                async with database.transaction() as conn:
                    await react(REACTIONS, conn, event)
            found = [(await looks(client, who, path))[0] for who in (desa, camat, elsewhere)]
            assert found == expected, event
