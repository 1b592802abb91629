"""Blocks: who may, what they bar, how they are lifted, and the appeal."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp.test_utils import TestClient

from services.identity.akun import queries, reactions
from services.identity.akun.models import Akun
from services.identity.blokir import actions
from services.identity.blokir.models import BlokirForm
from services.identity.pendaftaran import actions as pendaftaran
from shared import clock
from shared.db import Connection, Database
from shared.errors import Conflict, Invalid
from shared.sesi.token import Principal
from tests.identity.conftest import Browser, some_akun, some_akun_baru, submitted_akun
from tests.identity.test_akun import decided, told

Client = TestClient[Any, Any]
NOTE = "Surat kerja diubah dengan aplikasi."
ROOT = "/akun-diblokir"
API = "/api/v1/identity/akun-diblokir"


def rini() -> Principal:
    now = clock.now().replace(microsecond=0)
    return Principal(
        id=uuid4(), jenis="petugas", peran="petugas", wilayah="33.10", nama_wilayah="Klaten",
        inisial="RA", nama="Rini Astuti", sid=uuid4(), issued_at=now, expires_at=now,
    )  # fmt: skip


@pytest.fixture
async def conn(conn_of: Any) -> Any:
    async with conn_of("identity") as conn:
        await conn.execute("DELETE FROM outbox")
        yield conn


async def waiting(conn: Connection) -> tuple[UUID, Any]:
    akun_id, baru = await some_akun(conn)
    await queries.set_submitted(conn, akun_id, clock.now())
    return akun_id, baru


async def locked(conn: Connection, akun_id: UUID) -> Akun:
    akun = await queries.lock_akun(conn, akun_id)
    assert akun is not None
    return akun


async def block(conn: Connection, akun_id: UUID) -> None:
    form = BlokirForm(dasar="dokumen_palsu", catatan=NOTE)
    await actions.block_akun(conn, rini(), await locked(conn, akun_id), form)


async def unblock(conn: Connection, akun_id: UUID) -> None:
    akun = await locked(conn, akun_id)
    await actions.unblock_akun(conn, rini(), akun, "keliru", "Surat ternyata asli.")


async def names(conn: Connection) -> list[str]:
    return [type(event).__name__ for event in await told(conn)]


async def test_a_block_needs_one_of_four_grounds_and_a_note(conn: Connection) -> None:
    akun_id, _ = await waiting(conn)
    akun = await locked(conn, akun_id)
    with pytest.raises(Invalid) as wrong:
        await actions.block_akun(conn, rini(), akun, BlokirForm(dasar="lainnya", catatan="ok"))
    assert set(wrong.value.fields) == {"dasar", "catatan"}
    await block(conn, akun_id)
    event = (await told(conn))[-1]
    assert (type(event).__name__, event.version) == ("AkunBlocked", akun.version + 1)
    assert (event.pribadi.dasar, event.pribadi.catatan) == ("dokumen_palsu", NOTE)
    with pytest.raises(Conflict):
        await block(conn, akun_id)
    trail = "SELECT tindakan FROM jejak WHERE akun_id = $1 ORDER BY id"
    steps = [row["tindakan"] for row in await conn.fetch(trail, akun_id)]
    assert steps == ["daftar_akun", "blokir_akun"]


@pytest.mark.parametrize("name", ["kk", "email", "telepon"])
async def test_what_is_barred_cannot_sign_up_and_only_the_owner_is_told(
    conn: Connection, name: str
) -> None:
    akun_id, first = await waiting(conn)
    await block(conn, akun_id)
    again = await some_akun_baru(conn, **{name: getattr(first.diri, name)})
    await pendaftaran.make(conn, again)
    event = (await told(conn))[-1]
    assert type(event).__name__ == "AkunRepeated"
    assert event.pribadi.email == first.diri.email
    await unblock(conn, akun_id)
    if name != "email":
        await pendaftaran.make(conn, again)
        assert await queries.find_login(conn, again.diri.email) is not None


async def test_the_nik_stays_free_until_an_officer_confirms_the_bar(conn: Connection) -> None:
    akun_id, first = await waiting(conn)
    await block(conn, akun_id)
    own = {"nik": first.diri.nik, "telepon": "+628990000001"}
    owner = await some_akun_baru(conn, **own)
    await pendaftaran.make(conn, owner)
    assert await queries.find_login(conn, owner.diri.email) is not None

    other_id, other = await waiting(conn)
    await block(conn, other_id)
    await actions.confirm_nik(conn, rini(), await locked(conn, other_id))
    await actions.confirm_nik(conn, rini(), await locked(conn, other_id))
    again = await some_akun_baru(conn, nik=other.diri.nik, telepon="+628990000002")
    await pendaftaran.make(conn, again)
    assert await queries.find_login(conn, again.diri.email) is None


async def test_an_akun_that_waited_waits_again_as_a_new_submission(conn: Connection) -> None:
    akun_id, _ = await waiting(conn)
    await block(conn, akun_id)
    await unblock(conn, akun_id)
    events = (await told(conn))[-2:]
    assert [type(event).__name__ for event in events] == ["AkunUnblocked", "AkunSubmitted"]
    assert events[0].status == "submitted"
    assert events[1].version == events[0].version + 1
    akun = await queries.get_akun(conn, akun_id)
    assert (akun.status, akun.version) == ("submitted", events[1].version)


async def test_an_approved_akun_is_approved_again(conn: Connection) -> None:
    akun_id, _ = await waiting(conn)
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    await block(conn, akun_id)
    await unblock(conn, akun_id)
    assert (await told(conn))[-1].status == "approved"
    assert (await queries.get_akun(conn, akun_id)).status == "approved"


async def test_who_lost_his_nik_meanwhile_has_to_correct(conn: Connection) -> None:
    akun_id, first = await waiting(conn)
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    await block(conn, akun_id)
    taken = await some_akun_baru(conn, nik=first.diri.nik, telepon="+628990000003")
    await pendaftaran.make(conn, taken)
    await unblock(conn, akun_id)
    akun = await queries.get_akun(conn, akun_id)
    assert (akun.status, akun.nik_ganda, akun.sisa_kesempatan) == ("rejected", True, 3)


async def test_a_decision_that_comes_after_the_block_changes_nothing(conn: Connection) -> None:
    akun_id, _ = await waiting(conn)
    await block(conn, akun_id)
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    assert (await queries.get_akun(conn, akun_id)).status == "blocked"


# ---- doors --------------------------------------------------------------------------------------


def cookie(browser: Browser, token: str) -> Browser:
    browser.cookies = {"__Host-sesi": token}
    return browser


async def blocked(database: Database) -> UUID:
    akun_id = await submitted_akun(database)
    async with database.transaction() as conn:
        await block(conn, akun_id)
    return akun_id


@pytest.mark.usefixtures("stepped")
async def test_an_officer_blocks_confirms_and_lifts_on_the_page(
    browser: Browser, database: Database, sign: Any
) -> None:
    akun_id = await submitted_akun(database)
    cookie(browser, sign("petugas", "33.10"))
    page = f"{ROOT}/{akun_id}"
    assert "Blokir akun ini" in await browser.get(page)
    await browser.post(f"{page}/blokir", dasar="", catatan="")
    assert browser.status == 422
    assert "Pilih dasar pemblokiran." in browser.text
    await browser.post(f"{page}/blokir", dasar="orang_lain", catatan="Bukan satu keluarga.")
    assert browser.location == page
    shown = await browser.get(page)
    assert "Larang juga NIK ini" in shown
    await browser.post(f"{page}/nik")
    assert ", dan NIK" in await browser.get(page)
    assert str(akun_id) in await browser.get(ROOT)
    await browser.get(page)
    await browser.post(
        f"{page}/buka", dasar_buka="sudah_dibuktikan", catatan_buka="Dibuktikan di kantor."
    )
    assert browser.location == page
    assert str(akun_id) not in await browser.get(ROOT)


async def test_another_offices_officer_does_not_enter(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id = await blocked(database)
    for area, status in (("34.02", 403), ("33.10", 200)):
        headers = {"Authorization": f"Bearer {sign('petugas', area)}"}
        async with client.get(f"{API}/{akun_id}", headers=headers) as answer:
            assert answer.status == status
    headers = {"Authorization": f"Bearer {sign('petugas', '34.02')}"}
    async with client.get(API, headers=headers) as answer:
        listed = {row["akun_id"] for row in (await answer.json())["akun"]}
    assert str(akun_id) not in listed


async def test_a_number_leads_to_its_akun(browser: Browser, database: Database, sign: Any) -> None:
    akun_id = await submitted_akun(database)
    async with database.connection() as conn:
        nomor = (await queries.get_akun(conn, akun_id)).nomor
    cookie(browser, sign("petugas", "33.10"))
    await browser.get(f"{ROOT}?q={nomor}")
    assert browser.location == f"{ROOT}/{akun_id}"
    cookie(browser, sign("petugas", "34.02"))
    assert "Tidak ada akun" in await browser.get(f"{ROOT}?q={nomor}")


async def test_the_blocked_page_marks_the_ground_and_takes_one_appeal(
    browser: Browser, database: Database, sign: Any
) -> None:
    akun_id = await blocked(database)
    cookie(browser, sign("penduduk", "", akun_id))
    page = await browser.get("/akun/status")
    for words in ("Akun Anda diblokir", "23 Tahun 2006", "24 Tahun 2013", NOTE, "berulang kali"):
        assert words in page
    assert page.count("(berlaku untuk akun Anda)") == 1
    await browser.post("/akun/banding", isi_banding="pendek")
    assert browser.status == 422
    assert "Alasan terlalu pendek" in browser.text
    await browser.post(
        "/akun/banding", isi_banding="Surat kerja itu asli, bisa ditanyakan ke pabrik."
    )
    assert browser.location == "/akun/status#banding"
    page = await browser.get("/akun/status")
    assert "menunggu jawaban petugas" in page
    assert 'action="/akun/banding"' not in page
    async with database.connection() as conn:
        assert (await names(conn))[-1] == "BandingSubmitted"


@pytest.mark.usefixtures("stepped")
async def test_the_office_refuses_or_accepts_an_appeal(
    client: Client, database: Database, sign: Any
) -> None:
    officer = {"Authorization": f"Bearer {sign('petugas', '33.10')}"}
    for jawaban, status, last in (
        ("refused", "blocked", "BandingRefused"), ("accepted", "submitted", "AkunSubmitted"),
    ):  # fmt: skip
        akun_id = await blocked(database)
        mine = {"Authorization": f"Bearer {sign('penduduk', '', akun_id)}"}
        path = "/api/v1/identity/akun/saya/banding"
        body = {"isi": "Surat kerja itu asli, bisa ditanyakan."}
        async with client.post(path, json=body, headers=mine) as answer:
            assert (answer.status, (await answer.json())["jawaban"]) == (201, "menunggu")
        async with client.post(path, json=body, headers=mine) as answer:
            assert answer.status == 409
        async with client.get(f"{API}?banding=1", headers=officer) as answer:
            assert str(akun_id) in {row["akun_id"] for row in (await answer.json())["akun"]}
        said = {"jawaban": jawaban, "catatan": "Sudah kami periksa lagi."}
        async with client.post(f"{API}/{akun_id}/banding", json=said, headers=officer) as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, status)
        async with client.post(f"{API}/{akun_id}/banding", json=said, headers=officer) as answer:
            assert answer.status == 409
        async with database.connection() as conn:
            assert (await names(conn))[-1] == last


async def test_nothing_of_a_block_lies_in_clear(conn: Connection) -> None:
    akun_id, baru = await waiting(conn)
    await block(conn, akun_id)
    for table in ("blokir", "larangan"):
        for row in await conn.fetch(f"SELECT * FROM {table}"):
            for secret in (NOTE, *baru.diri.model_dump().values()):
                assert all(secret.encode() not in v for v in row.values() if isinstance(v, bytes))
                assert secret not in map(str, row.values())
