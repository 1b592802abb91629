"""Entering officers, and checking their codes."""

from __future__ import annotations

import time

from services.identity.petugas import queries, rules
from services.identity.petugas.models import Petugas, PetugasBaru
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.ids import uuid7


async def register_petugas(conn: Connection, baru: PetugasBaru) -> bool:
    """Enter an officer; False if the address has one, who stays as he is."""
    return await queries.insert_petugas(conn, uuid7(), baru)


async def use_code(conn: Connection, petugas: Petugas, code: str) -> bool:
    """Tell whether `code` is the officer's of this moment, and use it up."""
    key = SubjectKey.unwrap(petugas.kunci, petugas.id)
    secret = key.open(petugas.totp_sealed, queries.context_totp(petugas.id))
    step = rules.step_of(secret, code, time.time())
    return step is not None and await queries.use_step(conn, petugas.id, step)
