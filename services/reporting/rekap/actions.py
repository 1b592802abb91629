"""How a recap is put together."""

from __future__ import annotations

from datetime import date

from services.reporting.domisili.queries_rincian import count_nilai
from services.reporting.penghitung import queries as penghitung
from services.reporting.penghitung.models import Nilai
from services.reporting.penghitung.rules import JUMLAH, RT
from services.reporting.rekap import queries, rules
from services.reporting.rekap.alamat import Unit
from services.reporting.rekap.models import Baris, Rekap
from shared import clock
from shared.db import Connection
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import Tingkat, tingkat_of


async def make_rekap(
    conn: Connection, unit: Unit, per: date, zona: str, dimensi: str = RT
) -> Rekap:
    """Return the recap of a unit as of the end of `per`, all counts from one snapshot.

    A village's rows are its RT or its dusun, as `dimensi` says.
    """
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        return await read_rekap(conn, unit, per, zona, dimensi)


async def read_rekap(
    conn: Connection, unit: Unit, per: date, zona: str, dimensi: str = RT
) -> Rekap:
    """Return the same within the caller's transaction."""
    counter = (RT, unit.rt) if unit.rt else (JUMLAH, "")
    nama = await wilayah.nama_lengkap(conn, unit.kode)
    return Rekap(
        kode=unit.kode,
        rt=unit.rt,
        nama=f"{nama_rt(unit.rt)}, {nama}" if unit.rt else nama,
        tingkat=tingkat_of(unit.kode),
        per=per,
        zona=zona,
        dihitung_at=clock.now(),
        baris=await _baris(conn, unit, per, dimensi),
        tren=await penghitung.list_tren(conn, unit.kode, rules.titik_tren(per), *counter),
    )


async def _baris(conn: Connection, unit: Unit, per: date, dimensi: str) -> tuple[Baris, ...]:
    if tingkat_of(unit.kode) is not Tingkat.DESA:
        return await queries.list_baris(conn, unit.kode, per)
    found = await penghitung.list_nilai(conn, unit.kode, RT if unit.rt else dimensi, per)
    return tuple(
        Baris(_address(unit.kode, dimensi, satu.nilai), _nama(dimensi, satu.nilai), satu.angka)
        for satu in found
        if not unit.rt or satu.nilai == unit.rt
    )


def _address(kode: str, dimensi: str, nilai: str) -> str:
    return Unit(kode, nilai).url if dimensi == RT and nilai else ""


def _nama(dimensi: str, nilai: str) -> str:
    return (nama_rt(nilai) if dimensi == RT else nilai) if nilai else "Tidak diisi"


def nama_rt(rt: str) -> str:
    """Return an RT as it is read: `RT 003 RW 001`."""
    nomor, _, rw = rt.partition("/")
    return f"RT {nomor} RW {rw}"


async def count_dimensi(conn: Connection, kode: str, dimensi: str, per: date) -> tuple[Nilai, ...]:
    """Return an area's count by one dimension: from counters, of a small area from its stays."""
    if tingkat_of(kode) <= Tingkat.KABUPATEN:
        return await penghitung.list_nilai(conn, kode, dimensi, per)
    return await count_nilai(conn, kode, dimensi, per)
