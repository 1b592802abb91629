"""Opening cases for whoever seems to stay twice (RB6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog

from services.registration.domisili.models import DomisiliRow
from services.registration.kasus import queries
from services.registration.kasus.models import Ganda, KasusRow, Sisi
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.domisili import KasusOpened
from shared.ids import uuid7
from shared.wilayah.kode import kantor_of

log = structlog.get_logger()


async def open_kasus(conn: Connection, stay: DomisiliRow) -> None:
    """Ask the offices about everyone in this stay who is in another at the same time.

    Each office is asked about its own stay; one office for both is asked once, about the newer.
    The same two stays are asked about once.
    """
    pairs = await queries.list_ganda(conn, stay.id, clock.today_in(stay.zona))
    if not pairs:
        return
    at = clock.now()
    asked = [(row, side) for pair in pairs for row, side in _cases(pair, at)]
    new = await queries.insert_kasus(conn, [row for row, _ in asked], at)
    told = [_opened(row, side, at) for row, side in asked if row.id in new]
    await outbox.emit_all(conn, told)
    log.info("kasus.opened", domisili_id=str(stay.id), jumlah=len(told))


def _cases(pair: Ganda, at: datetime) -> Iterator[tuple[KasusRow, Sisi]]:
    newer, older = sorted((pair.baru, pair.lama), key=lambda side: side.domisili_id, reverse=True)
    yield _row(newer, older, pair, at), newer
    if kantor_of(newer.kode_wilayah_tujuan) != kantor_of(older.kode_wilayah_tujuan):
        yield _row(older, newer, pair, at), older


def _row(own: Sisi, other: Sisi, pair: Ganda, at: datetime) -> KasusRow:
    return KasusRow(
        id=uuid7(), jenis=pair.jenis, domisili_id=own.domisili_id, lain_id=other.domisili_id,
        kode_kantor=kantor_of(own.kode_wilayah_tujuan), orang_ids=own.orang_ids, version=1,
        status="open", hasil="", opened_at=at,
    )  # fmt: skip


def _opened(row: KasusRow, side: Sisi, at: datetime) -> KasusOpened:
    return KasusOpened(
        aggregate_id=row.id, version=1, jenis=row.jenis, permohonan_id=side.permohonan_id,
        akun_id=side.akun_id, nobukti=side.nobukti, kode_kantor=row.kode_kantor,
        kode_wilayah_tujuan=side.kode_wilayah_tujuan, kode_wilayah_asal=side.kode_wilayah_asal,
        opened_at=at,
    )  # fmt: skip
