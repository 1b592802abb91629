"""Publishing once a month, and reading what is published."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import structlog

from services.reporting.penghitung.models import Angka
from services.reporting.rekap.rules import titik_tren
from services.reporting.statistik import queries, rules
from services.reporting.statistik.models import Statistik, Terbitan
from shared import clock, crypto
from shared.db import Connection, Database
from shared.errors import NotFound, Unavailable
from shared.settings import Settings
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import NASIONAL, WIB, Tingkat, kabupaten_of, tingkat_of

log = structlog.get_logger()

EVERY = timedelta(minutes=10)
ARUS = 20


async def publish_forever(database: Database, settings: Settings) -> None:
    """Publish a month as soon as it has ended everywhere; a lost database is met again later."""
    while True:
        try:
            await publish_if_due(database, clock.today_in(WIB))
        except Unavailable:
            log.warning("terbitan.postponed")
        await asyncio.sleep(EVERY.total_seconds())


async def publish_if_due(database: Database, today: date) -> bool:
    """Publish the last month unless that is done already."""
    async with database.connection() as conn:
        known = await queries.find_terbitan(conn)
    if known and known.per >= rules.akhir_bulan_lalu(today):
        return False
    async with database.transaction() as conn:
        await publish(conn, today)
    return True


async def publish(conn: Connection, today: date) -> Terbitan:
    """Make the public figures of the last twelve month ends anew, in place of those before."""
    await queries.lock_terbitan(conn)
    days = titik_tren(rules.akhir_bulan_lalu(today))
    kecamatan = await queries.list_kecamatan(conn, days)
    rincian = await queries.list_kabupaten_nilai(conn, list(rules.DIMENSI), days[-1])
    fase = fase_of({*map(kabupaten_of, kecamatan), *(kode for kode, _ in rincian)})
    terbitan = Terbitan(days[-1], clock.now())
    await queries.replace_terbitan(
        conn, terbitan, rules.bulanan_of(kecamatan, days, fase),
        rules.rincian_of(_adding_up(rincian, kecamatan), fase),
    )  # fmt: skip
    log.info("terbitan.published", per=str(terbitan.per))
    return terbitan


def fase_of(kabupaten: Iterable[str]) -> dict[str, int]:
    """Return where each regency's rounding begins: always the same, known to nobody outside."""
    return {kode: crypto.index("statistik", kode)[0] % rules.LANGKAH for kode in kabupaten}


def _adding_up(
    rincian: Mapping[tuple[str, str], Mapping[str, int]], kecamatan: Mapping[str, list[Angka]]
) -> dict[tuple[str, str], Mapping[str, int]]:
    """Return the tables whose total is the regency's own; another total would narrow it."""
    total: dict[str, int] = {}
    for kode, angka in kecamatan.items():
        total[kabupaten_of(kode)] = total.get(kabupaten_of(kode), 0) + angka[-1].jumlah
    kept = {}
    for (kode, dimensi), nilai in rincian.items():
        if sum(nilai.values()) == total.get(kode, 0):
            kept[kode, dimensi] = nilai
        else:
            log.error("terbitan.left_out", kode=kode, dimensi=dimensi)
    return kept


async def read_statistik(conn: Connection, kode: str) -> Statistik | None:
    """Return all that is published of an area; None while nothing is.

    Raises NotFound for a village, an RT, or what is no area.
    """
    if tingkat_of(kode) > Tingkat.KECAMATAN:
        raise NotFound
    if kode != NASIONAL and await wilayah.find_wilayah(conn, kode) is None:
        raise NotFound
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        terbitan = await queries.find_terbitan(conn)
        return await _read(conn, kode, terbitan) if terbitan else None


async def _read(conn: Connection, kode: str, terbitan: Terbitan) -> Statistik:
    tingkat, per = tingkat_of(kode), terbitan.per
    return Statistik(
        kode=kode,
        nama=await wilayah.nama_lengkap(conn, kode),
        tingkat=tingkat,
        terbitan=terbitan,
        tren=await queries.list_tren(conn, kode, titik_tren(per)),
        bagian=await queries.list_bagian(conn, kode, per) if tingkat < Tingkat.KECAMATAN else (),
        kabupaten=await queries.list_kabupaten(conn, per) if kode == NASIONAL else (),
        rincian=await queries.list_rincian(conn, kode) if tingkat < Tingkat.KECAMATAN else (),
        arus=await queries.list_arus(conn, kode, ARUS) if tingkat <= Tingkat.PROVINSI else (),
    )
