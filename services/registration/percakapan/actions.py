"""What a resident can do: ask or complain, write on, open it again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import structlog

from services.registration.domisili.queries import list_keadaan
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.pemohon.queries import lock_pemohon
from services.registration.percakapan import kabar, queries, queries_pesan, rules, sealing
from services.registration.percakapan.models import (
    Baru,
    Dari,
    Keadaan,
    KonsultasiForm,
    LampiranRow,
    Percakapan,
    PesanRow,
    Tulisan,
)
from services.registration.permohonan.models import PermohonanRow
from services.registration.permohonan.rules import status_tampil
from shared import clock
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import Conflict, TooMany
from shared.ids import uuid7
from shared.instansi.queries import get_instansi
from shared.sesi.token import Principal
from shared.wilayah.kode import kantor_of, zona_of

log = structlog.get_logger()


async def check_rate(conn: Connection, akun_id: UUID) -> None:
    """Raise TooMany for a resident who writes without end."""
    since = clock.now() - rules.WRITTEN_WITHIN
    if await queries_pesan.count_written(conn, akun_id, since) >= rules.MOST_WRITTEN:
        raise TooMany(rules.TOO_OFTEN, int(rules.WRITTEN_WITHIN.total_seconds()))


async def check_opened(conn: Connection, akun_id: UUID) -> None:
    """Raise TooMany for a resident who opened all that a day allows."""
    since = clock.now() - rules.OPENED_WITHIN
    if await queries.count_opened(conn, akun_id, since) >= rules.MOST_OPENED:
        raise TooMany(rules.TOO_MANY_NEW, int(rules.OPENED_WITHIN.total_seconds()))


async def hold_pemohon(conn: Connection, akun_id: UUID) -> Pemohon:
    """Return a resident and let nobody else write for or erase him meanwhile; raises Conflict."""
    await lock_pemohon(conn, akun_id)
    return await get_pemohon(conn, akun_id)


async def promise(conn: Connection, kode_kantor: str) -> date:
    """Return by when an office answers what comes today, in its own zone and week."""
    instansi = await get_instansi(conn, kode_kantor)
    today = clock.today_in(instansi.zona)
    return rules.janji_of(today, instansi.jam_mingguan, instansi.libur)


async def open_konsultasi(
    conn: Connection, akun_id: UUID, form: KonsultasiForm, tulisan: Tulisan
) -> Percakapan:
    """Ask or complain; the part of the office that answers follows from the topic.

    The same form again gives the same percakapan. Raises TooMany.
    """
    pemohon = await hold_pemohon(conn, akun_id)
    known = await queries.find_sent(conn, akun_id, tulisan.kunci)
    if known:
        return known
    await check_opened(conn, akun_id)
    await check_rate(conn, akun_id)
    at = clock.now()
    baru = Baru(
        id=uuid7(), akun_id=akun_id, jenis=form.jenis, kode_kantor=form.kode_kantor,
        kode_wilayah_tujuan=form.kode_kantor, kode_wilayah_asal=pemohon.kode_wilayah_asal, at=at,
        topik=form.topik, unit=rules.UNIT_OF[form.topik],
        janji=await promise(conn, form.kode_kantor), kunci_kirim=tulisan.kunci,
    )  # fmt: skip
    await queries.insert_percakapan(conn, baru)
    await put_pesan(conn, pemohon.key, baru.id, "warga", tulisan, at)
    opened = await queries.get_percakapan(conn, baru.id)
    await kabar.tell_opened(conn, opened)
    log.info("percakapan.opened", percakapan_id=str(opened.id), nomor=opened.nomor)
    return opened


async def start_diskusi(conn: Connection, row: PermohonanRow) -> Percakapan:
    """Return what is written about a permohonan, begun now if need be."""
    await queries.insert_percakapan(
        conn,
        Baru(
            id=uuid7(), akun_id=row.akun_id, jenis="diskusi", permohonan_id=row.id,
            nomor=row.nobukti, kode_kantor=kantor_of(row.kode_wilayah_tujuan),
            kode_wilayah_tujuan=row.kode_wilayah_tujuan, kode_wilayah_asal=row.kode_wilayah_asal,
            at=clock.now(),
        ),
    )  # fmt: skip
    known = await queries.find_diskusi(conn, row.id)
    assert known is not None
    return known


async def is_over(conn: Connection, row: PermohonanRow) -> bool:
    """Tell whether a permohonan is over, so that nothing more is written about it."""
    stay = (await list_keadaan(conn, [row.id])).get(row.id) if row.status == "approved" else None
    berakhir = stay.berakhir if stay else row.tanggal_berakhir
    today = clock.today_in(zona_of(row.kode_wilayah_tujuan))
    return status_tampil(row.status, berakhir, today) in rules.OVER


async def write_diskusi(conn: Connection, row: PermohonanRow, tulisan: Tulisan) -> Percakapan:
    """Write to the office about a permohonan; raises Conflict once it is over, TooMany."""
    if await is_over(conn, row):
        raise Conflict(rules.DISKUSI_OVER)
    pemohon = await hold_pemohon(conn, row.akun_id)
    return await _write(conn, pemohon, (await start_diskusi(conn, row)).id, tulisan)


async def write_konsultasi(
    conn: Connection, akun_id: UUID, percakapan_id: UUID, tulisan: Tulisan
) -> Percakapan:
    """Write on, or open it again within 30 days; raises Conflict later, TooMany."""
    pemohon = await hold_pemohon(conn, akun_id)
    return await _write(conn, pemohon, percakapan_id, tulisan)


async def _write(
    conn: Connection, pemohon: Pemohon, percakapan_id: UUID, tulisan: Tulisan
) -> Percakapan:
    p = await queries.lock_percakapan(conn, percakapan_id)
    if await queries_pesan.is_written(conn, p.id, "warga", tulisan.kunci):
        return p
    at = clock.now()
    was_closed = p.status == "closed"
    if was_closed and not rules.may_reopen(p.closed_at, at):
        raise Conflict(rules.REOPEN_LATE)
    await check_rate(conn, pemohon.akun_id)
    await put_pesan(conn, pemohon.key, p.id, "warga", tulisan, at)
    janji = p.janji
    if p.jenis != "diskusi" and janji is None:
        janji = await promise(conn, p.kode_kantor)
    now = Keadaan("open", p.petugas_id, p.nama_petugas, janji, at)
    version = await queries.set_keadaan(conn, p.id, now)
    if was_closed:
        await kabar.tell_reopened(conn, p, version, at)
    else:
        await kabar.tell_written(conn, p, version, "warga", at)
    return p


async def put_pesan(
    conn: Connection, key: SubjectKey, percakapan_id: UUID, dari: Dari, tulisan: Tulisan,
    at: datetime, who: Principal | None = None,
) -> None:  # fmt: skip
    """Write a message with its files down, sealed; the percakapan is held."""
    pesan_id = uuid7()
    row = PesanRow(
        pesan_id, dari, who.id if who else None, who.nama if who else "",
        sealing.seal_isi(key, pesan_id, tulisan.isi), at,
    )  # fmt: skip
    files = [
        LampiranRow(
            lampiran_id, pesan_id, sealing.seal_nama(key, lampiran_id, each.nama), each.tipe,
            each.ukuran, each.halaman, each.nama_objek,
        )
        for each in tulisan.lampiran
        for lampiran_id in [uuid7()]
    ]  # fmt: skip
    await queries_pesan.insert_pesan(conn, percakapan_id, row, tulisan.kunci, files)
