"""Several tugas at once, given to a colleague, taken over, and never more than the limit."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.verification.antrean import actions as antrean
from services.verification.antrean import queries as antrean_queries
from services.verification.antrean.models import KeputusanForm
from services.verification.pembagian import actions, queries
from shared.db import Database
from shared.errors import Conflict, Invalid, NotFound
from shared.events.petugas import NamaPetugas, PetugasAssigned, PetugasEnded
from tests.verification import facts
from tests.verification.conftest import GILANG, RINI, hear, lapse, open_tugas, petugas, told
from tests.verification.test_actions import ALL_FIT, claim

SARI = petugas("Sari Dewi", peran="supervisor")
DAY = datetime(2026, 11, 20, tzinfo=UTC)


def assigned(who, version: int = 1, kantor: str = "34.02") -> PetugasAssigned:
    return PetugasAssigned(
        aggregate_id=who.id, version=version, peran=who.peran, wilayah_tugas=kantor,
        kode_kantor=kantor, assigned_at=DAY, pribadi=NamaPetugas(nama=who.nama),
    )  # fmt: skip


def ended(who, version: int) -> PetugasEnded:
    return PetugasEnded(
        aggregate_id=who.id, version=version, peran=who.peran, wilayah_tugas="34.02",
        kode_kantor="34.02", ended_at=DAY,
    )  # fmt: skip


async def several(db: Database, count: int) -> list[UUID]:
    return [await open_tugas(db, nobukti=f"W{n:08d}") for n in range(1, count + 1)]


async def take(db: Database, who, ids):
    async with db.transaction() as conn:
        return await actions.take_many(conn, who, ids)


async def assign(db: Database, ids, kepada, by=SARI):
    async with db.transaction() as conn:
        return await actions.assign(conn, by, ids, kepada.id)


async def test_several_are_taken_at_once_and_whose_the_others_are_is_said(db) -> None:
    first, second, third = await several(db, 3)
    await claim(db, GILANG, second)
    hasil = await take(db, RINI, [first, second, third])
    assert {tugas.id for tugas in hasil.diambil} == {first, third}
    ((refused, why),) = hasil.ditolak
    assert refused.id == second
    assert "diambil Gilang Wibowo pukul" in str(why)
    assert (await told(db)).count("verification.tugas.claimed.v1") == 3
    again = await take(db, RINI, [first])
    assert (again.diambil, again.ditolak) == ([], [])


async def test_of_two_who_take_the_same_each_tugas_goes_to_one(db) -> None:
    ids = await several(db, 12)
    rivals = [petugas(f"Petugas {n}") for n in range(6)]
    found = await asyncio.gather(*(take(db, rival, ids) for rival in rivals))
    taken = [tugas.id for hasil in found for tugas in hasil.diambil]
    assert sorted(taken) == sorted(ids)
    assert all(len(one.diambil) + len(one.ditolak) == 12 for one in found)


async def test_another_offices_tugas_cannot_be_taken(db) -> None:
    theirs = await open_tugas(db, tujuan=facts.JAKARTA)
    mine = await open_tugas(db)
    with pytest.raises(NotFound):
        await take(db, RINI, [mine, theirs])
    async with db.connection() as conn:
        assert not (await antrean_queries.get_tugas(conn, mine)).is_claimed


async def test_nobody_holds_more_than_the_office_allows(db) -> None:
    ids = await several(db, 4)
    async with db.transaction() as conn:
        await actions.set_batas(conn, SARI, 2)
    hasil = await take(db, RINI, ids)
    assert len(hasil.diambil) == 2
    assert all("Batas kantor ini 2 tugas" in str(why) for _, why in hasil.ditolak)
    assert len(hasil.ditolak) == 2
    left = hasil.ditolak[0][0].id
    with pytest.raises(Conflict, match="Batas kantor ini 2 tugas"):
        await claim(db, RINI, left)
    with pytest.raises(Conflict, match="Batas kantor ini 2 tugas"):
        async with db.transaction() as conn:
            await antrean.claim_next(conn, RINI)
    assert (await claim(db, GILANG, left)).claimed_nama == GILANG.nama
    async with db.transaction() as conn:
        await antrean.release_tugas(conn, RINI, hasil.diambil[0].id, hasil.diambil[0].fence)
        assert (await antrean.claim_next(conn, RINI)).is_claimed_by(RINI.id)


async def test_a_lapsed_claim_counts_no_longer(db) -> None:
    first, second = await several(db, 2)
    async with db.transaction() as conn:
        await actions.set_batas(conn, SARI, 1)
    await claim(db, RINI, first)
    await lapse(db, first)
    assert (await claim(db, RINI, second)).is_claimed_by(RINI.id)


async def test_a_supervisor_gives_tugas_to_an_officer_who_is_told(db) -> None:
    await hear(db, assigned(GILANG), assigned(SARI))
    first, second = await several(db, 2)
    await claim(db, RINI, second)
    hasil = await assign(db, [first, second], GILANG)
    assert [tugas.id for tugas in hasil.diambil] == [first]
    assert "Rini Astuti" in str(hasil.ditolak[0][1])
    given = hasil.diambil[0]
    assert given.is_claimed_by(GILANG.id)
    assert given.claimed_until - given.claimed_at > timedelta(hours=8)
    assert (await told(db)).count("verification.pembagian.made.v1") == 1
    async with db.transaction() as conn:
        renewed = await actions.renew(conn, GILANG, first, given.fence)
    assert renewed.claimed_until == given.claimed_until


async def test_only_officers_of_the_office_are_given_tugas(db) -> None:
    outsider = petugas("Orang Lain")
    await hear(db, assigned(GILANG), assigned(outsider, kantor="33.10"), ended(GILANG, 2))
    only = await open_tugas(db)
    for kepada in (GILANG, outsider):
        with pytest.raises(Invalid) as wrong:
            await assign(db, [only], kepada)
        assert "kepada" in wrong.value.fields
    assert "verification.pembagian.made.v1" not in await told(db)


async def test_officers_facts_may_come_twice_and_out_of_order(db) -> None:
    await hear(db, ended(GILANG, 2), assigned(GILANG, 1), ended(GILANG, 2), assigned(RINI))
    async with db.connection() as conn:
        known = await queries.list_rekan(conn, "34.02", ["petugas"])
    assert [one.nama for one in known] == ["Rini Astuti"]
    await hear(db, assigned(GILANG, 3))
    async with db.connection() as conn:
        known = await queries.list_rekan(conn, "34.02", ["petugas"])
    assert [one.nama for one in known] == ["Gilang Wibowo", "Rini Astuti"]


async def test_a_supervisor_takes_over_and_the_first_is_told(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    async with db.transaction() as conn:
        theirs = await actions.take_over(conn, SARI, tugas_id)
    assert theirs.is_claimed_by(SARI.id)
    assert theirs.fence == mine.fence + 1
    assert (await told(db)).count("verification.tugas.taken_over.v1") == 1
    form = KeputusanForm(fence=mine.fence, keputusan="approved", checklist=ALL_FIT)
    with pytest.raises(Conflict, match="diambil Sari Dewi pukul"):
        async with db.transaction() as conn:
            await antrean.decide_tugas(conn, RINI, tugas_id, form)
    async with db.transaction() as conn:
        await actions.take_over(conn, SARI, tugas_id)
    assert (await told(db)).count("verification.tugas.taken_over.v1") == 1


async def test_what_is_free_is_taken_without_telling_anybody(db) -> None:
    tugas_id = await open_tugas(db)
    async with db.transaction() as conn:
        taken = await actions.take_over(conn, SARI, tugas_id)
    assert taken.is_claimed_by(SARI.id)
    assert "verification.tugas.taken_over.v1" not in await told(db)


async def test_what_is_decided_cannot_be_taken_over(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    form = KeputusanForm(fence=mine.fence, keputusan="approved", checklist=ALL_FIT)
    async with db.transaction() as conn:
        await antrean.decide_tugas(conn, RINI, tugas_id, form)
    with pytest.raises(Conflict, match="diputus Rini Astuti pukul"):
        async with db.transaction() as conn:
            await actions.take_over(conn, SARI, tugas_id)


async def test_a_lease_is_renewed_by_its_holder_alone(db) -> None:
    tugas_id = await open_tugas(db)
    mine = await claim(db, RINI, tugas_id)
    await lapse(db, tugas_id)
    async with db.transaction() as conn:
        assert (await actions.renew(conn, RINI, tugas_id, mine.fence)).is_claimed
    for who, fence in ((GILANG, mine.fence), (RINI, mine.fence + 1)):
        with pytest.raises(Conflict):
            async with db.transaction() as conn:
                await actions.renew(conn, who, tugas_id, fence)


async def test_an_unknown_tugas_among_several_is_not_found(db) -> None:
    with pytest.raises(NotFound):
        await take(db, RINI, [uuid4()])
