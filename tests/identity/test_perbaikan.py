"""Correcting an akun that was found not valid: what counts, how often, and then the block."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.identity.akun import queries, reactions
from services.identity.akun.models import Akun
from services.identity.perbaikan import actions, rules
from services.identity.perbaikan.models import Perbaikan
from services.identity.settings import IdentitySettings
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto.storage import store_of
from shared import crypto
from shared.db import Database
from shared.errors import Conflict, Invalid
from tests.identity.conftest import (
    Browser,
    photo,
    some_akun,
    some_nik,
    submitted_akun,
)
from tests.identity.test_akun import decided, told

NOTE = "Nomor KK tidak cocok dengan NIK."


def marked(akun_id: UUID, version: int = 0) -> Any:
    """The office's decision with what it marked."""
    event = decided(akun_id, "rejected", NOTE)
    more = {"alasan": ("kk_tidak_cocok",), "bidang": ("kk",), "subjek_version": version}
    return event.model_copy(update=more)


async def rejected_akun(database: Database) -> UUID:
    akun_id = await submitted_akun(database)
    async with database.transaction() as conn:
        await reactions.on_keputusan_made(conn, marked(akun_id))
    return akun_id


def same(akun: Akun, **other: Any) -> Perbaikan:
    kept = akun.diri.model_dump(include={"nik", "kk", "nama", "alamat", "telepon"})
    return Perbaikan(**{**kept, "kode_wilayah": akun.kode_wilayah, **other})


@pytest.fixture
def store(migrated: Any) -> Any:
    settings = migrated.settings("identity")
    assert isinstance(settings, IdentitySettings)
    return store_of(settings.storage_url)


async def correct(database: Database, store: Any, akun_id: UUID, **other: Any) -> Akun:
    async with database.transaction() as conn:
        baru = same(await queries.get_akun(conn, akun_id), **other)
        return await actions.correct_akun(conn, store, akun_id, baru)


async def get(database: Database, akun_id: UUID) -> Akun:
    async with database.connection() as conn:
        return await queries.get_akun(conn, akun_id)


async def test_what_the_officer_marked_is_kept(database: Database) -> None:
    akun = await get(database, await rejected_akun(database))
    assert (akun.status, akun.catatan) == ("rejected", NOTE)
    assert (akun.alasan, akun.bidang) == (("kk_tidak_cocok",), ("kk",))
    assert akun.sisa_kesempatan == 3


@pytest.mark.parametrize(
    "other",
    [{}, {"nama": "TUKIYEM  rekaan"}, {"alamat": "dukuh sawit kidul rt 003, rw 007"}],
)
async def test_only_a_real_change_uses_a_chance(
    database: Database, store: Any, other: dict[str, str]
) -> None:
    akun_id = await rejected_akun(database)
    with pytest.raises(Invalid) as wrong:
        await correct(database, store, akun_id, **other)
    assert set(wrong.value.fields) == {"kk"}
    assert (await get(database, akun_id)).sisa_kesempatan == 3


async def test_a_correction_is_a_new_submission(database: Database, store: Any) -> None:
    akun_id = await rejected_akun(database)
    before = await get(database, akun_id)
    akun = await correct(database, store, akun_id, kk="3310051205119876")
    assert (akun.status, akun.sisa_kesempatan) == ("submitted", 2)
    assert akun.version == before.version + 1
    assert akun.diri.kk == "3310051205119876"
    async with database.connection() as conn:
        last = [event for event in await told(conn) if event.aggregate_id == akun_id][-1]
    assert (type(last).__name__, last.version, last.nomor) == (
        "AkunSubmitted", akun.version, before.nomor,
    )  # fmt: skip


async def give_photo(database: Database, store: Any, akun_id: UUID) -> None:
    """Give the akun a selfie that can be opened."""
    async with database.transaction() as conn:
        swafoto_id = await swafoto.store_swafoto(conn, store, photo())
        await conn.execute("UPDATE akun SET swafoto_id = $2 WHERE id = $1", akun_id, swafoto_id)


async def test_a_new_selfie_counts_by_its_pixels(database: Database, store: Any) -> None:
    akun_id = await rejected_akun(database)
    await give_photo(database, store, akun_id)
    picture = photo()
    ids = []
    for content in (picture, picture, photo()):
        async with database.transaction() as conn:
            ids.append(await swafoto.store_swafoto(conn, store, content))
    first = await correct(database, store, akun_id, swafoto_id=ids[0], kk="3310051205119877")
    assert first.swafoto_id == ids[0]
    with pytest.raises(Invalid):
        await correct(database, store, akun_id, swafoto_id=ids[1])
    second = await correct(database, store, akun_id, swafoto_id=ids[2])
    assert (second.swafoto_id, second.sisa_kesempatan) == (ids[2], 1)


