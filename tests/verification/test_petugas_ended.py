"""What an ended officer held goes back to the pool, and nothing else does."""

from datetime import UTC, datetime

from services.verification.antrean import actions, queries
from shared.db import Database
from shared.events.petugas import PetugasEnded
from tests.verification.conftest import GILANG, RINI, hear, open_tugas


def ended(kantor: str = "34.02") -> PetugasEnded:
    return PetugasEnded(
        aggregate_id=RINI.id, version=2, peran="petugas", wilayah_tugas=kantor, kode_kantor=kantor,
        ended_at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip


async def test_claims_of_an_ended_officer_return_to_the_pool(db: Database) -> None:
    hers, his = await open_tugas(db), await open_tugas(db, nobukti="W00000124")
    async with db.transaction() as conn:
        taken = await actions.claim_tugas(conn, RINI, hers)
        await actions.claim_tugas(conn, GILANG, his)
    await hear(db, ended(), ended())
    async with db.transaction() as conn:
        assert not (await queries.get_tugas(conn, hers)).is_claimed
        assert (await queries.get_tugas(conn, his)).is_claimed_by(GILANG.id)
        again = await actions.claim_tugas(conn, GILANG, hers)
    assert again.fence > taken.fence


async def test_a_role_that_ends_elsewhere_takes_nothing_here(db: Database) -> None:
    hers = await open_tugas(db)
    async with db.transaction() as conn:
        await actions.claim_tugas(conn, RINI, hers)
    await hear(db, ended("33.10"))
    async with db.transaction() as conn:
        assert (await queries.get_tugas(conn, hers)).is_claimed_by(RINI.id)
