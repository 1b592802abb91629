"""Claims, checks and decisions on a real database."""

import asyncio
from uuid import uuid4

import orjson
import pytest

from services.verification.antrean import actions, queries, rules
from services.verification.antrean.models import KeputusanForm, PeriksaForm
from shared.errors import Conflict, Invalid
from tests.verification import facts
from tests.verification.conftest import GILANG, RINI, hear, lapse, open_tugas, petugas, told

ALL_FIT = dict.fromkeys(rules.BUTIR["permohonan"], "sesuai")


async def claim(db, siapa, tugas_id):
    async with db.transaction() as conn:
        return await actions.claim_tugas(conn, siapa, tugas_id)


async def decide(db, siapa, tugas_id, fence, keputusan="approved", **more):
    form = KeputusanForm(fence=fence, keputusan=keputusan, checklist=ALL_FIT, **more)
    async with db.transaction() as conn:
        return await actions.decide_tugas(conn, siapa, tugas_id, form)


async def test_of_fifty_claims_at_once_exactly_one_wins(db) -> None:
    tugas_id = await open_tugas(db)
    rivals = [petugas(f"Petugas {n}") for n in range(50)]
    found = await asyncio.gather(
        *(claim(db, rival, tugas_id) for rival in rivals), return_exceptions=True
    )
    winners = [tugas for tugas in found if not isinstance(tugas, BaseException)]
    assert len(winners) == 1
    assert winners[0].fence == 1
    losers = [str(refused) for refused in found if isinstance(refused, Conflict)]
    assert len(losers) == 49
    assert all(winners[0].claimed_nama in text and "WIB" in text for text in losers)
    assert (await told(db)).count("verification.tugas.claimed.v1") == 1


async def test_claiming_again_renews_and_keeps_the_fence(db) -> None:
    tugas_id = await open_tugas(db)
    first = await claim(db, RINI, tugas_id)
    again = await claim(db, RINI, tugas_id)
    assert again.fence == first.fence == 1
    assert again.claimed_until >= first.claimed_until
    assert (await told(db)).count("verification.tugas.claimed.v1") == 1


