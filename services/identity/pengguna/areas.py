"""The areas that a role can be given over, as a list to choose from."""

from __future__ import annotations

from services.identity.petugas.peran import LEVELS, Cakupan
from shared.db import Connection
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import JAKARTA, NASIONAL, Tingkat, kantor_of, tingkat_of

DEEPEST = {
    Cakupan.NASIONAL: Tingkat.NASIONAL, Cakupan.PROVINSI: Tingkat.PROVINSI,
    Cakupan.KANTOR: Tingkat.KABUPATEN, Cakupan.KECAMATAN: Tingkat.KECAMATAN,
    Cakupan.DESA: Tingkat.DESA,
}  # fmt: skip


async def list_areas(conn: Connection, area: str, peran: str) -> list[tuple[str, str]]:
    """Return code and name of every area within `area` that `peran` can be held over."""
    level = LEVELS[peran]
    if level is Cakupan.NASIONAL:
        return [(NASIONAL, "Nasional")]
    if level is Cakupan.KANTOR and area and kantor_of(area) == area:
        return [(area, await wilayah.nama_lengkap(conn, area))]
    return await _below(conn, area, level, "")


async def _below(conn: Connection, area: str, level: Cakupan, above: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for each in await wilayah.list_anak(conn, area):
        name = f"{above} › {each.tampil}" if above else each.tampil
        is_kantor = level is Cakupan.KANTOR and each.kode == JAKARTA
        if is_kantor or tingkat_of(each.kode) >= DEEPEST[level]:
            found.append((each.kode, name))
        else:
            found += await _below(conn, each.kode, level, name)
    return found
