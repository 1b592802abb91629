"""Keeping and asking which levels check a permohonan."""

from __future__ import annotations

from collections.abc import Sequence

from services.registration.langkah import queries, rules
from services.registration.langkah.models import Tahap
from services.registration.permohonan.models import PermohonanRow
from shared.db import Connection
from shared.events.verification import TugasOpened
from shared.instansi.queries import find_nama_lokal

OURS = "permohonan"


async def list_tahap(conn: Connection, row: PermohonanRow) -> list[Tahap]:
    """Return the levels of the newest submission's chain; nothing for an office alone."""
    rows = await queries.list_langkah(conn, row.id, row.dikirim_version)
    if not rows:
        return []
    kode = row.kode_wilayah_tujuan
    return rules.tahap_of(rows, kode, await find_nama_lokal(conn, kode), row.submitted_at)


async def note_chains(conn: Connection, events: Sequence[TugasOpened]) -> None:
    """Keep the chains of permohonan that a level checks before the office."""
    chains = [
        (e.subjek_id, e.subjek_version, e.version, e.rantai[0], e.rantai, None)
        for e in events
        if e.subjek == OURS and len(e.rantai) > 1
    ]
    if chains:
        await queries.insert_langkah(conn, chains)
