"""What identity tells of officers: who may be given tugas, and who holds none any more."""

from __future__ import annotations

from services.verification.antrean.models import Petugas
from services.verification.antrean.queries import release_all_of
from services.verification.pembagian import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.petugas import PetugasAssigned, PetugasEnded
from shared.policy import VERIFIERS


async def on_petugas_assigned(conn: Connection, event: PetugasAssigned) -> None:
    """Keep who decides in an office's queue; other roles are none of ours."""
    assert event.pribadi is not None
    if event.peran in VERIFIERS:
        petugas = Petugas(event.aggregate_id, event.pribadi.nama, event.kode_kantor, event.peran)
        await queries.save_petugas(conn, petugas, is_active=True, version=event.version)


async def on_petugas_ended(conn: Connection, event: PetugasEnded) -> None:
    """Put what an ended officer held back into the pool; what was checked stays."""
    if event.peran in VERIFIERS:
        petugas = Petugas(event.aggregate_id, "", event.kode_kantor, event.peran)
        await queries.save_petugas(conn, petugas, is_active=False, version=event.version)
    await release_all_of(conn, event.kode_kantor, event.aggregate_id)


REACTIONS: Reactions = {
    PetugasAssigned: on_petugas_assigned,
    PetugasEnded: on_petugas_ended,
}
