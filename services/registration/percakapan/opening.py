"""Percakapan opened to be read: by the resident without the office's notes, by officers whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

from services.registration.draf.actions import list_draf
from services.registration.pemohon.actions import find_pemohon, get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.percakapan import (
    queries,
    queries_antrean,
    queries_pesan,
    sealing,
)
from services.registration.percakapan.jejak import note_read
from services.registration.percakapan.models import Dari, Percakapan, Pesan, Utas
from services.registration.permohonan.kartu import FORGOTTEN
from services.registration.permohonan.models import PermohonanRow
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import NotFound
from shared.sesi.token import Principal
from shared.wilayah.kode import kantor_of

BY_WARGA: tuple[Dari, ...] = ("warga", "petugas")
BY_KANTOR: tuple[Dari, ...] = get_args(Dari)
MOST, LATEST = 500, 3


async def list_pesan(
    conn: Connection, key: SubjectKey, percakapan_id: UUID, dari: Sequence[Dari], limit: int = MOST
) -> list[Pesan]:
    """Return the latest messages with their files."""
    rows = await queries_pesan.list_pesan(conn, percakapan_id, dari, limit)
    files = await queries_pesan.list_lampiran(conn, [row.id for row in rows])
    return [
        Pesan(
            row,
            sealing.open_isi(key, row.id, row.isi),
            sealing.open_lampiran(key, files.get(row.id, ())),
        )
        for row in rows
    ]


async def open_own(conn: Connection, akun_id: UUID, percakapan_id: UUID) -> Utas:
    """Return one for its resident, who has read it now."""
    pemohon = await get_pemohon(conn, akun_id)
    p = await queries.get_percakapan(conn, percakapan_id)
    await queries.set_read(conn, p.id, by_resident=True)
    return Utas(p, await list_pesan(conn, pemohon.key, p.id, BY_WARGA))


async def open_own_diskusi(conn: Connection, row: PermohonanRow) -> Utas | None:
    """Return what is written about a permohonan for its resident; None while that is nothing."""
    p = await queries.find_diskusi(conn, row.id)
    return await open_own(conn, row.akun_id, p.id) if p else None


async def pemohon_of(conn: Connection, akun_id: UUID) -> Pemohon:
    """Return whose percakapan it is; raises NotFound for somebody who was forgotten."""
    found = await find_pemohon(conn, akun_id)
    if found is None:
        raise NotFound(FORGOTTEN)
    return found


async def open_for(conn: Connection, who: Principal, p: Percakapan) -> Utas:
    """Return one for an officer: the look is noted, and the office has read it now."""
    pemohon = await pemohon_of(conn, p.akun_id)
    await note_read(conn, p, who)
    await queries.set_read(conn, p.id, by_resident=False)
    return Utas(
        p,
        await list_pesan(conn, pemohon.key, p.id, BY_KANTOR),
        pemohon.diri.nama,
        jawaban=await queries_antrean.list_jawaban(conn, p.kode_kantor),
    )


async def open_diskusi_for(conn: Connection, who: Principal, row: PermohonanRow) -> Utas | None:
    """Return all that is written about a permohonan for an officer; None while it is nothing."""
    p = await queries.find_diskusi(conn, row.id)
    return await open_for(conn, who, p) if p else None


async def peek(conn: Connection, who: Principal, row: PermohonanRow) -> Utas | None:
    """Return the latest of what is written about a permohonan, still unread; the look is noted."""
    p = await queries.find_diskusi(conn, row.id)
    if p is None:
        return None
    pemohon = await pemohon_of(conn, p.akun_id)
    await note_read(conn, p, who)
    latest = await list_pesan(conn, pemohon.key, p.id, BY_KANTOR, LATEST)
    return Utas(p, latest, pemohon.diri.nama)


async def offered_kantor(conn: Connection, pemohon: Pemohon) -> list[str]:
    """Return the offices a resident may write to: that of origin, and each he stays or stayed at.

    A draft that names a village counts as well: who is about to go may ask.
    """
    places = await queries_antrean.list_tujuan(conn, pemohon.akun_id)
    drafts = await list_draf(conn, pemohon)
    places += [one.isian.domisili.kode_wilayah for one in drafts if one.isian.domisili]
    kode = [kantor_of(pemohon.kode_wilayah_asal), *sorted(kantor_of(one) for one in places)]
    return list(dict.fromkeys(kode))
