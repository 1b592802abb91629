"""Putting a tugas before the supervisor and handing it back; the door opens the transaction."""

from __future__ import annotations

from uuid import UUID

from services.verification.antrean import queries as antrean
from services.verification.antrean.models import Petugas, Tugas
from services.verification.antrean.rules import check_holder
from services.verification.pengajuan import queries, rules
from services.verification.pengajuan.models import AjukanForm, KembalikanForm
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.verification import TugasReferred
from shared.ids import uuid7


async def refer_tugas(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: AjukanForm
) -> Tugas:
    """Put a tugas in hand before the superiors; from now on only they can take it.

    Raises Conflict for a stale fence, Invalid without a reason or words for the superior.
    """
    tugas = await antrean.lock_tugas(conn, tugas_id)
    check_holder(tugas, petugas.id, form.fence)
    rules.check_referral(petugas, form)
    await queries.refer(conn, uuid7(), tugas, petugas, form.alasan, form.catatan.strip())
    event = TugasReferred(
        aggregate_id=tugas.id, version=await antrean.next_version(conn, tugas_id),
        subjek=tugas.jenis, subjek_id=tugas.subjek_id, subjek_version=tugas.subjek_version,
        kode_kantor=tugas.kode_kantor, kode_wilayah_tujuan=tugas.kode_wilayah_tujuan,
        kode_wilayah_asal=tugas.kode_wilayah_asal, nomor=tugas.nomor, referred_at=clock.now(),
    )  # fmt: skip
    await outbox.emit(conn, event)
    return await antrean.get_tugas(conn, tugas_id)


async def hand_back(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: KembalikanForm
) -> Tugas:
    """Put a referred tugas back into the pool, with words for the officers.

    Raises Conflict when it was not referred or another superior has it in hand.
    """
    tugas = await antrean.lock_tugas(conn, tugas_id)
    referrals = await queries.list_pengajuan(conn, tugas)
    found = rules.check_handing_back(tugas, referrals[0] if referrals else None, petugas)
    rules.check_answer(petugas, form.jawaban)
    await queries.hand_back(conn, tugas, found.id, petugas, form.jawaban.strip())
    return await antrean.get_tugas(conn, tugas_id)
