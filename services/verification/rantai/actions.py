"""What a level does with a tugas: hand it on, hand it back, recommend, pull it up.

The door opens the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.verification.antrean import queries as antrean
from services.verification.antrean import rules as memeriksa
from services.verification.antrean.models import Checklist, Petugas, Tugas
from services.verification.jam_kerja.actions import get_jam_kerja
from services.verification.jam_kerja.rules import tenggat_of
from services.verification.rantai import queries, rules
from services.verification.rantai.models import (
    Langkah,
    TarikForm,
    TeruskanForm,
    Tindakan,
    TurunkanForm,
    UsulanForm,
)
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.verification import JejakAdded, TugasPassed
from shared.ids import uuid7
from shared.instansi.queries import list_known
from shared.rantai import DINAS, rantai_of


async def list_rantai(conn: Connection, kodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return kode → chain of the offices that have introduced themselves."""
    known = await list_known(conn, sorted(set(kodes)))
    return {each.kode_kantor: rantai_of(each.rantai) for each in known}


async def forward_tugas(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: TeruskanForm
) -> Tugas:
    """Hand a tugas on to the next level once all checks of this one fit; made once if sent twice.

    Raises Conflict for a stale fence or another level's tugas, Invalid for open checks.
    """
    tugas = await _held(conn, petugas, tugas_id, form.fence, "forwarded")
    if tugas is None:
        return await antrean.get_tugas(conn, tugas_id)
    checklist = _answers(tugas, form.checklist)
    ke = rules.check_forward(tugas, checklist)
    return await _hand_over(conn, petugas, tugas, ke, "forwarded", checklist)


async def recommend_rejection(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: UsulanForm
) -> Tugas:
    """Hand a tugas to the office with the advice to refuse it: only the office does."""
    tugas = await _held(conn, petugas, tugas_id, form.fence, "recommended")
    if tugas is None:
        return await antrean.get_tugas(conn, tugas_id)
    rules.check_recommended(tugas, form.alasan, form.catatan)
    checklist, alasan = _answers(tugas, form.checklist), tuple(form.alasan)
    return await _hand_over(
        conn, petugas, tugas, DINAS, "recommended", checklist, alasan, form.catatan
    )


async def send_back_tugas(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: TurunkanForm
) -> Tugas:
    """Hand a tugas back to the level before, with a reason and words that officers read."""
    tugas = await _held(conn, petugas, tugas_id, form.fence, "sent_back")
    if tugas is None:
        return await antrean.get_tugas(conn, tugas_id)
    ke = rules.check_sent_back(tugas, form.alasan, form.catatan)
    return await _hand_over(
        conn, petugas, tugas, ke, "sent_back", tugas.checklist, (form.alasan,), form.catatan
    )


async def pull_up_tugas(
    conn: Connection, petugas: Petugas, tugas_id: UUID, form: TarikForm
) -> Tugas:
    """Take a tugas up to the office, where a level does not get on with it; once.

    Raises Conflict while somebody below works on it in time, Invalid without words.
    """
    tugas = await antrean.lock_tugas(conn, tugas_id)
    rules.check_pulled_up(tugas, form.catatan, clock.now())
    return await _hand_over(
        conn, petugas, tugas, DINAS, "pulled_up", tugas.checklist, catatan=form.catatan
    )


async def _held(
    conn: Connection, petugas: Petugas, tugas_id: UUID, fence: int, tindakan: Tindakan
) -> Tugas | None:
    """Return the tugas of this claim, held until the end; None if the step was made before."""
    tugas = await antrean.lock_tugas(conn, tugas_id)
    if await queries.is_done(conn, tugas_id, petugas.id, fence, tindakan):
        return None
    rules.check_level(tugas, petugas)
    memeriksa.check_holder(tugas, petugas.id, fence)
    return tugas


def _answers(tugas: Tugas, given: Checklist | None) -> Checklist:
    checklist = tugas.checklist if given is None else given
    memeriksa.check_butir(tugas.jenis, checklist)
    return checklist


async def _hand_over(
    conn: Connection, petugas: Petugas, tugas: Tugas, ke: str, tindakan: Tindakan,
    checklist: Checklist, alasan: tuple[str, ...] = (), catatan: str = "",
) -> Tugas:  # fmt: skip
    at = clock.now()
    jam = await get_jam_kerja(conn, tugas.kode_kantor)
    tenggat = tenggat_of(at, jam, rules.HARI[ke])
    version = await queries.set_moved(conn, tugas, petugas, ke, tenggat, at)
    step = Langkah(
        version, tugas.jenjang, tindakan, ke, at, petugas.nama, petugas.peran, alasan,
        catatan.strip(),
    )  # fmt: skip
    await queries.insert_langkah(conn, tugas, petugas, step, checklist)
    event = TugasPassed(
        aggregate_id=tugas.id,
        version=version,
        subjek=tugas.jenis,
        subjek_id=tugas.subjek_id,
        subjek_version=tugas.subjek_version,
        kode_kantor=tugas.kode_kantor,
        kode_wilayah_tujuan=tugas.kode_wilayah_tujuan,
        kode_wilayah_asal=tugas.kode_wilayah_asal,
        dari=tugas.jenjang,
        jenjang=ke,
        passed_at=at,
    )
    await outbox.emit(conn, event)
    await outbox.emit(conn, _jejak(petugas, tugas, at))
    return await antrean.get_tugas(conn, tugas.id)


def _jejak(petugas: Petugas, tugas: Tugas, at: datetime) -> JejakAdded:
    return JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=tugas.akun_id, petugas_id=petugas.id,
        peran=petugas.peran, wilayah=petugas.wilayah or petugas.kode_kantor,
        tindakan="periksa_berjenjang", maksud="pemeriksaan permohonan", at=at,
        kode_wilayah_tujuan=tugas.kode_wilayah_tujuan, kode_wilayah_asal=tugas.kode_wilayah_asal,
    )  # fmt: skip
