"""Every statement on petugas."""

from __future__ import annotations

from uuid import UUID

from services.identity.petugas.models import Petugas, PetugasBaru
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection

FIND_BY_EMAIL = """
SELECT id, nama, peran, wilayah, sandi, kunci, totp_sealed FROM petugas
WHERE email_index = $1 AND active
"""


async def find_by_email(conn: Connection, email: str) -> Petugas | None:
    """Return the active officer of an address."""
    row = await conn.fetchrow(FIND_BY_EMAIL, crypto.index("email-petugas", email))
    return Petugas(**dict(row)) if row else None


FIND_PETUGAS = """
SELECT id, nama, peran, wilayah, sandi, kunci, totp_sealed FROM petugas WHERE id = $1 AND active
"""


async def find_petugas(conn: Connection, petugas_id: UUID) -> Petugas | None:
    """Return an active officer."""
    row = await conn.fetchrow(FIND_PETUGAS, petugas_id)
    return Petugas(**dict(row)) if row else None


USE_STEP = """
UPDATE petugas SET totp_step = $2 WHERE id = $1 AND active AND totp_step < $2 RETURNING id
"""


async def use_step(conn: Connection, petugas_id: UUID, step: int) -> bool:
    """Use a time step up; False if it or a later one was used."""
    return await conn.fetchval(USE_STEP, petugas_id, step) is not None


INSERT_PETUGAS = """
INSERT INTO petugas (id, nama, email_index, email_sealed, kunci, sandi, totp_sealed, peran, wilayah)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (email_index) DO NOTHING RETURNING id
"""


async def insert_petugas(conn: Connection, petugas_id: UUID, baru: PetugasBaru) -> bool:
    """Enter an officer; False if the address has one."""
    key = SubjectKey.create(petugas_id)
    inserted = await conn.fetchval(
        INSERT_PETUGAS, petugas_id, baru.nama, crypto.index("email-petugas", baru.email),
        key.seal(baru.email, f"petugas|email_sealed|{petugas_id}"), key.wrap(), baru.sandi,
        key.seal(baru.totp, context_totp(petugas_id)), baru.peran, baru.wilayah,
    )  # fmt: skip
    return inserted is not None


def context_totp(petugas_id: UUID) -> str:
    """Return what an officer's TOTP secret is bound to."""
    return f"petugas|totp_sealed|{petugas_id}"