async def test_a_lapsed_claim_goes_to_the_next_and_the_first_is_told(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    await lapse(db, tugas_id)
    theirs = await claim(db, GILANG, tugas_id)
    assert theirs.fence == mine.fence + 1
    with pytest.raises(Conflict, match="diambil Gilang Wibowo pukul"):
        await decide(db, RINI, tugas_id, mine.fence)
    decided = await decide(db, GILANG, tugas_id, theirs.fence)
    assert decided.status == "decided"
    with pytest.raises(Conflict, match="diputus Gilang Wibowo pukul"):
        await decide(db, RINI, tugas_id, mine.fence)


async def test_a_lapsed_claim_that_nobody_took_may_still_decide(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    await lapse(db, tugas_id)
    assert (await decide(db, RINI, tugas_id, mine.fence)).status == "decided"


async def test_of_two_decisions_at_once_one_is_made(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    await lapse(db, tugas_id)
    theirs = await claim(db, GILANG, tugas_id)
    found = await asyncio.gather(
        decide(db, RINI, tugas_id, mine.fence),
        decide(db, GILANG, tugas_id, theirs.fence),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Conflict) for one in found) == 1
    assert (await told(db)).count("verification.keputusan.made.v1") == 1


async def test_the_same_decision_sent_twice_is_made_once(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    await asyncio.gather(*(decide(db, RINI, tugas_id, fence) for _ in range(5)))
    assert (await told(db)).count("verification.keputusan.made.v1") == 1


async def test_a_stale_page_of_the_same_officer_is_told_so(db) -> None:
    tugas_id = await open_tugas(db)
    old = (await claim(db, RINI, tugas_id)).fence
    async with db.transaction() as conn:
        await actions.release_tugas(conn, RINI, tugas_id, old)
    with pytest.raises(Conflict, match="dilepas"):
        await decide(db, RINI, tugas_id, old)
    await claim(db, RINI, tugas_id)
    with pytest.raises(Conflict, match="halaman lain"):
        await decide(db, RINI, tugas_id, old)


async def test_a_release_returns_it_to_the_pool_with_its_checks(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    async with db.transaction() as conn:
        form = PeriksaForm(fence=fence, checklist={"ktp_el": "sesuai"})
        await actions.save_checks(conn, RINI, tugas_id, form)
        await actions.release_tugas(conn, RINI, tugas_id, fence)
    taken = await claim(db, GILANG, tugas_id)
    assert taken.checklist == {"ktp_el": "sesuai"}
    assert taken.fence == 2
    assert (await told(db)).count("verification.tugas.claimed.v1") == 1


async def test_a_save_renews_the_lease(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    await lapse(db, tugas_id)
    async with db.transaction() as conn:
        saved = await actions.save_checks(conn, RINI, tugas_id, PeriksaForm(fence=fence))
    assert saved.is_claimed_by(RINI.id)


async def test_approval_with_open_checks_lists_them_and_changes_nothing(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    form = KeputusanForm(fence=fence, keputusan="approved", checklist={"ktp_el": "sesuai"})
    with pytest.raises(Invalid) as wrong:
        async with db.transaction() as conn:
            await actions.decide_tugas(conn, RINI, tugas_id, form)
    assert len(wrong.value.fields) == 5
    async with db.connection() as conn:
        assert (await queries.get_tugas(conn, tugas_id)).status == "open"


async def test_a_rejection_keeps_and_tells_reason_and_note(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    note = "Unggah lagi surat kerja yang terbaca."
    made = await decide(db, RINI, tugas_id, fence, "rejected", alasan=["dokumen"], catatan=note)
    assert (made.keputusan, made.alasan, made.catatan) == ("rejected", ("dokumen",), note)
    async with db.connection() as conn:
        row = await conn.fetchrow(
            "SELECT body, version FROM outbox WHERE type = 'verification.keputusan.made.v1'"
        )
        versions = await conn.fetch(
            "SELECT version FROM outbox WHERE type NOT LIKE '%jejak%' ORDER BY id"
        )
        kept = await conn.fetchval("SELECT catatan FROM tugas")
    assert b"dokumen" in row["body"]
    assert note.encode() not in row["body"] + kept
    assert [one["version"] for one in versions] == [1, 2, 3]


async def test_a_cancellation_wins_over_a_later_decision(db) -> None:
    event = facts.permohonan_submitted()
    await hear(db, event)
    async with db.connection() as conn:
        tugas_id = await conn.fetchval("SELECT id FROM tugas")
    fence = (await claim(db, RINI, tugas_id)).fence
    await hear(db, facts.permohonan_cancelled(event.aggregate_id, 2))
    with pytest.raises(Conflict, match="ditarik"):
        await decide(db, RINI, tugas_id, fence)


async def test_the_outcome_settles_what_was_decided(db) -> None:
    event = facts.permohonan_submitted()
    await hear(db, event)
    async with db.connection() as conn:
        tugas_id = await conn.fetchval("SELECT id FROM tugas")
    await decide(db, RINI, tugas_id, (await claim(db, RINI, tugas_id)).fence)
    await hear(db, facts.permohonan_approved(event.aggregate_id, 3))
    async with db.connection() as conn:
        tugas = await queries.get_tugas(conn, tugas_id)
    assert (tugas.status, tugas.hasil, tugas.decided_nama) == ("settled", "approved", RINI.nama)


async def test_taking_the_next_is_fair_and_never_the_same(db) -> None:
    for n in range(12):
        at = facts.AT.replace(day=2 + n)
        await open_tugas(db, at=at, nobukti=f"W{n:08d}")

    async def take(siapa):
        async with db.transaction() as conn:
            return await actions.claim_next(conn, siapa)

    takers = [petugas(f"Petugas {n}") for n in range(15)]
    found = await asyncio.gather(*map(take, takers), return_exceptions=True)
    taken = [tugas.nomor for tugas in found if not isinstance(tugas, BaseException)]
    assert sorted(taken) == [f"W{n:08d}" for n in range(12)]
    assert sum(isinstance(one, Conflict) for one in found) == 3
    assert await told(db) != []


async def test_the_next_is_the_nearest_deadline_of_the_own_office(db) -> None:
    await open_tugas(db, tujuan=facts.JAKARTA, at=facts.AT.replace(day=2), nobukti="W00000001")
    await open_tugas(db, at=facts.AT.replace(day=12), nobukti="W00000002")
    await open_tugas(db, at=facts.AT.replace(day=6), nobukti="W00000003")
    async with db.transaction() as conn:
        first = await actions.claim_next(conn, RINI)
        second = await actions.claim_next(conn, GILANG)
        with pytest.raises(Conflict):
            await actions.claim_next(conn, petugas("Ketiga"))
    assert (first.nomor, second.nomor) == ("W00000003", "W00000002")


async def test_an_unknown_tugas_is_not_found(db) -> None:
    from shared.errors import NotFound

    with pytest.raises(NotFound):
        await claim(db, RINI, uuid4())


async def test_the_trail_says_in_which_role_the_officer_decided(db) -> None:
    tugas_id = await open_tugas(db)
    kepala = petugas("Wahyu Nugroho", peran="kepala_dinas")
    claimed = await claim(db, kepala, tugas_id)
    await decide(db, kepala, tugas_id, claimed.fence)
    async with db.connection() as conn:
        (body,) = await conn.fetchrow("SELECT body FROM outbox WHERE type LIKE '%jejak.added%'")
    step = orjson.loads(body)["data"]
    assert (step["peran"], step["wilayah"], step["tindakan"], step["maksud"]) == (
        "kepala_dinas", "34.02", "setujui", "pemeriksaan permohonan",
    )  # fmt: skip
