"""How an area's figures are put together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.verification.kinerja import queries
from services.verification.kinerja.models import Kinerja
from shared import clock
from shared.db import Connection
from shared.wilayah.kode import (
    JAKARTA,
    NASIONAL,
    Tingkat,
    kantor_of,
    provinsi_of,
    tingkat_of,
    zona_of,
)

PERIODS = (7, 30, 90)
USUAL = 30


def hari_of(query: Mapping[str, str]) -> int:
    """Return the number of days asked for; a month if none of those offered."""
    return next((days for days in PERIODS if query.get("hari") == str(days)), USUAL)


async def make_kinerja(conn: Connection, kode: str, hari: int) -> Kinerja:
    """Return an area's figures: what waits now, what was decided in the last `hari` days."""
    today = _midnight(kode)
    sejak = today - timedelta(days=hari - 1)
    is_office = tingkat_of(kode) is Tingkat.KABUPATEN or kode == JAKARTA
    offices = [(kode, kode)] if is_office else await _offices(conn, kode)
    kantor = sorted({office for office, _ in offices})
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        return Kinerja(
            kode=kode,
            hari=hari,
            menunggu=await queries.count_menunggu(conn, kantor, today + timedelta(days=1)),
            selesai=await queries.count_selesai(conn, kantor, sejak, today),
            alasan=await queries.list_alasan(conn, kantor, sejak),
            petugas=await queries.list_petugas(conn, kode, sejak) if is_office else [],
            wilayah=[] if is_office else await queries.list_wilayah(conn, offices, sejak),
        )


def _midnight(kode: str) -> datetime:
    zona = ZoneInfo(zona_of(kode))
    day = clock.now().astimezone(zona).date()
    return datetime(day.year, day.month, day.day, tzinfo=zona)


async def _offices(conn: Connection, kode: str) -> list[tuple[str, str]]:
    """Return each office below an area with the area it is shown under."""
    found = sorted({kantor_of(one) for one in await queries.list_kabupaten(conn, kode)})
    return [(one, provinsi_of(one) if kode == NASIONAL else one) for one in found]
