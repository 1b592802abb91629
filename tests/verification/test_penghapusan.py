"""A forgotten person leaves a tugas without name, note or key."""

from __future__ import annotations

from services.verification.antrean import queries
from services.verification.antrean.rows import FORGOTTEN
from services.verification.penghapusan.reactions import on_akun_erased
from shared import clock
from shared.events.identity import AkunErased
from tests.verification.conftest import open_tugas
from tests.verification.facts import KLATEN


async def test_the_name_is_gone_and_the_tugas_still_opens(db) -> None:
    tugas_id = await open_tugas(db)
    async with db.transaction() as conn:
        akun_id = (await queries.get_tugas(conn, tugas_id)).akun_id
        erased = AkunErased(
            aggregate_id=akun_id, version=9, kode_wilayah_asal=KLATEN, erased_at=clock.now()
        )
        await on_akun_erased(conn, erased)
        await on_akun_erased(conn, erased)
    async with db.connection() as conn:
        assert (await queries.get_tugas(conn, tugas_id)).nama == FORGOTTEN
        row = await conn.fetchrow("SELECT kunci, nama, kata_nama FROM tugas")
    assert (row["kunci"], row["nama"], row["kata_nama"]) == (b"", b"", [])
