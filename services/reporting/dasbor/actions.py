"""How the dashboard of an area is put together."""

from __future__ import annotations

from datetime import timedelta

from services.reporting.dasbor.models import Dasbor
from services.reporting.dasbor.queries import list_sepi
from services.reporting.laporan import rules
from services.reporting.laporan.actions import read_periode
from services.reporting.laporan.keadaan import list_bagian
from services.reporting.laporan.tampilan import status_of
from services.reporting.rekap.alamat import Unit
from shared import clock
from shared.db import Connection
from shared.instansi.queries import get_instansi
from shared.wilayah.kode import kantor_of

SEPI = timedelta(days=30)


def default_periode(zona: str) -> str:
    """Return the year that is reported now: the last one."""
    return str(clock.today_in(zona).year - 1)


async def make_dasbor(conn: Connection, unit: Unit, periode: str) -> Dasbor:
    """Return how the parts of an area stand with a period; empty text means the last year."""
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        instansi = await get_instansi(conn, kantor_of(unit.kode))
        periode = periode or default_periode(instansi.zona)
        rules.akhir_periode(periode)
        rekap = await read_periode(conn, unit, periode)
        parts = await list_bagian(conn, unit, periode, instansi.paket_formulir, rekap.baris)
        today = clock.today_in(instansi.zona)
        return Dasbor(
            kode=unit.kode, nama=rekap.nama, periode=periode, zona=instansi.zona,
            bagian=[(satu, status_of(satu, periode, today)) for satu in parts],
            sepi=await list_sepi(conn, unit.kode, clock.now() - SEPI),
        )  # fmt: skip
