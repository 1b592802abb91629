"""Dividing an office's work; the door opens the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.verification.antrean import actions as antrean
from services.verification.antrean import queries as tugas_queries
from services.verification.antrean import rules as antrean_rules
from services.verification.antrean.models import Petugas, Tugas
from services.verification.jam_kerja.actions import get_jam_kerja
from services.verification.jam_kerja.rules import tenggat_of
from services.verification.pembagian import queries, rules
from services.verification.pembagian.models import Hasil, Rekan
from services.verification.rantai.rules import check_level
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import Invalid, NotFound
from shared.events.petugas import NamaPetugas
from shared.events.verification import PembagianMade, TugasTakenOver
from shared.ids import uuid7
from shared.policy import VERIFIERS


async def take_over(conn: Connection, petugas: Petugas, tugas_id: UUID) -> Tugas:
    """Take a tugas from the officer who holds it, who is told; a free one is simply taken.

    What was checked stays. Raises Conflict once it is decided or withdrawn.
    """
    held = await tugas_queries.lock_tugas(conn, tugas_id)
    if not held.is_claimed or held.claimed_by == petugas.id:
        return await antrean.claim_tugas(conn, petugas, tugas_id)
    check_level(held, petugas)
    antrean_rules.check_open(held)
    rules.check_ruang(await queries.get_ruang(conn, petugas.kode_kantor, petugas.id))
    taken = await tugas_queries.set_claimed(conn, tugas_id, petugas, antrean.LEASE)
    assert held.claimed_by is not None
    event = TugasTakenOver(
        aggregate_id=tugas_id, version=await tugas_queries.next_version(conn, tugas_id),
        subjek=held.jenis, subjek_id=held.subjek_id, subjek_version=held.subjek_version,
        kode_kantor=held.kode_kantor, kode_wilayah_tujuan=held.kode_wilayah_tujuan,
        kode_wilayah_asal=held.kode_wilayah_asal, nomor=held.nomor, petugas_id=held.claimed_by,
        taken_over_at=clock.now(), pribadi=NamaPetugas(nama=petugas.nama),
    )  # fmt: skip
    await outbox.emit(conn, event)
    return taken


async def renew(conn: Connection, petugas: Petugas, tugas_id: UUID, fence: int) -> Tugas:
    """Let the lease run anew while its holder looks at the tugas; raises Conflict as a save."""
    held = await tugas_queries.lock_tugas(conn, tugas_id)
    antrean_rules.check_holder(held, petugas.id, fence)
    return await tugas_queries.set_renewed(conn, tugas_id, antrean.LEASE)


async def take_many(conn: Connection, petugas: Petugas, ids: Sequence[UUID]) -> Hasil:
    """Take several tugas at once, as many as are free and the limit allows.

    Raises NotFound if one of them is not the office's.
    """
    return await _take(conn, petugas, ids, clock.now() + antrean.LEASE)


async def assign(
    conn: Connection, pembagi: Petugas, ids: Sequence[UUID], petugas_id: UUID
) -> Hasil:
    """Give free tugas to an officer of the office, until the next working day ends; he is told.

    What somebody holds stays with him. Raises Invalid for somebody who is no officer of it.
    """
    rekan = await _find_rekan(conn, pembagi.kode_kantor, petugas_id)
    peran = next((each for each in rekan.peran if each in rules.PEMBAGI), rekan.peran[0])
    pemegang = Petugas(rekan.id, rekan.nama, pembagi.kode_kantor, peran)
    now = clock.now()
    until = tenggat_of(now, await get_jam_kerja(conn, pembagi.kode_kantor), 1)
    hasil = await _take(conn, pemegang, ids, until)
    if hasil.diambil and rekan.id != pembagi.id:
        event = PembagianMade(
            aggregate_id=uuid7(), version=1, kode_kantor=pembagi.kode_kantor,
            petugas_id=rekan.id, daftar_nomor=tuple(tugas.nomor for tugas in hasil.diambil),
            made_at=now, pribadi=NamaPetugas(nama=pembagi.nama),
        )  # fmt: skip
        await outbox.emit(conn, event)
    return hasil


async def _find_rekan(conn: Connection, kode_kantor: str, petugas_id: UUID) -> Rekan:
    for rekan in await queries.list_rekan(conn, kode_kantor, VERIFIERS):
        if rekan.id == petugas_id:
            return rekan
    raise Invalid({"kepada": "Pilih petugas verifikasi kantor ini."})


async def _take(conn: Connection, pemegang: Petugas, ids: Sequence[UUID], until: datetime) -> Hasil:
    ruang = await queries.get_ruang(conn, pemegang.kode_kantor, pemegang.id)
    taken = await queries.take(conn, ids, pemegang, until, ruang.sisa)
    await antrean.tell_claimed(conn, taken)
    left = set(ids) - {tugas.id for tugas in taken}
    rest = await queries.list_by_id(conn, pemegang.kode_kantor, list(left)) if left else []
    if len(rest) < len(left):
        raise NotFound("Tugas ini tidak ada.")
    ruang = await queries.get_ruang(conn, pemegang.kode_kantor, pemegang.id)
    refused = [
        (tugas, rules.refusal_of(tugas, pemegang, ruang))
        for tugas in rest
        if not tugas.is_claimed_by(pemegang.id)
    ]
    return Hasil(taken, refused)


async def set_batas(conn: Connection, petugas: Petugas, batas: int) -> None:
    """Say how many open tugas one officer of the office may hold; what is held stays."""
    await queries.save_batas(conn, petugas, batas)
