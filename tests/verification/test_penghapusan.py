"""A forgotten person leaves a tugas without name, note or key, in whatever order facts come."""

from __future__ import annotations

from itertools import permutations
from uuid import UUID, uuid4

import pytest

from services.verification.antrean import actions, queries
from services.verification.antrean.models import KeputusanForm
from services.verification.antrean.rows import FORGOTTEN
from services.verification.app import SERVICE
from shared import clock
from shared.errors import Conflict
from shared.events.identity import AkunErased
from tests.hearing import react
from tests.verification import facts
from tests.verification.conftest import RINI, open_tugas
from tests.verification.facts import KLATEN

SEALED = "SELECT count(*) FROM tugas WHERE kunci <> '' OR nama <> '' OR kata_nama <> '{}'"


def erased(akun_id: UUID, version: int = 9) -> AkunErased:
    return AkunErased(
        aggregate_id=akun_id, version=version, kode_wilayah_asal=KLATEN, erased_at=clock.now()
    )


async def hear(db, *events) -> None:
    async with db.transaction() as conn:
        for event in events:
            await react(SERVICE.reactions, conn, event)


async def test_the_name_is_gone_and_the_tugas_still_opens(db) -> None:
    tugas_id = await open_tugas(db)
    async with db.connection() as conn:
        akun_id = (await queries.get_tugas(conn, tugas_id)).akun_id
    await hear(db, erased(akun_id), erased(akun_id))
    async with db.connection() as conn:
        tugas = await queries.get_tugas(conn, tugas_id)
        assert (tugas.nama, tugas.status, tugas.hasil) == (FORGOTTEN, "withdrawn", "erased")
        assert await conn.fetchval(SEALED) == 0


async def test_nobody_decides_about_the_forgotten(db) -> None:
    tugas_id = await open_tugas(db)
    async with db.transaction() as conn:
        tugas = await actions.claim_tugas(conn, RINI, tugas_id)
    await hear(db, erased(tugas.akun_id))
    form = KeputusanForm(
        fence=tugas.fence, keputusan="rejected", alasan=["lainnya"], catatan="Tidak terbaca jelas."
    )
    with pytest.raises(Conflict):
        async with db.transaction() as conn:
            await actions.decide_tugas(conn, RINI, tugas_id, form)


async def test_nothing_that_comes_late_brings_the_name_back(db) -> None:
    for order in permutations(range(4)):
        akun_id, permohonan = uuid4(), facts.permohonan_submitted()
        told = [
            facts.akun_submitted(akun_id),
            facts.akun_approved(akun_id, 3),
            permohonan.model_copy(update={"akun_id": akun_id}),
            erased(akun_id),
        ]
        await hear(db, *(told[number] for number in order))
    async with db.connection() as conn:
        assert await conn.fetchval(SEALED) == 0


async def test_others_of_the_same_batch_keep_their_place(db) -> None:
    gone, other = facts.permohonan_submitted(), facts.permohonan_submitted(nama="Budi Rekaan")
    await hear(db, erased(gone.akun_id))
    async with db.transaction() as conn:
        await react(SERVICE.reactions, conn, gone, other)
    async with db.connection() as conn:
        rows = await conn.fetch("SELECT akun_id, status FROM tugas")
        told = await conn.fetchval("SELECT count(*) FROM outbox WHERE type LIKE '%tugas.opened%'")
    assert [tuple(row) for row in rows] == [(other.akun_id, "open")]
    assert told == 1
