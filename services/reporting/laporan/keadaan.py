"""Everything a level sees of its recap of a period, read in one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from services.reporting.laporan import queries, rules
from services.reporting.laporan.actions import isi_of, read_periode
from services.reporting.laporan.models import Bagian, Keadaan, Kejadian, Laporan, Perbedaan
from services.reporting.rekap.alamat import Unit
from services.reporting.rekap.models import Baris
from shared.db import Connection
from shared.instansi.queries import get_instansi
from shared.wilayah.kode import kantor_of

T = TypeVar("T")


async def read_keadaan(conn: Connection, unit: Unit, periode: str) -> Keadaan:
    """Return the state of a level's recap: what was sent, what holds now, what its parts did."""
    rules.akhir_periode(periode)
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        instansi = await get_instansi(conn, kantor_of(unit.kode))
        paket = instansi.paket_formulir
        rekap = await read_periode(conn, unit, periode)
        revisi = await queries.list_revisi(conn, unit, periode)
        newest = _at(revisi, 0)
        beda = rules.perbedaan(newest.isi, isi_of(rekap, periode, paket)) if newest else []
        return Keadaan(
            unit=unit, nama=rekap.nama, periode=periode, zona=instansi.zona,
            rantai=rules.rantai_of(paket, unit), penerima=rules.penerima_of(paket, unit),
            laporan=newest, langkah=await queries.list_langkah(conn, unit, periode),
            bagian=await list_bagian(conn, unit, periode, paket, rekap.baris),
            sekarang=rekap.total, jumlah_baris=rekap.jumlah, beda=beda,
            beda_revisi=_between(revisi),
            kejadian=await _behind(conn, newest, beda),
        )  # fmt: skip


async def list_bagian(
    conn: Connection, unit: Unit, periode: str, paket: str, baris: Sequence[Baris]
) -> list[Bagian]:
    """Return every part of a level with its newest recap; nothing where it waits for none."""
    jenjang = rules.jenjang_bagian(paket, unit)
    if not jenjang:
        return []
    known = await queries.list_bagian(conn, jenjang, periode, unit.kode)
    return [
        Bagian(satu.kode, satu.nama, satu.angka, known.get(satu.kode))
        for satu in baris
        if satu.kode
    ]


def _between(revisi: Sequence[Laporan]) -> list[Perbedaan]:
    newest, before = _at(revisi, 0), _at(revisi, 1)
    return rules.perbedaan(before.isi, newest.isi) if newest and before else []


def _at(found: Sequence[T], n: int) -> T | None:
    return found[n] if len(found) > n else None


async def _behind(
    conn: Connection, newest: Laporan | None, beda: Sequence[Perbedaan]
) -> Sequence[Kejadian]:
    if not newest or not beda:
        return []
    return await queries.list_kejadian(conn, newest.unit, newest.dihitung_at)
