"""What moves the counts, and how a recap is put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.reporting.rekap import queries, rules
from services.reporting.rekap.models import Keluar, Masuk, Rekap
from shared import clock
from shared.bus.reaction import Retry
from shared.db import Connection
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import tingkat_of


async def open_tinggal(conn: Connection, masuk: Sequence[Masuk]) -> None:
    """Count the persons from their first day on; one that is known already is left alone."""
    if not masuk:
        return
    await queries.lock_penghitung(conn)
    new = await queries.insert_tinggal(conn, masuk)
    await queries.add_perubahan(conn, rules.perubahan_of(rules.gerak_masuk(new)))


async def end_tinggal(conn: Connection, keluar: Sequence[Keluar]) -> None:
    """Count the persons no longer from their last day on; raises Retry while one is unknown."""
    newest = rules.newest(keluar)
    if not newest:
        return
    await queries.lock_penghitung(conn)
    missing = len(newest) - await queries.count_tinggal(conn, newest)
    if missing:
        raise Retry(f"{missing} of {len(newest)} persons not heard of yet")
    moved = await queries.set_selesai(conn, newest)
    await queries.add_perubahan(conn, rules.perubahan_of(rules.gerak_pindah(moved)))


async def make_rekap(conn: Connection, kode: str, per: date, zona: str) -> Rekap:
    """Return the recap of an area as of the end of `per`, both counts from one snapshot."""
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        return Rekap(
            kode=kode,
            nama=await wilayah.nama_lengkap(conn, kode),
            tingkat=tingkat_of(kode),
            per=per,
            zona=zona,
            dihitung_at=clock.now(),
            baris=await queries.list_baris(conn, kode, per),
            tren=await queries.list_tren(conn, kode, rules.titik_tren(per)),
        )
