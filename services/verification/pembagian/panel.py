"""What the queue's page shows of the division of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.verification.antrean.models import Petugas
from services.verification.pembagian import queries
from services.verification.pembagian.rules import PEMBAGI
from shared.db import Connection
from shared.policy import VERIFIERS


async def panel_of(conn: Connection, petugas: Petugas, query: Mapping[str, str]) -> dict[str, Any]:
    """Return whether the officer divides the work, among whom, and what he just did."""
    boleh = petugas.peran in PEMBAGI
    rekan = await queries.list_rekan(conn, petugas.kode_kantor, VERIFIERS) if boleh else []
    return {
        "boleh": boleh,
        "rekan": [(str(one.id), f"{one.nama} ({one.dipegang} dipegang)") for one in rekan],
        "kabar": _kabar(query),
        "ditolak": [],
    }


def _kabar(query: Mapping[str, str]) -> str:
    for name, words in (("diambil", "Anda ambil"), ("ditugaskan", "ditugaskan")):
        count = query.get(name, "")
        if count.isascii() and count.isdigit() and len(count) < 3:
            return f"{int(count)} tugas {words}."
    return ""
