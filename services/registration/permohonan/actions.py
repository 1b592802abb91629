"""What can be done with a permohonan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from services.registration.bukti import actions as bukti
from services.registration.dokumen import rules as dokumen
from services.registration.domisili import actions as domisili
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.models import Lembar
from services.registration.keterangan.rules import check_asked, check_keterangan
from services.registration.pemohon.actions import check_not_blocked, get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import queries, rules, sealing
from services.registration.permohonan.models import PermohonanForm, PermohonanRow, Sent
from shared import clock, crypto
from shared.bus import outbox
from shared.db import Connection
from shared.errors import N_, Conflict, FieldErrors, Invalid, Message, NotFound
from shared.events.registration import (
    AlasanPenolakan,
    NamaPemohon,
    PermohonanApproved,
    PermohonanCancelled,
    PermohonanRejected,
    PermohonanSubmitted,
)
from shared.wilayah.known import is_desa
from shared.wilayah.kode import zona_of

log = structlog.get_logger()

KEY_REUSED = N_("Kunci ini sudah dipakai untuk isian lain. Kirim isian baru dengan kunci baru.")
DECIDED = N_("Permohonan %(nobukti)s sudah diputus petugas, jadi tidak bisa dibatalkan lagi.")


async def submit_permohonan(
    conn: Connection,
    pemohon: Pemohon,
    form: PermohonanForm,
    permohonan_id: UUID,
    kunci_kirim: str,
    sidik: bytes,
    slots: Collection[str] = (),
) -> Sent:
    """Hand in a permohonan: it gets its nobukti and waits for the destination's office.

    `slots` are the documents that its draft has.
    The same key again gives the same answer and makes nothing; the key with another `sidik`
    raises Conflict. Raises Invalid for what the rules refuse.
    """
    await check_not_blocked(conn, pemohon.akun_id)
    await check_permohonan(conn, pemohon, form, slots)
    now = clock.now()
    berakhir = rules.tanggal_berakhir(form.keperluan.tanggal_datang, form.keperluan.jangka_waktu)
    nobukti = await queries.insert_permohonan(
        conn, permohonan_id, pemohon.akun_id, kunci_kirim, sidik, pemohon.kode_wilayah_asal,
        form, berakhir, sealing.seal_alamat(pemohon.key, permohonan_id, form.domisili.di_desa),
        now, sealing.seal_pengikut(pemohon.key, form.pengikut),
        sealing.seal_rincian(pemohon.key, permohonan_id, form.keterangan),
    )  # fmt: skip
    if nobukti is None:
        return await repeated(conn, pemohon.akun_id, kunci_kirim, sidik)
    await outbox.emit(conn, submitted(pemohon, form, permohonan_id, nobukti, now))
    log.info("permohonan.submitted", permohonan_id=str(permohonan_id), nobukti=nobukti)
    return Sent(permohonan_id, nobukti, "submitted", sidik)


def submitted(
    pemohon: Pemohon, form: PermohonanForm, permohonan_id: UUID, nobukti: str, now: datetime,
    version: int = 1, diubah: tuple[str, ...] = (),
) -> PermohonanSubmitted:  # fmt: skip
    """Return the fact that a permohonan was handed in, or handed in again with changes."""
    purpose = form.keperluan
    return PermohonanSubmitted(
        aggregate_id=permohonan_id,
        version=version,
        nobukti=nobukti,
        akun_id=pemohon.akun_id,
        kode_wilayah_tujuan=form.domisili.kode_wilayah,
        kode_wilayah_asal=pemohon.kode_wilayah_asal,
        keperluan=purpose.keperluan,
        jumlah_orang=1 + len(form.pengikut),
        tanggal_datang=purpose.tanggal_datang,
        tanggal_berakhir=rules.tanggal_berakhir(purpose.tanggal_datang, purpose.jangka_waktu),
        submitted_at=now,
        diubah=diubah,
        pribadi=NamaPemohon(nama=pemohon.diri.nama),
    )


async def repeated(conn: Connection, akun_id: UUID, kunci_kirim: str, sidik: bytes) -> Sent:
    """Return what was sent with this key; raises NotFound if nothing, Conflict if other things."""
    sent = await queries.find_sent(conn, akun_id, kunci_kirim)
    if sent is None:
        raise NotFound
    if sent.sidik != sidik:
        raise Conflict(KEY_REUSED)
    return sent


async def check_permohonan(
    conn: Connection, pemohon: Pemohon, form: PermohonanForm, slots: Collection[str]
) -> None:
    """Raise Invalid unless the parts fit together, the pemohon, the day and the form pack."""
    await check_desa(conn, form.domisili.kode_wilayah, pemohon.kode_wilayah_asal)
    today = clock.today_in(zona_of(form.domisili.kode_wilayah))
    purpose = form.keperluan
    rules.check_keperluan(purpose.keperluan, purpose.tanggal_datang, purpose.jangka_waktu, today)
    wrong = FieldErrors()
    for place, member in enumerate(form.pengikut):
        with wrong.field(f"pengikut.{place}.nik"):
            is_own = crypto.index("nik", member.nik) == pemohon.nik_index
            rules.check_bersama(form.pengikut[:place], member, is_own)
    wrong.raise_any()
    _check_asked(await get_lembar(conn, form.domisili.kode_wilayah), form, slots)


def _check_asked(lembar: Lembar, form: PermohonanForm, slots: Collection[str]) -> None:
    wrong: dict[str, Message] = {}
    parts = [("keterangan", lembar.pemohon, form.keterangan)] + [
        (f"pengikut.{place}.keterangan", lembar.pengikut, member.keterangan)
        for place, member in enumerate(form.pengikut)
    ]
    for name, asked, isian in parts:
        try:
            check_asked(asked, isian)
            check_keterangan(asked, isian)
        except Invalid as refused:
            wrong |= {f"{name}.{field}": text for field, text in refused.fields.items()}
    for slot in dokumen.missing(lembar.dokumen_wajib, slots):
        wrong[f"dokumen.{slot}"] = Message(dokumen.COMPULSORY[slot])
    if wrong:
        raise Invalid(wrong)


async def check_desa(conn: Connection, kode_wilayah: str, kode_asal: str) -> None:
    """Raise Invalid unless the village exists today, in another kabupaten/kota (D9)."""
    wrong = FieldErrors()
    with wrong.field("kode_wilayah"):
        rules.check_tujuan(kode_wilayah, kode_asal)
    wrong.raise_any()
    if not await is_desa(conn, kode_wilayah):
        raise Invalid({"kode_wilayah": rules.CHOOSE_DESA})


def decided(row: PermohonanRow) -> Message:
    """Return why a permohonan cannot be taken back any more."""
    return Message(DECIDED, nobukti=row.nobukti)


def about(row: PermohonanRow, version: int) -> dict[str, Any]:
    """Return what every later fact about a permohonan says of it."""
    return {
        "aggregate_id": row.id,
        "version": version,
        "nobukti": row.nobukti,
        "akun_id": row.akun_id,
        "kode_wilayah_tujuan": row.kode_wilayah_tujuan,
        "kode_wilayah_asal": row.kode_wilayah_asal,
    }


async def cancel_permohonan(
    conn: Connection, permohonan_id: UUID, isian: Mapping[str, str] | None = None
) -> PermohonanRow:
    """Take a permohonan back while it waits and return it as it was.

    Holds its row, so that cancel and decision exclude each other. Once decided it raises
    Conflict; cancelling twice changes nothing. Raises Invalid for an `isian` that is not what the
    destination's form pack asks of who cancels.
    """
    row = await queries.lock_permohonan(conn, permohonan_id)
    if row is None:
        raise NotFound
    if row.status == "cancelled":
        return row
    if not rules.may_cancel(row.status):
        raise Conflict(decided(row))
    now = clock.now()
    rincian = await _with_pembatalan(conn, row, isian or {})
    version = await queries.set_cancelled(conn, permohonan_id, now, rincian)
    await queries.end_perbaikan(conn, permohonan_id)
    await outbox.emit(
        conn,
        PermohonanCancelled(
            **about(row, version),
            cancelled_at=now,
        ),
    )
    log.info("permohonan.cancelled", permohonan_id=str(row.id), nobukti=row.nobukti)
    return row


async def _with_pembatalan(
    conn: Connection, row: PermohonanRow, isian: Mapping[str, str]
) -> bytes | None:
    """Return what the form pack asked besides, with what it asks of who cancels, sealed."""
    asked = (await get_lembar(conn, row.kode_wilayah_tujuan)).pembatalan
    check_asked(asked, isian)
    filled = check_keterangan(asked, isian)
    if not filled:
        return row.rincian
    key = (await get_pemohon(conn, row.akun_id)).key
    return sealing.seal_rincian(key, row.id, sealing.open_rincian(key, row) | filled)


async def lock_undecided(conn: Connection, permohonan_id: UUID) -> PermohonanRow | None:
    """Return a permohonan that a decision still counts for and hold its row, else None."""
    row = await queries.lock_permohonan(conn, permohonan_id)
    if row is None or not rules.may_decide(row.status):
        status = row.status if row else "unknown"
        log.info("keputusan.ignored", permohonan_id=str(permohonan_id), status=status)
        return None
    return row


async def approve_permohonan(conn: Connection, permohonan_id: UUID, decided_at: datetime) -> None:
    """Make an approval so: the permohonan is registered and the stay opens for all in it.

    Ignored once it is decided or cancelled.
    """
    row = await lock_undecided(conn, permohonan_id)
    if row is None:
        return
    version = await queries.set_decided(conn, row.id, "approved", decided_at)
    await outbox.emit(
        conn,
        PermohonanApproved(
            **about(row, version),
            decided_at=decided_at,
        ),
    )
    pemohon = await get_pemohon(conn, row.akun_id)
    members = sealing.open_pengikut(pemohon.key, await queries.list_pengikut(conn, row.id))
    await domisili.open_domisili(conn, row, pemohon, members, decided_at)
    await bukti.request_bukti(conn, row, clock.now())
    log.info("permohonan.approved", permohonan_id=str(row.id), nobukti=row.nobukti)


async def reject_permohonan(
    conn: Connection,
    permohonan_id: UUID,
    decided_at: datetime,
    alasan: str,
    bidang: Sequence[str] = (),
) -> None:
    """Make a refusal so, with its reason; ignored once it is decided or cancelled.

    `bidang` are the fields it is about: handing it in again begins with them (D10).
    """
    row = await lock_undecided(conn, permohonan_id)
    if row is None:
        return
    pemohon = await get_pemohon(conn, row.akun_id)
    sealed = sealing.seal_alasan(pemohon.key, row.id, alasan)
    version = await queries.set_decided(conn, row.id, "rejected", decided_at, sealed, bidang)
    await outbox.emit(
        conn,
        PermohonanRejected(
            **about(row, version),
            decided_at=decided_at,
            pribadi=AlasanPenolakan(alasan=alasan),
        ),
    )
    log.info("permohonan.rejected", permohonan_id=str(row.id), nobukti=row.nobukti)
