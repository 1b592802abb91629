"""Letting what is late in an office go up; one office, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from services.verification.eskalasi import queries, rules
from services.verification.eskalasi.models import Telat, Tingkat
from services.verification.jam_kerja.actions import get_jam_kerja
from shared.bus import outbox
from shared.db import Connection, Database
from shared.events.verification import TugasEscalated

log = structlog.get_logger()

AT_ONCE = 200


async def escalate_all(database: Database, now: datetime) -> int:
    """Let what is late go up in every office and return how many steps it were.

    An office whose sweep fails is logged and met again next time; the others do not notice.
    """
    async with database.connection() as conn:
        kantor = await queries.list_kantor(conn)
    return sum([await _sweep(database, kode, now) for kode in kantor])


async def _sweep(database: Database, kode_kantor: str, now: datetime) -> int:
    done = 0
    try:
        while True:
            async with database.transaction() as conn:
                found = await escalate_office(conn, kode_kantor, now)
            done += found
            if found < AT_ONCE:
                return done
    except Exception:
        log.exception("eskalasi.failed", kode_kantor=kode_kantor)
    return done


async def escalate_office(conn: Connection, kode_kantor: str, now: datetime) -> int:
    """Let what is late in one office go up, each level once, and return how many steps it were.

    Each level takes a bounded part; whoever gets as much asks again.
    """
    jam = await get_jam_kerja(conn, kode_kantor)
    merah = rules.batas_merah(now, jam)
    first = await queries.list_untuk_supervisor(conn, kode_kantor, now, merah, AT_ONCE)
    await _escalate(conn, first, "supervisor", now)
    late = await queries.list_untuk_kepala(conn, kode_kantor, now, AT_ONCE)
    second = [one for one, tenggat in late if rules.kepala_at(tenggat, jam) <= now]
    await _escalate(conn, second, "kepala_dinas", now)
    return len(first) + len(second)


async def _escalate(
    conn: Connection, tugas_ids: Sequence[UUID], tingkat: Tingkat, now: datetime
) -> None:
    if not tugas_ids:
        return
    late = await queries.escalate(conn, tugas_ids, tingkat, now)
    await outbox.emit_all(conn, [_escalated(one, tingkat, now) for one in late])


def _escalated(one: Telat, tingkat: Tingkat, now: datetime) -> TugasEscalated:
    return TugasEscalated(
        aggregate_id=one.id, version=one.version, subjek=one.jenis, subjek_id=one.subjek_id,
        subjek_version=one.subjek_version, kode_kantor=one.kode_kantor,
        kode_wilayah_tujuan=one.kode_wilayah_tujuan, kode_wilayah_asal=one.kode_wilayah_asal,
        nomor=one.nomor, tingkat=tingkat, tenggat=one.tenggat, escalated_at=now,
    )  # fmt: skip
