"""Every statement on petugas, penugasan and kode_cadangan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.identity.petugas.models import Penugasan, Petugas, PetugasBaru
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection

FIND_BY_EMAIL = """
SELECT id, nama, sandi, kunci, totp_sealed FROM petugas WHERE email_index = $1 AND active
"""


async def find_by_email(conn: Connection, email: str) -> Petugas | None:
    """Return the active officer of an address."""
    row = await conn.fetchrow(FIND_BY_EMAIL, index_email(email))
    return Petugas(**dict(row)) if row else None


FIND_PETUGAS = """
SELECT id, nama, sandi, kunci, totp_sealed FROM petugas WHERE id = $1 AND active
"""


async def find_petugas(conn: Connection, petugas_id: UUID) -> Petugas | None:
    """Return an active officer."""
    row = await conn.fetchrow(FIND_PETUGAS, petugas_id)
    return Petugas(**dict(row)) if row else None


FIND_EMAIL = "SELECT email_sealed, kunci FROM petugas WHERE id = $1 AND active"


async def find_email(conn: Connection, petugas_id: UUID) -> str | None:
    """Return an active officer's address."""
    row = await conn.fetchrow(FIND_EMAIL, petugas_id)
    if row is None:
        return None
    key = SubjectKey.unwrap(row["kunci"], petugas_id)
    return key.open(row["email_sealed"], context_email(petugas_id))


GET_NAMA = "SELECT nama FROM petugas WHERE id = $1"


async def get_nama(conn: Connection, petugas_id: UUID) -> str:
    """Return how an officer is called."""
    return str(await conn.fetchval(GET_NAMA, petugas_id))


USE_STEP = """
UPDATE petugas SET totp_step = $2 WHERE id = $1 AND active AND totp_step < $2 RETURNING id
"""


async def use_step(conn: Connection, petugas_id: UUID, step: int) -> bool:
    """Use a time step up; False if it or a later one was used."""
    return await conn.fetchval(USE_STEP, petugas_id, step) is not None


# An address whose officer was ended may come back: the same officer, with new secrets.
SAVE_PETUGAS = """
INSERT INTO petugas AS p (id, nama, email_index, email_sealed, kunci, sandi, totp_sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (email_index) DO UPDATE SET nama = excluded.nama, sandi = excluded.sandi,
    email_sealed = excluded.email_sealed, kunci = excluded.kunci,
    totp_sealed = excluded.totp_sealed, totp_step = 0, active = true
WHERE NOT p.active AND p.id = excluded.id
RETURNING id
"""
FIND_ID = "SELECT id FROM petugas WHERE email_index = $1"


async def save_petugas(conn: Connection, new_id: UUID, baru: PetugasBaru) -> UUID | None:
    """Enter an officer and return his id; None if the address has an active one."""
    petugas_id: UUID = await conn.fetchval(FIND_ID, index_email(baru.email)) or new_id
    key = SubjectKey.create(petugas_id)
    saved: UUID | None = await conn.fetchval(
        SAVE_PETUGAS, petugas_id, baru.nama, index_email(baru.email),
        key.seal(baru.email, context_email(petugas_id)), key.wrap(), baru.sandi,
        key.seal(baru.totp, context_totp(petugas_id)),
    )  # fmt: skip
    return saved


SET_INACTIVE = """
UPDATE petugas SET active = false WHERE id = $1 AND active AND NOT EXISTS (
    SELECT 1 FROM penugasan WHERE petugas_id = $1 AND ended_at IS NULL
) RETURNING id
"""


async def set_inactive(conn: Connection, petugas_id: UUID) -> bool:
    """Let an officer without any role in no longer; False while he has one."""
    return await conn.fetchval(SET_INACTIVE, petugas_id) is not None


NEXT_VERSION = "UPDATE petugas SET version = version + 1 WHERE id = $1 RETURNING version"


async def next_version(conn: Connection, petugas_id: UUID) -> int:
    """Return the version of the next event of the officer."""
    return int(await conn.fetchval(NEXT_VERSION, petugas_id))


# ---- penugasan ----------------------------------------------------------------------------------

