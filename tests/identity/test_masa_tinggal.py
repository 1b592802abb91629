"""Until when the law holds on follows the stay: extended, ended, corrected, also out of order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from services.identity.privasi.reactions import REACTIONS
from shared.db import Database
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliExtended,
    DomisiliOpened,
    MasaOrang,
)
from tests.hearing import react

START, JUNE, JULY, AUGUST = (date(2027, month, 1) for month in (1, 6, 7, 8))


def masa(*ends: date) -> tuple[MasaOrang, ...]:
    return tuple(
        MasaOrang(
            orang_id=uuid4(), jenis_kelamin="L", kelompok_umur="30-34", tanggal_mulai=START,
            tanggal_selesai=end,
        )
        for end in ends
    )  # fmt: skip


async def test_the_end_of_the_newest_word_holds(database: Database) -> None:
    about: dict[str, Any] = {
        "aggregate_id": uuid4(), "permohonan_id": uuid4(), "kode_wilayah_tujuan": "34.02.15.2004",
        "kode_wilayah_asal": "33.10.01.2001",
    }  # fmt: skip
    opened = DomisiliOpened(
        **about, version=1, masa=masa(JUNE, JUNE), keperluan="bekerja", tanggal_mulai=START,
        tanggal_berakhir=JUNE, orang=(),
    )  # fmt: skip
    extended = DomisiliExtended(**about, version=2, masa=masa(AUGUST), tanggal_berakhir=AUGUST)
    ended = DomisiliEnded(
        **about, version=3, masa=masa(JUNE, JULY), tanggal_selesai=JUNE, orang_ids=()
    )
    corrected = DomisiliCorrected(
        **about, version=4, masa=(), corrected_at=datetime(2027, 5, 2, tzinfo=UTC)
    )
    expected = [
        (opened, JUNE), (extended, AUGUST), (ended, JULY), (extended, JULY),
        (corrected, date(2027, 5, 2)),
    ]  # fmt: skip
    async with database.transaction() as conn:
        for event, end in expected:
            await react(REACTIONS, conn, event)
            kept = await conn.fetchval(
                "SELECT tanggal_berakhir FROM masa_tinggal WHERE permohonan_id = $1",
                about["permohonan_id"],
            )
            assert kept == end
