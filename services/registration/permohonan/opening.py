"""Permohonan opened to be read: names of places, office, zone, and the status of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from services.registration.domisili.models import Keadaan
from services.registration.domisili.queries import list_keadaan
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import queries, rules, sealing
from services.registration.permohonan.models import (
    Jumlah,
    Pengikut,
    Permohonan,
    PermohonanRow,
    Tempat,
)
from shared import clock
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.instansi.queries import find_nama_lokal
from shared.instansi.rules import sebutan_desa
from shared.wilayah.kode import kantor_of, zona_of
from shared.wilayah.queries import list_nama

OFFICE = "Disdukcapil %s"


async def open_rows(
    conn: Connection, key: SubjectKey, rows: Sequence[PermohonanRow]
) -> list[Permohonan]:
    """Return permohonan of one pemohon as people read them, in the same order."""
    codes = {row.kode_wilayah_tujuan for row in rows}
    names = await list_nama(conn, codes | {kantor_of(kode) for kode in codes})
    stays = await list_keadaan(conn, [row.id for row in rows if row.status == "approved"])
    return [_opened(key, row, names, stays.get(row.id)) for row in rows]


async def list_opened(conn: Connection, pemohon: Pemohon) -> list[Permohonan]:
    """Return all permohonan of a resident, the latest first."""
    rows = await queries.list_permohonan(conn, pemohon.akun_id)
    return await open_rows(conn, pemohon.key, rows)


async def get_opened(conn: Connection, pemohon: Pemohon, permohonan_id: UUID) -> Permohonan:
    """Return one permohonan of a pemohon; raises NotFound."""
    row = await queries.get_permohonan(conn, permohonan_id)
    return (await open_rows(conn, pemohon.key, [row]))[0]


async def list_members(conn: Connection, key: SubjectKey, permohonan_id: UUID) -> list[Pengikut]:
    """Return the members of a permohonan as they were written."""
    return sealing.open_pengikut(key, await queries.list_pengikut(conn, permohonan_id))


async def office_of(conn: Connection, kode_wilayah: str) -> str:
    """Return the name of the office that serves an area: `Disdukcapil Kabupaten Bantul`."""
    kantor = kantor_of(kode_wilayah)
    return OFFICE % (await list_nama(conn, [kantor]))[kantor]


def _opened(
    key: SubjectKey, row: PermohonanRow, names: Mapping[str, str], stay: Keadaan | None
) -> Permohonan:
    kode, zona = row.kode_wilayah_tujuan, zona_of(row.kode_wilayah_tujuan)
    today = clock.today_in(zona)
    berakhir = stay.berakhir if stay else row.tanggal_berakhir
    return Permohonan(
        row=row,
        status=rules.status_tampil(row.status, berakhir, today),
        alamat=sealing.open_alamat(key, row),
        tempat=tempat_of(names[kode]),
        kantor=OFFICE % names[kantor_of(kode)],
        kode_kantor=kantor_of(kode),
        zona=zona,
        alasan=sealing.open_alasan(key, row),
        tenggat=row.tenggat.astimezone(ZoneInfo(zona)).date() if row.tenggat else None,
        may_cancel=rules.may_cancel(row.status),
        berakhir=berakhir,
        sebab=stay.sebab if stay else "",
    )


def tempat_of(nama_lengkap: str) -> Tempat:
    """Return the parts of a village's full name; a village's own name may have commas."""
    parts = nama_lengkap.rsplit(", ", 2)
    return Tempat(*parts) if len(parts) == 3 else Tempat(nama_lengkap, "", "")


def count(every: Sequence[Permohonan]) -> Jumlah:
    """Return how many wait, are registered, and are over."""
    waiting = sum(one.may_cancel for one in every)
    registered = sum(one.status == "approved" for one in every)
    return Jumlah(waiting, registered, len(every) - waiting - registered)


async def sebutan_of(conn: Connection, kode: str) -> str:
    """Return what its office calls the village of `kode`, or "" for the usual word."""
    return sebutan_desa(kode, await find_nama_lokal(conn, kode))
