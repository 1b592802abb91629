"""What an officer does with a tugas; the door opens the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services.verification.antrean import queries, queries_daftar, rules
from services.verification.antrean.models import (
    Checklist,
    Jenis,
    KeputusanForm,
    PeriksaForm,
    Petugas,
    Tugas,
)
from services.verification.pembagian.queries import get_ruang
from services.verification.pembagian.rules import check_ruang
from services.verification.pembatalan.penyampaian import tell_or_hold
from services.verification.pengajuan.rules import check_taking
from services.verification.rantai import rules as rantai
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import Conflict
from shared.events.verification import TugasClaimed

LEASE = timedelta(minutes=15)


async def claim_tugas(conn: Connection, petugas: Petugas, tugas_id: UUID) -> Tugas:
    """Take a tugas for 15 minutes; taking one's own again renews it.

    Raises Conflict naming who has it, that it is decided or withdrawn, or that the officer holds
    as many as he may.
    """
    tugas = await queries.lock_tugas(conn, tugas_id)
    rantai.check_level(tugas, petugas)
    rules.check_claimable(tugas, petugas.id)
    check_taking(tugas, petugas)
    if tugas.is_claimed_by(petugas.id):
        return await queries.set_renewed(conn, tugas_id, LEASE)
    check_ruang(await get_ruang(conn, petugas.kode_kantor, petugas.id))
    claimed = await queries.set_claimed(conn, tugas_id, petugas, LEASE)
    await tell_claimed(conn, [claimed])
    return claimed


async def tell_claimed(conn: Connection, claimed: Sequence[Tugas]) -> None:
    """Tell that tugas are looked at; only the first claim of each says anything new."""
    await outbox.emit_all(conn, [_claimed(tugas) for tugas in claimed if tugas.fence == 1])


def _claimed(tugas: Tugas) -> TugasClaimed:
    return TugasClaimed(
        aggregate_id=tugas.id,
        version=tugas.version,
        subjek=tugas.jenis,
        subjek_id=tugas.subjek_id,
        subjek_version=tugas.subjek_version,
        kode_kantor=tugas.kode_kantor,
        kode_wilayah_tujuan=tugas.kode_wilayah_tujuan,
        kode_wilayah_asal=tugas.kode_wilayah_asal,
        claimed_at=clock.now(),
    )


async def claim_next(conn: Connection, petugas: Petugas, jenis: Jenis | None = None) -> Tugas:
    """Take the free tugas of the office with the nearest deadline.

    Raises Conflict if none is free, or the officer holds as many as he may.
    """
    claimed = await queries_daftar.claim_next(conn, petugas, jenis, LEASE)
    if claimed is None:
        check_ruang(await get_ruang(conn, petugas.kode_kantor, petugas.id))
        raise Conflict("Tidak ada tugas yang bisa diambil sekarang.")
    await tell_claimed(conn, [claimed])
    return claimed


async def release_tugas(conn: Connection, petugas: Petugas, tugas_id: UUID, fence: int) -> None:
    """Give a tugas back to the pool; what was checked stays."""
    tugas = await queries.lock_tugas(conn, tugas_id)
    rantai.check_level(tugas, petugas)
    rules.check_holder(tugas, petugas.id, fence)
    await queries.set_released(conn, tugas_id)


async def save_checks(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: PeriksaForm
) -> Tugas:
    """Keep the answers to the checks and renew the lease; raises Conflict for a stale fence."""
    tugas = await queries.lock_tugas(conn, tugas_id)
    rantai.check_level(tugas, petugas)
    rules.check_holder(tugas, petugas.id, form.fence)
    rules.check_butir(tugas.jenis, form.checklist)
    await queries.set_checklist(conn, tugas_id, form.checklist)
    return await queries.set_renewed(conn, tugas_id, LEASE)


async def decide_tugas(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: KeputusanForm
) -> Tugas:
    """Decide a tugas and have it told; the same decision sent twice is made once.

    Raises Conflict for a stale fence, Invalid for an approval with open or failed checks and for
    a rejection without reason or note.
    """
    tugas = await queries.lock_tugas(conn, tugas_id)
    if _is_repeat(tugas, petugas, form):
        return tugas
    rantai.check_level(tugas, petugas)
    rules.check_holder(tugas, petugas.id, form.fence)
    rantai.check_final(tugas, form.keputusan)
    checklist = tugas.checklist if form.checklist is None else form.checklist
    _check_decision(tugas, form, checklist)
    await queries.set_checklist(conn, tugas_id, checklist)
    await _record(conn, petugas, tugas, form)
    return await tell_or_hold(conn, petugas, tugas_id)


def _is_repeat(tugas: Tugas, petugas: Petugas, form: KeputusanForm) -> bool:
    return (tugas.decided_by, tugas.fence, tugas.keputusan) == (
        petugas.id, form.fence, form.keputusan,
    )  # fmt: skip


def _check_decision(tugas: Tugas, form: KeputusanForm, checklist: Checklist) -> None:
    rules.check_butir(tugas.jenis, checklist)
    if form.keputusan == "approved":
        rules.check_approval(tugas.jenis, checklist, form.catatan)
    else:
        rules.check_rejection(tugas.jenis, form.alasan, form.catatan)
        rules.check_bidang(tugas.jenis, form.bidang)
    if form.keputusan == "returned":
        rules.check_return(tugas.jenis, form.alasan, form.bidang)


async def _record(conn: Connection, petugas: Petugas, tugas: Tugas, form: KeputusanForm) -> None:
    refused = form.keputusan != "approved"
    alasan = tuple(form.alasan) if refused else ()
    catatan = form.catatan.strip() if refused else ""
    bidang = rules.bidang_of(tugas.jenis, alasan, form.bidang) if refused else ()
    await queries.set_decided(
        conn, tugas, petugas, form.keputusan, alasan, bidang, catatan, clock.now()
    )
