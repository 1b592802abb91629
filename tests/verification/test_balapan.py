"""Two things at once to one tugas: one outcome, and the other is told why with a 409."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import pytest

from services.verification.antrean import queries
from services.verification.antrean.models import Tugas
from services.verification.pembagian import actions as pembagian
from shared.db import Database
from shared.errors import Conflict
from tests.verification import facts
from tests.verification.conftest import GILANG, RINI, hear, lapse, open_tugas, petugas, told
from tests.verification.test_actions import claim, decide
from tests.verification.test_pembagian import ended

SARI = petugas("Sari Dewi", peran="supervisor")
MADE = "verification.keputusan.made.v1"
# Which of the two comes first is up to the machine: often enough, both happen.
TIMES = 8


async def both(one: Awaitable[Any], other: Awaitable[Any]) -> tuple[str, str]:
    """Let both happen at once and return what each was told: "" for done."""
    found = await asyncio.gather(one, other, return_exceptions=True)
    for each in found:
        assert not isinstance(each, BaseException) or isinstance(each, Conflict), each
    first, second = (str(each) if isinstance(each, Conflict) else "" for each in found)
    return first, second


async def now(db: Database, tugas_id: UUID) -> Tugas:
    async with db.connection() as conn:
        return await queries.get_tugas(conn, tugas_id)


async def decisions(db: Database, tugas_id: UUID) -> int:
    async with db.connection() as conn:
        return await conn.fetchval(
            "SELECT count(*) FROM outbox WHERE type = $1 AND aggregate_id = $2", MADE, tugas_id
        )


@pytest.mark.parametrize("_time", range(TIMES))
async def test_a_cancellation_races_an_approval(db, _time) -> None:
    event = facts.permohonan_submitted()
    await hear(db, event)
    async with db.connection() as conn:
        tugas_id = await conn.fetchval("SELECT id FROM tugas")
    fence = (await claim(db, RINI, tugas_id)).fence
    cancelled = facts.permohonan_cancelled(event.aggregate_id, 2)
    said, _ = await both(decide(db, RINI, tugas_id, fence), hear(db, cancelled))
    assert said in ("", "Permohonan ini sudah ditarik oleh pemohon.")
    tugas = await now(db, tugas_id)
    # What the resident took back is taken back; a decision that was faster stays to be read.
    assert (tugas.status, tugas.hasil) == ("withdrawn", "cancelled")
    assert (tugas.keputusan == "approved") == (said == "")
    assert await decisions(db, tugas_id) == (said == "")


@pytest.mark.parametrize("_time", range(TIMES))
async def test_a_lease_lapses_in_mid_decision(db, _time) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    await lapse(db, tugas_id)
    decided, taken = await both(decide(db, RINI, tugas_id, mine.fence), claim(db, GILANG, tugas_id))
    assert sorted((bool(decided), bool(taken))) == [False, True]
    tugas = await now(db, tugas_id)
    if decided:
        assert "diambil Gilang Wibowo pukul" in decided
        assert tugas.is_claimed_by(GILANG.id)
    else:
        assert "diputus Rini Astuti pukul" in taken
        assert tugas.decided_by == RINI.id
    assert await decisions(db, tugas_id) == (not decided)


async def test_a_lease_that_lapses_before_the_commit_is_still_the_first_officers(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    async with db.transaction() as conn:
        await queries.lock_tugas(conn, tugas_id)
        await conn.execute("UPDATE tugas SET claimed_until = now() - interval '1 s'")
        waiting = asyncio.create_task(claim(db, GILANG, tugas_id))
        await asyncio.sleep(0)
        await conn.execute(
            "UPDATE tugas SET status = 'decided', decided_at = now(), decided_by = $1,"
            " decided_nama = $2 WHERE fence = $3", RINI.id, RINI.nama, mine.fence,
        )  # fmt: skip
    with pytest.raises(Conflict, match="diputus Rini Astuti pukul"):
        await waiting


@pytest.mark.parametrize("_time", range(TIMES))
async def test_an_officer_is_ended_in_mid_task(db, _time) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    said, _ = await both(decide(db, RINI, tugas_id, mine.fence), hear(db, ended(RINI, 2)))
    tugas = await now(db, tugas_id)
    if said:
        assert "dilepas" in said
        assert not tugas.is_claimed
        assert (await claim(db, GILANG, tugas_id)).fence == mine.fence + 1
        with pytest.raises(Conflict, match="diambil Gilang Wibowo pukul"):
            await decide(db, RINI, tugas_id, mine.fence)
    else:
        assert tugas.decided_by == RINI.id
        with pytest.raises(Conflict, match="diputus Rini Astuti pukul"):
            await claim(db, GILANG, tugas_id)
    assert await decisions(db, tugas_id) == (not said)


@pytest.mark.parametrize("_time", range(TIMES))
async def test_a_supervisor_takes_over_while_the_first_decides(db, _time) -> None:
    async def take_over() -> Tugas:
        async with db.transaction() as conn:
            return await pembagian.take_over(conn, SARI, tugas_id)

    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    decided, taken = await both(decide(db, RINI, tugas_id, mine.fence), take_over())
    assert sorted((bool(decided), bool(taken))) == [False, True]
    if decided:
        assert "diambil Sari Dewi pukul" in decided
    else:
        assert "diputus Rini Astuti pukul" in taken
    assert (await told(db)).count("verification.tugas.taken_over.v1") == bool(decided)
    assert await decisions(db, tugas_id) == (not decided)


async def test_officers_who_decide_one_tugas_at_once_make_one_decision(db) -> None:
    tugas_id = await open_tugas(db)
    fences = []
    rivals = [petugas(f"Petugas {n}") for n in range(6)]
    for rival in rivals:
        fences.append((await claim(db, rival, tugas_id)).fence)
        await lapse(db, tugas_id)
    found = await asyncio.gather(
        *(decide(db, *each) for each in zip(rivals, [tugas_id] * 6, fences, strict=True)),
        return_exceptions=True,
    )
    refused = [str(one) for one in found if isinstance(one, Conflict)]
    assert len(refused) == 5
    assert all("Petugas 5" in text for text in refused)
    assert await decisions(db, tugas_id) == 1