async def test_of_fifty_at_once_three_are_accepted_and_then_it_is_blocked(
    database: Database, store: Any
) -> None:
    akun_id = await rejected_akun(database)

    async def one(n: int) -> bool:
        try:
            await correct(database, store, akun_id, kk=f"33100512051{n:02d}123")
        except Conflict:
            return False
        return True

    accepted = await asyncio.gather(*(one(n) for n in range(50)))
    assert sum(accepted) == 3
    akun = await get(database, akun_id)
    assert (akun.status, akun.sisa_kesempatan) == ("submitted", 0)
    async with database.transaction() as conn:
        await reactions.on_keputusan_made(conn, marked(akun_id, akun.version))
    assert (await get(database, akun_id)).status == "blocked"
    assert sum(await asyncio.gather(*(one(n) for n in range(50, 60)))) == 0
    async with database.connection() as conn:
        last = [event for event in await told(conn) if event.aggregate_id == akun_id][-1]
    assert type(last).__name__ == "AkunBlocked"
    assert (last.pribadi.dasar, last.pribadi.catatan) == ("data_berulang", NOTE)


async def test_a_decision_on_data_since_corrected_changes_nothing(
    database: Database, store: Any
) -> None:
    akun_id = await rejected_akun(database)
    looked_at = await correct(database, store, akun_id, kk="3310051205119876")
    await correct(database, store, akun_id, nik=some_nik())
    late = decided(akun_id, "approved").model_copy(update={"subjek_version": looked_at.version})
    async with database.transaction() as conn:
        await reactions.on_keputusan_made(conn, late)
    assert (await get(database, akun_id)).status == "submitted"


@pytest.mark.parametrize(
    ("status", "decided_before", "sisa", "may"),
    [
        ("rejected", True, 3, True), ("submitted", True, 1, True), ("submitted", True, 0, False),
        ("submitted", False, 3, False), ("claimed", True, 2, False), ("approved", True, 3, False),
        ("blocked", True, 0, False), ("registered", False, 3, False),
    ],
)  # fmt: skip
async def test_who_may_correct(
    conn_of: Any, status: str, decided_before: bool, sisa: int, may: bool
) -> None:
    async with conn_of("identity") as conn:
        akun_id, _ = await some_akun(conn)
        akun = await queries.get_akun(conn, akun_id)
    at = akun.registered_at if decided_before else None
    changed = {"status": status, "decided_at": at, "sisa_kesempatan": sisa}
    akun = akun.model_copy(update=changed)
    assert rules.may_correct(akun) is may
    if not may:
        with pytest.raises(Conflict):
            rules.check_may_correct(akun)


async def test_anothers_nik_is_told_to_its_owner_only_and_never_approved(
    database: Database, store: Any
) -> None:
    async with database.transaction() as conn:
        owner_id, owner = await some_akun(conn)
    akun_id = await rejected_akun(database)
    akun = await correct(database, store, akun_id, nik=owner.diri.nik)
    assert (akun.status, akun.nik_ganda) == ("submitted", True)
    async with database.connection() as conn:
        repeated = [event for event in await told(conn) if hasattr(event.pribadi, "bahasa")][-1]
    assert type(repeated).__name__ == "AkunRepeated"
    assert repeated.pribadi.email == owner.diri.email
    async with database.transaction() as conn:
        await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    assert (await get(database, akun_id)).status == "rejected"
    assert (await get(database, owner_id)).status == "registered"


async def test_a_phone_is_correctable_and_what_a_block_bars_is_marked(
    database: Database, store: Any
) -> None:
    akun_id = await rejected_akun(database)
    akun = await correct(database, store, akun_id, telepon="+6281398765432")
    assert (akun.diri.telepon, akun.sisa_kesempatan, akun.nik_ganda) == ("+6281398765432", 2, False)
    async with database.transaction() as conn:
        index = crypto.index("telepon", "+6281398765432")
        assert await conn.fetchval("SELECT telepon_index FROM akun WHERE id = $1", akun_id) == index
        other_id, _ = await some_akun(conn)
        blokir_id = uuid4()
        await conn.execute(
            "INSERT INTO blokir (id, akun_id, dasar, catatan_sealed, status_before, blocked_at, "
            "blocked_nama) VALUES ($1, $2, 'dokumen_palsu', '', 'approved', now(), '')",
            blokir_id, other_id,
        )  # fmt: skip
        await conn.execute(
            "INSERT INTO larangan (jenis, nilai_index, blokir_id) VALUES ('telepon', $1, $2)",
            crypto.index("telepon", "+6281311112222"), blokir_id,
        )  # fmt: skip
    barred = await correct(database, store, akun_id, telepon="+6281311112222")
    assert (barred.status, barred.nik_ganda) == ("submitted", True)


