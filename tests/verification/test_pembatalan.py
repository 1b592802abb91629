"""Undoing a decision: within its minute, by its officer, and told exactly once or never."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from services.verification.antrean import queries
from services.verification.antrean.models import KeputusanForm
from services.verification.pembatalan import actions, penyampaian, tenggang
from services.verification.pembatalan.sampaikan import sampaikan
from services.verification.settings import VerificationSettings
from shared import clock
from shared.errors import Conflict
from tests.verification import facts
from tests.verification.conftest import GILANG, RINI, hear, open_tugas, told
from tests.verification.test_actions import ALL_FIT, claim, decide
from tests.verification.test_api import API
from tests.verification.test_api import ask as ask_api
from tests.verification.test_blokir import blocked
from tests.verification.test_pages import ALL_FIT as FIT
from tests.verification.test_pages import Browser

MADE = "verification.keputusan.made.v1"
MINUTE = timedelta(seconds=60)


@pytest.fixture(autouse=True)
def a_minute(monkeypatch) -> None:
    monkeypatch.setattr(tenggang, "lama", lambda: MINUTE)


async def decided(db, siapa=RINI, **facts_):
    tugas_id = await open_tugas(db, **facts_)
    tugas = await claim(db, siapa, tugas_id)
    return await decide(db, siapa, tugas_id, tugas.fence)


async def undo(db, siapa, tugas_id):
    async with db.transaction() as conn:
        return await actions.undo_decision(conn, siapa, tugas_id)


async def sweep(db, later: timedelta = MINUTE) -> int:
    async with db.transaction() as conn:
        return await penyampaian.tell_due(conn, clock.now() + later)


def test_in_production_a_decision_may_be_undone_for_a_minute(migrated) -> None:
    given = migrated.settings("verification").model_dump()
    for environment, said, seconds in (
        ("production", None, 60), ("test", None, 0), ("local", None, 0),
        ("production", 0, 0), ("test", 5, 5),
    ):  # fmt: skip
        kept = VerificationSettings(
            **{**given, "environment": environment, "undo_seconds": said}
        ).tenggang
        assert kept == timedelta(seconds=seconds)


async def test_colleagues_see_it_at_once_and_others_after_the_minute(db) -> None:
    tugas = await decided(db)
    assert tugas.status == "decided"
    assert tugas.tertahan_sampai == tugas.decided_at + MINUTE
    assert MADE not in await told(db)
    assert await sweep(db, timedelta()) == 0
    assert await sweep(db) == 1
    assert await sweep(db) == 0
    assert (await told(db))[-2:] == [MADE, "verification.jejak.added.v1"]
    with pytest.raises(Conflict, match="sudah diberi tahu"):
        await undo(db, RINI, tugas.id)


async def test_what_is_told_later_is_what_was_decided_then(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    await decide(
        db, RINI, tugas_id, fence, "rejected", alasan=["alamat_tidak_lengkap"],
        catatan="Tulis nomor rumah dan RT.",
    )  # fmt: skip
    await sweep(db)
    async with db.connection() as conn:
        row = await conn.fetchrow(
            "SELECT convert_from(body, 'utf8') AS body, sealed FROM outbox WHERE type = $1", MADE
        )
        tugas = await queries.get_tugas(conn, tugas_id)
    assert '"keputusan":"rejected"' in row["body"]
    assert '"bidang":["alamat"]' in row["body"]
    assert "nomor rumah" not in row["body"]
    assert row["sealed"]
    assert (tugas.version, tugas.tertahan_sampai) == (3, None)


async def test_undone_it_is_the_officers_again_and_nothing_was_told(db) -> None:
    tugas = await decided(db)
    back = await undo(db, RINI, tugas.id)
    assert (back.status, back.keputusan, back.decided_at) == ("open", "", None)
    assert back.is_claimed_by(RINI.id)
    assert back.checklist == ALL_FIT
    assert await sweep(db) == 0
    assert MADE not in await told(db)
    # The page that decided it is stale: its button, pressed again, decides nothing.
    with pytest.raises(Conflict):
        await decide(db, RINI, tugas.id, tugas.fence)
    again = await decide(db, RINI, tugas.id, back.fence)
    assert again.status == "decided"
    await sweep(db)
    assert (await told(db)).count(MADE) == 1


async def test_only_its_officer_undoes_it_and_only_once(db) -> None:
    tugas = await decided(db)
    with pytest.raises(Conflict, match="Hanya petugas yang memutus"):
        await undo(db, GILANG, tugas.id)
    await undo(db, RINI, tugas.id)
    with pytest.raises(Conflict, match="sudah dibatalkan"):
        await undo(db, RINI, tugas.id)


async def test_of_undoing_and_telling_at_once_one_happens(db) -> None:
    for _ in range(10):
        tugas = await decided(db)
        before = (await told(db)).count(MADE)
        found = await asyncio.gather(
            undo(db, RINI, tugas.id), sweep(db), sweep(db), return_exceptions=True
        )
        was_told = (await told(db)).count(MADE) - before
        was_undone = not isinstance(found[0], BaseException)
        assert was_told + was_undone == 1, found
        await sweep(db)
        assert (await told(db)).count(MADE) - before == was_told


async def test_a_crash_between_taking_and_telling_does_neither(db, monkeypatch) -> None:
    tugas = await decided(db)

    async def crash(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(penyampaian.outbox, "emit_all", crash)
        with pytest.raises(RuntimeError):
            await sweep(db)
    async with db.connection() as conn:
        assert (await queries.get_tugas(conn, tugas.id)).tertahan_sampai
    await sweep(db)
    assert (await told(db)).count(MADE) == 1


async def test_what_was_withdrawn_in_its_minute_is_neither_told_nor_undone(db) -> None:
    event = facts.permohonan_submitted()
    await hear(db, event)
    async with db.connection() as conn:
        tugas_id = await conn.fetchval(
            "SELECT id FROM tugas WHERE subjek_id = $1", event.aggregate_id
        )
    fence = (await claim(db, RINI, tugas_id)).fence
    await decide(db, RINI, tugas_id, fence)
    await hear(db, facts.permohonan_cancelled(event.aggregate_id, 2))
    with pytest.raises(Conflict, match="menarik"):
        await undo(db, RINI, tugas_id)
    assert await sweep(db) == 1
    assert MADE not in await told(db)


async def test_a_blocked_akun_opens_nothing_again(db) -> None:
    event = facts.permohonan_submitted()
    await hear(db, event)
    async with db.connection() as conn:
        tugas_id = await conn.fetchval(
            "SELECT id FROM tugas WHERE subjek_id = $1", event.aggregate_id
        )
    fence = (await claim(db, RINI, tugas_id)).fence
    await decide(db, RINI, tugas_id, fence)
    await hear(db, blocked(event.akun_id, 5))
    with pytest.raises(Conflict, match="diblokir"):
        await undo(db, RINI, tugas_id)


async def test_the_button_stands_on_the_next_page_and_on_the_task(db, client, sign) -> None:
    tugas_id = await open_tugas(db)
    rini = Browser(client, sign("petugas", "34.02", RINI.id, RINI.nama))
    gilang = Browser(client, sign("petugas", "34.02", GILANG.id, GILANG.nama))
    await rini.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    await rini.get(f"/verifikasi/{tugas_id}")
    answer = await rini.post(
        f"/verifikasi/{tugas_id}/keputusan", fence=rini.fence, keputusan="approved", **FIT
    )
    await rini.get(answer.headers["Location"])
    assert "Pemohon diberi tahu setelah pukul" in rini.text
    assert f'action="/verifikasi/{tugas_id}/batalkan' in rini.text
    await gilang.get(f"/verifikasi/{tugas_id}")
    assert "Disetujui oleh Rini Astuti" in gilang.text
    assert "Batalkan putusan" not in gilang.text
    answer = await gilang.post(f"/verifikasi/{tugas_id}/batalkan")
    assert answer.status == 409
    await rini.get(f"/verifikasi/{tugas_id}")
    assert "Pemohon belum diberi tahu." in rini.text
    answer = await rini.post(f"/verifikasi/{tugas_id}/batalkan")
    assert answer.status == 303
    await rini.get(answer.headers["Location"])
    assert "Lepas tugas" in rini.text


async def test_the_api_says_until_when_and_undoes(db, client, sign) -> None:
    mine = sign("petugas", "34.02", RINI.id, RINI.nama)
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    form = KeputusanForm(fence=fence, keputusan="approved", checklist=ALL_FIT)
    _, made = await ask_api(
        client, mine, "POST", f"{API}/{tugas_id}/keputusan", **form.model_dump()
    )
    assert made["batalkan_sampai"]
    status, back = await ask_api(client, mine, "POST", f"{API}/{tugas_id}/batalkan")
    assert (status, back["status"], back["milik_saya"]) == (200, "open", True)
    status, _ = await ask_api(client, mine, "POST", f"{API}/{tugas_id}/batalkan")
    assert status == 409


async def test_the_worker_tells_what_is_due_by_itself(db, migrated, monkeypatch) -> None:
    monkeypatch.setattr(tenggang, "lama", lambda: timedelta(milliseconds=1))
    await decided(db)
    work = asyncio.create_task(sampaikan(db, migrated.settings("verification")))
    try:
        async with asyncio.timeout(20):
            while MADE not in await told(db):
                await asyncio.sleep(0.05)
    finally:
        work.cancel()
