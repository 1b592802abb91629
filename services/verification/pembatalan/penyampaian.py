"""Telling a decision: with it, or once nobody may undo it any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from structlog.contextvars import bound_contextvars

from services.verification.antrean import queries as antrean
from services.verification.antrean.models import Petugas, Tugas
from services.verification.pembatalan import queries, tenggang
from shared import logs
from shared.bus import outbox
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.verification import CatatanKeputusan, JejakAdded, KeputusanMade
from shared.ids import uuid7

TINDAKAN = {"approved": "setujui", "rejected": "tolak", "returned": "minta_perbaikan"}
AT_ONCE = 100


async def tell_or_hold(conn: Connection, petugas: Petugas, tugas_id: UUID) -> Tugas:
    """Tell the decision just made, or keep it back for as long as it may be undone."""
    if lama := tenggang.lama():
        await queries.hold(conn, tugas_id, lama, petugas.peran, logs.request_id())
        return await antrean.get_tugas(conn, tugas_id)
    await antrean.next_version(conn, tugas_id)
    tugas = await antrean.get_tugas(conn, tugas_id)
    await outbox.emit_all(conn, _events(tugas, petugas.peran))
    return tugas


async def tell_due(conn: Connection, now: datetime) -> int:
    """Tell the decisions that can be undone no more, each once; return how many were taken up.

    One whose subject ended meanwhile, withdrawn or blocked, says nothing any more.
    """
    due = await queries.take_due(conn, now, AT_ONCE)
    for one in due:
        if one.tugas.status != "decided":
            continue
        with bound_contextvars(request_id=one.request_id):
            await outbox.emit_all(conn, _events(one.tugas, one.peran))
    return len(due)


def _events(tugas: Tugas, peran: str) -> list[Event]:
    assert tugas.decided_at is not None
    assert tugas.decided_by is not None
    made = KeputusanMade(
        aggregate_id=tugas.id, version=tugas.version, subjek=tugas.jenis,
        subjek_id=tugas.subjek_id, subjek_version=tugas.subjek_version,
        kode_kantor=tugas.kode_kantor, kode_wilayah_tujuan=tugas.kode_wilayah_tujuan,
        kode_wilayah_asal=tugas.kode_wilayah_asal, keputusan=tugas.keputusan,
        alasan=tugas.alasan, bidang=tugas.bidang, decided_at=tugas.decided_at,
        pribadi=CatatanKeputusan(catatan=tugas.catatan),
    )  # fmt: skip
    jejak = JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=tugas.akun_id, petugas_id=tugas.decided_by,
        peran=peran, wilayah=tugas.kode_kantor, tindakan=TINDAKAN[tugas.keputusan],
        maksud=f"pemeriksaan {tugas.jenis}", at=tugas.decided_at,
        kode_wilayah_tujuan=tugas.kode_wilayah_tujuan, kode_wilayah_asal=tugas.kode_wilayah_asal,
    )  # fmt: skip
    return [made, jejak]