async def test_without_a_kept_selfie_a_new_one_is_asked_for(database: Database, store: Any) -> None:
    akun_id = await rejected_akun(database)
    async with database.transaction() as conn:
        await conn.execute("UPDATE akun SET swafoto_id = NULL WHERE id = $1", akun_id)
    with pytest.raises(Invalid) as wrong:
        await correct(database, store, akun_id, kk="3310051205119876")
    assert set(wrong.value.fields) == {"swafoto"}
    assert (await get(database, akun_id)).sisa_kesempatan == 3
    async with database.transaction() as conn:
        new = await swafoto.store_swafoto(conn, store, photo())
    akun = await correct(database, store, akun_id, swafoto_id=new)
    assert (akun.swafoto_id, akun.sisa_kesempatan) == (new, 2)


async def logged_in(browser: Browser, sign: Any, akun_id: UUID) -> Browser:
    browser.cookies["__Host-sesi"] = sign("penduduk", "", akun_id)
    return browser


async def test_the_page_shows_the_note_and_takes_the_correction(
    browser: Browser, database: Database, store: Any, sign: Any
) -> None:
    akun_id = await rejected_akun(database)
    await give_photo(database, store, akun_id)
    await logged_in(browser, sign, akun_id)
    status = await browser.get("/akun/status")
    assert NOTE in status
    assert "/akun/perbaikan" in status
    page = await browser.get("/akun/perbaikan")
    assert 'href="#kk"' in page
    assert "Ditandai petugas" in page
    akun = await get(database, akun_id)
    typed = {
        "nik": akun.diri.nik, "nama": akun.diri.nama, "kk": akun.diri.kk,
        "alamat": akun.diri.alamat, "telepon": akun.diri.telepon, "ktp_provinsi": "33",
        "ktp_kabupaten": "33.10", "ktp_kecamatan": "33.10.05", "ktp_kelurahan": akun.kode_wilayah,
    }  # fmt: skip
    refused = await browser.post("/akun/perbaikan", {}, **typed)
    assert browser.status == 422
    assert "Belum ada yang berubah" in refused
    typed |= {"kk": "3310 0512 0511 4321"}
    held = await browser.post("/akun/perbaikan", {"swafoto_galeri": photo()}, **typed)
    assert browser.status == 200
    assert "Belum terkirim" in held
    assert "Wajah tidak terlihat" in held
    chosen = browser.field("swafoto_id")
    await browser.get(f"/akun/perbaikan/foto?v={chosen}")
    assert browser.status == 200
    await browser.get("/akun/perbaikan")
    await browser.post("/akun/perbaikan", {}, **typed, swafoto_id=chosen, pakai_foto="1")
    assert (browser.status, browser.location) == (303, "/akun/status")
    changed = await get(database, akun_id)
    assert (changed.status, changed.sisa_kesempatan) == ("submitted", 2)
    assert str(changed.swafoto_id) == chosen
    await browser.get(f"/akun/perbaikan/foto?v={chosen}")
    assert browser.status == 404


async def test_the_api_corrects_what_is_given(client: Any, database: Database, sign: Any) -> None:
    akun_id = await rejected_akun(database)
    headers = {"Authorization": f"Bearer {sign('penduduk', '', akun_id)}"}
    path = "/api/v1/identity/akun/saya/perbaikan"
    async with client.post(path, json={"kk": "12"}, headers=headers) as answer:
        assert (answer.status, set((await answer.json())["galat"])) == (422, {"kk"})
    async with client.post(path, json={"kk": "3310051205119999"}, headers=headers) as answer:
        assert answer.status == 202
        assert (await answer.json())["sisa_kesempatan"] == 2
    async with client.get("/api/v1/identity/akun/saya", headers=headers) as answer:
        assert (await answer.json())["bidang"] == ["kk"]
