"""The lists that the four selects of an area need."""

from __future__ import annotations

from collections.abc import Mapping

from services.identity.instansi.queries import find_instansi
from shared.db import Connection
from shared.wilayah import queries
from shared.wilayah.kode import Tingkat, is_kode, kantor_of, tingkat_of

TINGKAT = ("provinsi", "kabupaten", "kecamatan", "kelurahan")
Lists = dict[str, list[tuple[str, str]]]


async def lists_of(conn: Connection, awal: str, fields: Mapping[str, str]) -> Lists:
    """Return the provinces and, below each one chosen, what lies in it.

    `awal` is the beginning of the fields' names: `ktp_provinsi`, `ktp_kabupaten`, …
    """
    lists: Lists = {}
    above = ""
    for tingkat in TINGKAT:
        lists[tingkat] = await choices(conn, above)
        chosen = fields.get(f"{awal}_{tingkat}", "")
        if not any(kode == chosen for kode, _ in lists[tingkat]):
            break
        above = chosen
    return lists


async def choices(conn: Connection, induk: str) -> list[tuple[str, str]]:
    """Return code and shown name of the areas right below `induk`."""
    if induk and not is_kode(induk):
        return []
    return [(area.kode, area.tampil) for area in await queries.list_anak(conn, induk)]


async def sebutan_of(conn: Connection, kode: str) -> dict[str, str]:
    """Return what the office of an area calls its areas (`kecamatan` → `Kapanewon`)."""
    if not is_kode(kode) or tingkat_of(kode) < Tingkat.KABUPATEN:
        return {}
    instansi = await find_instansi(conn, kantor_of(kode))
    return instansi.nama_lokal if instansi else {}
