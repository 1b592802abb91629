"""Entering officers, giving and taking roles, and checking their codes."""

from __future__ import annotations

import re
import time
from uuid import UUID

from services.identity.petugas import queries, rules
from services.identity.petugas.models import Penugasan, Petugas, PetugasBaru
from services.identity.sesi import actions as sesi
from shared import clock, crypto
from shared.bus import outbox
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.events.petugas import NamaPetugas, PetugasAssigned, PetugasEnded
from shared.ids import uuid7
from shared.wilayah.kode import kantor_of


async def register_petugas(conn: Connection, baru: PetugasBaru) -> bool:
    """Enter an officer with a role; False if the address has one, who stays as he is."""
    petugas_id = await queries.save_petugas(conn, uuid7(), baru)
    if petugas_id is None:
        return False
    await give_role(conn, petugas_id, baru.peran, baru.wilayah)
    return True


async def give_role(conn: Connection, petugas_id: UUID, peran: str, wilayah: str) -> bool:
    """Let an officer act in a role over an area and tell it; False if he does already."""
    if not await queries.insert_penugasan(conn, uuid7(), petugas_id, peran, wilayah):
        return False
    event = PetugasAssigned(
        aggregate_id=petugas_id, version=await queries.next_version(conn, petugas_id),
        peran=peran, wilayah_tugas=wilayah, kode_kantor=kantor_of(wilayah),
        assigned_at=clock.now(),
        pribadi=NamaPetugas(nama=await queries.get_nama(conn, petugas_id)),
    )  # fmt: skip
    await outbox.emit(conn, event)
    return True


async def end_penugasan(conn: Connection, penugasan: Penugasan) -> bool:
    """Take a role from an officer, end the sessions that act in it and tell it; False if over.

    An officer without any role may enter no longer.
    """
    now = clock.now()
    if not await queries.set_penugasan_ended(conn, penugasan.id, now):
        return False
    # First the sessions, so that nobody hears of the end while one still acts.
    await sesi.revoke_all(conn, penugasan.petugas_id, penugasan_id=penugasan.id)
    await queries.set_inactive(conn, penugasan.petugas_id)
    event = PetugasEnded(
        aggregate_id=penugasan.petugas_id,
        version=await queries.next_version(conn, penugasan.petugas_id),
        peran=penugasan.peran, wilayah_tugas=penugasan.wilayah,
        kode_kantor=kantor_of(penugasan.wilayah), ended_at=now,
    )  # fmt: skip
    await outbox.emit(conn, event)
    return True


async def use_code(conn: Connection, petugas: Petugas, code: str) -> bool:
    """Tell whether `code` is the officer's of this moment, and use it up."""
    key = SubjectKey.unwrap(petugas.kunci, petugas.id)
    secret = key.open(petugas.totp_sealed, queries.context_totp(petugas.id))
    step = rules.step_of(secret, code, time.time())
    return step is not None and await queries.use_step(conn, petugas.id, step)


async def use_any_code(conn: Connection, petugas: Petugas, code: str) -> bool:
    """Tell whether `code` is of this moment or one of the recovery codes, and use it up."""
    if re.fullmatch(r"[\d\s]*", code):
        return await use_code(conn, petugas, code)
    index = _index(petugas, rules.plain_cadangan(code))
    return await queries.use_cadangan(conn, petugas.id, index, clock.now())


async def new_cadangan(conn: Connection, petugas: Petugas) -> list[str]:
    """Give an officer ten new recovery codes, shown this once; the old ones count no longer."""
    codes = [rules.make_cadangan() for _ in range(rules.CADANGAN)]
    indexes = [_index(petugas, rules.plain_cadangan(code)) for code in codes]
    await queries.replace_cadangan(conn, petugas.id, indexes)
    return codes


def _index(petugas: Petugas, plain: str) -> bytes:
    return crypto.index("kode-cadangan", f"{petugas.id}|{plain}")