INSERT_PENUGASAN = """
INSERT INTO penugasan (id, petugas_id, peran, wilayah) VALUES ($1, $2, $3, $4)
ON CONFLICT (petugas_id, peran, wilayah) WHERE ended_at IS NULL DO NOTHING RETURNING id
"""


async def insert_penugasan(
    conn: Connection, penugasan_id: UUID, petugas_id: UUID, peran: str, wilayah: str
) -> bool:
    """Give an officer a role over an area; False if he holds it."""
    inserted = await conn.fetchval(INSERT_PENUGASAN, penugasan_id, petugas_id, peran, wilayah)
    return inserted is not None


LIST_PENUGASAN = """
SELECT p.id, p.petugas_id, p.peran, p.wilayah, p.created_at FROM penugasan AS p
WHERE p.petugas_id = $1 AND p.ended_at IS NULL
ORDER BY (SELECT max(s.seen_at) FROM sesi AS s
          WHERE s.subjek_id = $1 AND s.penugasan_id = p.id) DESC NULLS LAST, p.created_at, p.id
"""


async def list_penugasan(conn: Connection, petugas_id: UUID) -> list[Penugasan]:
    """Return the roles that an officer holds, the one he acted in last first."""
    return [Penugasan(**dict(row)) for row in await conn.fetch(LIST_PENUGASAN, petugas_id)]


FIND_PENUGASAN = """
SELECT id, petugas_id, peran, wilayah, created_at FROM penugasan
WHERE id = $2 AND petugas_id = $1 AND ended_at IS NULL
"""


async def find_penugasan(
    conn: Connection, petugas_id: UUID, penugasan_id: UUID | None
) -> Penugasan | None:
    """Return a role that this officer holds."""
    row = await conn.fetchrow(FIND_PENUGASAN, petugas_id, penugasan_id)
    return Penugasan(**dict(row)) if row else None


SET_PENUGASAN_ENDED = """
UPDATE penugasan SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id
"""


async def set_penugasan_ended(conn: Connection, penugasan_id: UUID, now: datetime) -> bool:
    """End a role; False if it is over."""
    return await conn.fetchval(SET_PENUGASAN_ENDED, penugasan_id, now) is not None


# ---- kode cadangan ------------------------------------------------------------------------------

DELETE_CADANGAN = "DELETE FROM kode_cadangan WHERE petugas_id = $1"
INSERT_CADANGAN = """
INSERT INTO kode_cadangan (petugas_id, kode_index) SELECT $1, unnest($2::bytea[])
"""


async def replace_cadangan(conn: Connection, petugas_id: UUID, indexes: Sequence[bytes]) -> None:
    """Keep new recovery codes; the old ones count no longer."""
    await conn.execute(DELETE_CADANGAN, petugas_id)
    await conn.execute(INSERT_CADANGAN, petugas_id, list(indexes))


USE_CADANGAN = """
UPDATE kode_cadangan SET used_at = $3
WHERE petugas_id = $1 AND kode_index = $2 AND used_at IS NULL RETURNING petugas_id
"""


async def use_cadangan(conn: Connection, petugas_id: UUID, index: bytes, now: datetime) -> bool:
    """Use a recovery code up; False if there is none such."""
    return await conn.fetchval(USE_CADANGAN, petugas_id, index, now) is not None


COUNT_CADANGAN = "SELECT count(*) FROM kode_cadangan WHERE petugas_id = $1 AND used_at IS NULL"


async def count_cadangan(conn: Connection, petugas_id: UUID) -> int:
    """Return how many recovery codes are left."""
    return int(await conn.fetchval(COUNT_CADANGAN, petugas_id))


def index_email(email: str) -> bytes:
    """Return the lookup index of an officer's address."""
    return crypto.index("email-petugas", email)


def context_email(petugas_id: UUID) -> str:
    """Return what an officer's address is bound to."""
    return f"petugas|email_sealed|{petugas_id}"


def context_totp(petugas_id: UUID) -> str:
    """Return what an officer's TOTP secret is bound to."""
    return f"petugas|totp_sealed|{petugas_id}"
