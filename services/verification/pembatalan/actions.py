"""Undoing a decision; the door opens the transaction."""

from __future__ import annotations

from uuid import UUID

from services.verification.antrean import queries as antrean
from services.verification.antrean.actions import LEASE
from services.verification.antrean.models import Petugas, Tugas
from services.verification.pembatalan import queries, rules
from shared.db import Connection


async def undo_decision(conn: Connection, petugas: Petugas, tugas_id: UUID) -> Tugas:
    """Put a tugas back to the officer who decided it, as if he had just taken it.

    Raises Conflict when the decision was told, or is another's.
    """
    akun_id = (await antrean.get_tugas(conn, tugas_id)).akun_id
    # First the akun, then the tugas: in the order of what is heard of a block.
    known = await antrean.list_kabar(conn, [akun_id])
    tugas = await antrean.lock_tugas(conn, tugas_id)
    rules.check_undo(tugas, petugas.id, known.get(akun_id, {}))
    return await queries.undo(conn, tugas_id, LEASE)
