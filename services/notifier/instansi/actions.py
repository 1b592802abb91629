"""Asking who signs."""

from __future__ import annotations

from collections.abc import Iterable

from services.notifier.instansi import queries, rules
from services.notifier.instansi.models import Instansi
from shared.db import Connection
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import zona_of


async def get_instansi(conn: Connection, kode_kantor: str) -> Instansi:
    """Return the office of `kode_kantor`, by its area's name alone if nothing more is known."""
    known = await queries.find_instansi(conn, kode_kantor)
    if known:
        return known
    nama_wilayah = await wilayah.nama_lengkap(conn, kode_kantor)
    nama = rules.default_nama(kode_kantor, nama_wilayah)
    return Instansi(
        kode_kantor=kode_kantor,
        nama=nama,
        jabatan_kepala=rules.default_jabatan(kode_kantor),
        zona=zona_of(kode_kantor),
    )


async def list_nama(conn: Connection, kodes: Iterable[str]) -> dict[str, str]:
    """Return code → name of many offices, known ones and others."""
    wanted = sorted(set(kodes))
    known = await queries.list_nama(conn, wanted)
    areas = await wilayah.list_nama(conn, [kode for kode in wanted if kode not in known])
    return known | {kode: rules.default_nama(kode, nama) for kode, nama in areas.items()}
