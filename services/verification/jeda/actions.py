"""Asking whether a returned tugas waits for its resident."""

from __future__ import annotations

from services.verification.antrean.models import Tugas
from services.verification.jeda import queries, rules
from shared.db import Connection


async def is_waiting(conn: Connection, tugas: Tugas) -> bool:
    """Tell whether the tugas was returned and no correction has come since."""
    if tugas.keputusan != "returned":
        return False
    return rules.is_waiting(tugas, await queries.get_kabar(conn, tugas))
