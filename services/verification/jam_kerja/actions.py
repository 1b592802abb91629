"""Asking when offices work."""

from __future__ import annotations

from collections.abc import Iterable

from services.verification.jam_kerja.models import JamKerja
from services.verification.jam_kerja.rules import jam_kerja_of
from shared.db import Connection
from shared.instansi.queries import list_known
from shared.wilayah.kode import zona_of


async def list_jam_kerja(conn: Connection, kodes: Iterable[str]) -> dict[str, JamKerja]:
    """Return kode → working time of offices; one that has told nothing works as most do."""
    wanted = sorted(set(kodes))
    usual = {kode: jam_kerja_of(zona_of(kode), {}) for kode in wanted}
    known = await list_known(conn, wanted)
    return usual | {
        each.kode_kantor: jam_kerja_of(each.zona, each.jam_mingguan, each.libur) for each in known
    }


async def get_jam_kerja(conn: Connection, kode_kantor: str) -> JamKerja:
    """Return the working time of one office."""
    return (await list_jam_kerja(conn, [kode_kantor]))[kode_kantor]
