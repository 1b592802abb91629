"""Appealing against a block, and answering."""

from __future__ import annotations

from uuid import UUID

from services.identity.akun import queries as akun_queries
from services.identity.akun.models import Akun
from services.identity.banding import queries, rules
from services.identity.banding.models import Banding, JawabanForm
from services.identity.blokir import actions as blokir_actions
from services.identity.blokir import queries as blokir_queries
from services.identity.blokir.models import Blokir
from services.identity.blokir.rules import number_of
from services.identity.jejak import actions as jejak
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import NotFound
from shared.events.identity import BandingRefused, BandingSubmitted, CatatanPetugas
from shared.ids import uuid7
from shared.sesi.token import Principal

ACCEPTED = "accepted"


async def submit_banding(conn: Connection, akun_id: UUID, isi: str) -> None:
    """Appeal against the block on one's own akun; raises Invalid, or Conflict the second time."""
    akun = await akun_queries.lock_akun(conn, akun_id)
    if akun is None:
        raise NotFound
    blokir = await blokir_actions.get_blokir(conn, akun)
    key = await akun_queries.get_key(conn, akun.id)
    rules.check_once(await queries.find_banding(conn, blokir.id, key))
    text = rules.check_isi(isi)
    banding_id, at = uuid7(), clock.now()
    await queries.insert_banding(conn, banding_id, blokir.id, text, at, key)
    event = BandingSubmitted(
        aggregate_id=banding_id, version=1, akun_id=akun.id, nomor=number_of(akun),
        kode_wilayah_asal=akun.kode_wilayah, submitted_at=at,
    )  # fmt: skip
    await outbox.emit(conn, event)


async def answer_banding(conn: Connection, who: Principal, akun: Akun, form: JawabanForm) -> None:
    """Answer the appeal on a locked akun: lift the block, or keep it and say why."""
    blokir = await blokir_actions.get_blokir(conn, akun)
    key = await akun_queries.get_key(conn, akun.id)
    found = await queries.find_banding(conn, blokir.id, key)
    banding = rules.check_answer(found, form)
    catatan, at = form.catatan.strip(), clock.now()
    await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "jawab_banding")
    await queries.set_answered(conn, banding.id, form.jawaban, catatan, at, who.id, who.nama, key)
    if form.jawaban == ACCEPTED:
        await blokir_actions.unblock_akun(conn, who, akun, "banding", catatan)
        return
    event = BandingRefused(
        aggregate_id=banding.id, version=2, akun_id=akun.id, nomor=number_of(akun),
        kode_wilayah_asal=akun.kode_wilayah, answered_at=at,
        pribadi=CatatanPetugas(catatan=catatan),
    )  # fmt: skip
    await outbox.emit(conn, event)


async def find_both(conn: Connection, akun_id: UUID) -> tuple[Blokir | None, Banding | None]:
    """Return the block that stands on an akun and the appeal against it."""
    blokir = await blokir_queries.find_blokir(conn, akun_id)
    if blokir is None:
        return None, None
    key = await akun_queries.get_key(conn, akun_id)
    return blokir, await queries.find_banding(conn, blokir.id, key)
