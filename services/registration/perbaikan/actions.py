"""Returning a permohonan, correcting it, handing it in again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson
import structlog

from services.registration.dokumen.queries import list_dokumen
from services.registration.draf import actions as draf
from services.registration.draf.queries import find_draf
from services.registration.draf.salin import isian_of
from services.registration.pemohon.actions import check_not_blocked, get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.perbaikan import queries, rules
from services.registration.perbaikan.models import Perbaikan, PerbaikanRow
from services.registration.permohonan import actions as permohonan
from services.registration.permohonan import sealing
from services.registration.permohonan.models import PermohonanForm, PermohonanRow, Sent
from services.registration.permohonan.queries import get_permohonan, lock_permohonan
from services.registration.permohonan.rules import tanggal_berakhir
from shared import clock
from shared.bus import outbox
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import Conflict, Invalid, NotFound
from shared.events.registration import AlasanPenolakan, PermohonanReturned
from shared.events.verification import KeputusanMade
from shared.kata import BIDANG_PERMOHONAN

log = structlog.get_logger()


async def return_permohonan(
    conn: Connection, event: KeputusanMade, alasan: str, bidang: Sequence[str]
) -> None:
    """Make a return so: the resident is asked for the marked fields; without any, for all.

    Ignored once it is decided or cancelled, or if the decision is about an earlier submission.
    """
    row = await permohonan.lock_undecided(conn, event.subjek_id)
    if row is None or event.subjek_version not in (0, row.dikirim_version):
        return
    pemohon = await get_pemohon(conn, row.akun_id)
    marked = tuple(bidang) or tuple(BIDANG_PERMOHONAN)
    version = await queries.set_returned(
        conn, row.id, marked, sealing.seal_alasan(pemohon.key, row.id, alasan),
        await _fingerprints(conn, row.id), event.decided_at,
    )  # fmt: skip
    await outbox.emit(
        conn,
        PermohonanReturned(
            **permohonan.about(row, version),
            returned_at=event.decided_at,
            bidang=marked,
            pribadi=AlasanPenolakan(alasan=alasan),
        ),
    )
    log.info("permohonan.returned", permohonan_id=str(row.id), nobukti=row.nobukti)


async def _fingerprints(conn: Connection, permohonan_id: UUID) -> dict[str, str]:
    return {row.slot: row.sidik.hex() for row in await list_dokumen(conn, permohonan_id)}


async def start_perbaikan(conn: Connection, pemohon: Pemohon, permohonan_id: UUID) -> None:
    """Open the marked fields of a returned permohonan; what was begun goes on.

    Raises Conflict unless the office returned it.
    """
    await check_not_blocked(conn, pemohon.akun_id)
    row = await lock_permohonan(conn, permohonan_id)
    if row is None or row.status != "returned":
        raise Conflict(rules.NOT_RETURNED)
    isian = await isian_of(conn, pemohon, row)
    await draf.insert_perbaikan(conn, pemohon, row.id, isian, row.bidang)


async def send(conn: Connection, pemohon: Pemohon, draf_id: UUID, version: int) -> Sent:
    """Hand in a draft as it was at `version`: a new permohonan, or a returned one again."""
    if await queries.is_perbaikan(conn, draf_id):
        return await send_perbaikan(conn, pemohon, draf_id, version)
    return await draf.send_draf(conn, pemohon, draf_id, version)


async def send_perbaikan(
    conn: Connection, pemohon: Pemohon, permohonan_id: UUID, version: int
) -> Sent:
    """Hand a returned permohonan in again with its marked fields changed; its number stays.

    Sending again gives the same answer. Raises Conflict if it changed meanwhile or is not
    returned, Invalid if nothing really changed or the rules refuse it.
    """
    await check_not_blocked(conn, pemohon.akun_id)
    row = await lock_permohonan(conn, permohonan_id)
    if row is None:
        raise NotFound
    isian = await draf.take_perbaikan(conn, pemohon, permohonan_id, version)
    if isian is None:
        return await _repeated(conn, row)
    if row.status != "returned":
        raise Conflict(rules.NOT_RETURNED)
    before = await isian_of(conn, pemohon, row)
    after = rules.merge(before, isian, row.bidang)
    asked = (await queries.list_perbaikan(conn, row.id))[-1]
    dokumen = await _fingerprints(conn, row.id)
    diubah = rules.changed(before, after, asked.dokumen, dokumen)
    if not diubah:
        raise Invalid({"_": rules.UNCHANGED})
    form = await draf.form_of(conn, after)
    await permohonan.check_permohonan(conn, pemohon, form, dokumen)
    now = clock.now()
    await _close(conn, pemohon.key, asked, rules.texts(before), diubah, now)
    new_version = await _write(conn, pemohon, row, form)
    fact = permohonan.submitted(pemohon, form, row.id, row.nobukti, now, new_version, diubah)
    await outbox.emit(conn, fact)
    log.info("permohonan.corrected", permohonan_id=str(row.id), nobukti=row.nobukti)
    return Sent(row.id, row.nobukti, "submitted", b"")


async def _repeated(conn: Connection, row: PermohonanRow) -> Sent:
    if await find_draf(conn, row.id):
        raise Conflict(draf.CHANGED)
    if row.status == "returned":
        raise Conflict(rules.NOT_RETURNED)
    return Sent(row.id, row.nobukti, row.status, b"")


async def _close(
    conn: Connection, key: SubjectKey, asked: PerbaikanRow, before: dict[str, str],
    diubah: Sequence[str], now: datetime,
) -> None:  # fmt: skip
    replaced = {name: text for name, text in before.items() if name in diubah}
    sealed = key.seal_bytes(orjson.dumps(replaced), _sebelum(asked))
    await queries.close_perbaikan(conn, asked, now, diubah, sealed)


async def _write(
    conn: Connection, pemohon: Pemohon, row: PermohonanRow, form: PermohonanForm
) -> int:
    purpose = form.keperluan
    await queries.replace_pengikut(conn, row.id, sealing.seal_pengikut(pemohon.key, form.pengikut))
    return await queries.set_sent_again(
        conn, row.id, purpose, tanggal_berakhir(purpose.tanggal_datang, purpose.jangka_waktu),
        sealing.seal_alamat(pemohon.key, row.id, form.domisili.di_desa),
        sealing.seal_rincian(pemohon.key, row.id, form.keterangan),
    )  # fmt: skip


async def list_perbaikan(conn: Connection, key: SubjectKey, permohonan_id: UUID) -> list[Perbaikan]:
    """Return the returns of a permohonan opened, the first first."""
    rows = await queries.list_perbaikan(conn, permohonan_id)
    return [
        Perbaikan(
            row=row,
            alasan=key.open(row.alasan, f"permohonan|alasan|{permohonan_id}") if row.alasan else "",
            sebelum=orjson.loads(key.open_bytes(row.sebelum, _sebelum(row))) if row.sebelum else {},
        )
        for row in rows
    ]


async def now_of(conn: Connection, pemohon: Pemohon, permohonan_id: UUID) -> dict[str, str]:
    """Return each field of a permohonan as the officer reads it now."""
    row = await get_permohonan(conn, permohonan_id)
    return rules.texts(await isian_of(conn, pemohon, row))


def _sebelum(row: PerbaikanRow) -> str:
    return f"perbaikan|sebelum|{row.permohonan_id}|{row.version}"
