"""What an office can do: take it, answer, note, pass it on, close it; its ready replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog

from services.registration.pemohon.models import Pemohon
from services.registration.percakapan import (
    kabar,
    queries,
    queries_antrean,
    queries_pesan,
    rules,
    rules_jawaban,
)
from services.registration.percakapan.actions import (
    hold_pemohon,
    is_over,
    put_pesan,
    start_diskusi,
)
from services.registration.percakapan.jejak import note_written
from services.registration.percakapan.models import Aksi, Jawaban, Keadaan, Percakapan, Tulisan
from services.registration.permohonan.models import PermohonanRow
from shared import clock
from shared.db import Connection
from shared.errors import Conflict, Invalid, Message
from shared.ids import uuid7
from shared.sesi.token import Principal

log = structlog.get_logger()


async def take(conn: Connection, who: Principal, percakapan_id: UUID) -> None:
    """Let this officer answer from now on, whoever did before; raises Conflict when closed."""
    p = await queries.lock_percakapan(conn, percakapan_id)
    if p.status == "closed":
        raise Conflict(rules_jawaban.CLOSED)
    await queries.set_petugas(conn, p.id, who)


async def move(conn: Connection, who: Principal, percakapan_id: UUID, unit: str) -> None:
    """Pass it to another part of the office, and note that; raises Invalid, Conflict."""
    first = await queries.get_percakapan(conn, percakapan_id)
    pemohon = await hold_pemohon(conn, first.akun_id)
    p = await queries.lock_percakapan(conn, percakapan_id)
    if p.status == "closed":
        raise Conflict(rules_jawaban.CLOSED)
    if unit not in rules.UNIT or unit == p.unit or p.jenis == "diskusi":
        raise Invalid({"unit": rules_jawaban.CHOOSE_UNIT})
    await queries.set_unit(conn, p.id, unit)
    note = rules_jawaban.MOVED % (rules.UNIT[p.unit], rules.UNIT[unit])
    at = clock.now()
    tulisan = Tulisan(note, uuid7().bytes)
    await put_pesan(conn, pemohon.key, p.id, "catatan", tulisan, at, who)


async def answer_konsultasi(
    conn: Connection, who: Principal, percakapan_id: UUID, tulisan: Tulisan, aksi: Aksi
) -> None:
    """Answer, close with an answer, or note; raises Conflict when closed or held by another."""
    akun_id = (await queries.get_percakapan(conn, percakapan_id)).akun_id
    pemohon = await hold_pemohon(conn, akun_id)
    p = await queries.lock_percakapan(conn, percakapan_id)
    await _write(conn, who, pemohon, p, tulisan, aksi)


async def answer_diskusi(
    conn: Connection, who: Principal, row: PermohonanRow, tulisan: Tulisan, aksi: Aksi
) -> None:
    """Write to the resident about a permohonan, or note; raises Conflict once it is over."""
    if aksi != "catatan" and await is_over(conn, row):
        raise Conflict(rules.DISKUSI_OVER)
    pemohon = await hold_pemohon(conn, row.akun_id)
    p = await queries.lock_percakapan(conn, (await start_diskusi(conn, row)).id)
    await _write(conn, who, pemohon, p, tulisan, "balas" if aksi == "tutup" else aksi)


async def _write(
    conn: Connection, who: Principal, pemohon: Pemohon, p: Percakapan, tulisan: Tulisan, aksi: Aksi
) -> None:
    dari = rules.DARI[aksi]
    if await queries_pesan.is_written(conn, p.id, dari, tulisan.kunci):
        return
    if aksi != "catatan":
        _check_open(p, who)
    at = clock.now()
    await put_pesan(conn, pemohon.key, p.id, dari, tulisan, at, who)
    await note_written(conn, p, who)
    if aksi != "catatan":
        await _answered(conn, p, who, aksi, at)


def _check_open(p: Percakapan, who: Principal) -> None:
    if p.status == "closed":
        raise Conflict(rules_jawaban.CLOSED)
    if p.jenis != "diskusi" and p.petugas_id not in (None, who.id):
        raise Conflict(Message(rules_jawaban.HELD, nama=p.nama_petugas))


async def _answered(
    conn: Connection, p: Percakapan, who: Principal, aksi: Aksi, at: datetime
) -> None:
    now = Keadaan("waiting", who.id, who.nama, None, at)
    closes = aksi == "tutup"
    if closes:
        now = replace(now, status="closed", closed_at=at)
    version = await queries.set_keadaan(conn, p.id, now)
    if closes:
        await kabar.tell_closed(conn, p, version, at)
    else:
        await kabar.tell_written(conn, p, version, "petugas", at)
    log.info("percakapan.answered", percakapan_id=str(p.id), nomor=p.nomor, closed=closes)


async def save_jawaban(
    conn: Connection, who: Principal, kode_kantor: str, judul: str, isi: str,
    jawaban_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Keep a ready reply of an office, a new one or another wording; raises Invalid, Conflict."""
    title, text = rules_jawaban.check_jawaban(judul, isi)
    await queries_antrean.lock_jawaban(conn, kode_kantor)
    kept = await queries_antrean.list_jawaban(conn, kode_kantor)
    if jawaban_id is None and len(kept) >= rules_jawaban.MOST:
        raise Conflict(rules_jawaban.TOO_MANY)
    one = Jawaban(jawaban_id or uuid7(), kode_kantor, title, text, who.nama, clock.now())
    if not await queries_antrean.upsert_jawaban(conn, one):
        raise Invalid({"judul": rules_jawaban.TITLE_TAKEN})
    return one.id
