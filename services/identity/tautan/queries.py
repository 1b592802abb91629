"""Every statement on tautan."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from services.identity.tautan.rules import Untuk
from shared.db import Connection

INSERT_TAUTAN = """
INSERT INTO tautan (token_hash, untuk, akun_id, email_sealed, expires_at)
VALUES ($1, $2, $3, $4, $5)
"""


async def insert_tautan(
    conn: Connection, token_hash: bytes, untuk: Untuk, akun_id: UUID | None,
    email_sealed: bytes | None, expires_at: datetime,
) -> None:  # fmt: skip
    """Keep the hash of a link; one without akun is nobody's."""
    await conn.execute(INSERT_TAUTAN, token_hash, untuk, akun_id, email_sealed, expires_at)


FIND_OPEN = """
SELECT akun_id FROM tautan
WHERE token_hash = $1 AND untuk = $2 AND used_at IS NULL AND expires_at > $3
"""


async def find_open(
    conn: Connection, token_hash: bytes, untuk: Untuk, now: datetime
) -> UUID | None:
    """Return the akun of a link that can still be used."""
    akun_id: UUID | None = await conn.fetchval(FIND_OPEN, token_hash, untuk, now)
    return akun_id


class Used(NamedTuple):
    """Whose link it was, and the address it proves (sealed)."""

    akun_id: UUID
    email_sealed: bytes | None


# A link that is used ends its siblings: an older mail must not undo what the newer did.
SET_USED = """
WITH used AS (
    UPDATE tautan SET used_at = $3
    WHERE token_hash = $1 AND untuk = $2 AND used_at IS NULL AND expires_at > $3
        AND akun_id IS NOT NULL
    RETURNING akun_id, email_sealed
), others AS (
    UPDATE tautan AS t SET used_at = $3 FROM used
    WHERE t.akun_id = used.akun_id AND t.untuk = $2 AND t.token_hash <> $1 AND t.used_at IS NULL
)
SELECT akun_id, email_sealed FROM used
"""


async def set_used(conn: Connection, token_hash: bytes, untuk: Untuk, now: datetime) -> Used | None:
    """Use a link up, and the akun's other ones; None if it was used or is too old."""
    row = await conn.fetchrow(SET_USED, token_hash, untuk, now)
    return Used(*row) if row else None


END_ALL = "UPDATE tautan SET used_at = $2 WHERE akun_id = $1 AND used_at IS NULL"


async def end_all(conn: Connection, akun_id: UUID, now: datetime) -> None:
    """Let no link of this akun count any more."""
    await conn.execute(END_ALL, akun_id, now)


DELETE_OLD = "DELETE FROM tautan WHERE expires_at < $1"


async def delete_old(conn: Connection, before: datetime) -> None:
    """Forget links that ran out."""
    await conn.execute(DELETE_OLD, before)


# ---- links of officers --------------------------------------------------------------------------

INSERT_OF_PETUGAS = """
INSERT INTO tautan (token_hash, untuk, petugas_id, expires_at) VALUES ($1, 'sandi_petugas', $2, $3)
"""


async def insert_of_petugas(
    conn: Connection, token_hash: bytes, petugas_id: UUID | None, expires_at: datetime
) -> None:
    """Keep the hash of a link to an officer's new password; one without officer is nobody's."""
    await conn.execute(INSERT_OF_PETUGAS, token_hash, petugas_id, expires_at)


FIND_PETUGAS = """
SELECT petugas_id FROM tautan
WHERE token_hash = $1 AND untuk = 'sandi_petugas' AND used_at IS NULL AND expires_at > $2
"""


async def find_petugas(conn: Connection, token_hash: bytes, now: datetime) -> UUID | None:
    """Return the officer of a link that can still be used."""
    petugas_id: UUID | None = await conn.fetchval(FIND_PETUGAS, token_hash, now)
    return petugas_id


USE_OF_PETUGAS = """
UPDATE tautan SET used_at = $2
WHERE token_hash = $1 AND untuk = 'sandi_petugas' AND used_at IS NULL AND expires_at > $2
    AND petugas_id IS NOT NULL
RETURNING petugas_id
"""


async def use_of_petugas(conn: Connection, token_hash: bytes, now: datetime) -> bool:
    """Use an officer's link up; False if it was used or is too old."""
    return await conn.fetchval(USE_OF_PETUGAS, token_hash, now) is not None


END_OF_PETUGAS = "UPDATE tautan SET used_at = $2 WHERE petugas_id = $1 AND used_at IS NULL"


async def end_of_petugas(conn: Connection, petugas_id: UUID, now: datetime) -> None:
    """Let no link of this officer count any more."""
    await conn.execute(END_OF_PETUGAS, petugas_id, now)
