"""Every statement on drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services.registration.draf.models import DrafRow
from services.registration.permohonan.queries import id_in, owner_of_permohonan
from shared.db import Connection
from shared.policy import Match

INSERT_DRAF = """
INSERT INTO draf (id, akun_id, isian, bidang) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING
"""


async def insert_draf(
    conn: Connection,
    draf_id: UUID,
    akun_id: UUID,
    isian: bytes,
    bidang: Sequence[str] | None = None,
) -> None:
    """Keep a new draft; one that is there already stays as it is."""
    await conn.execute(
        INSERT_DRAF, draf_id, akun_id, isian, None if bidang is None else list(bidang)
    )


FIND_UNTOUCHED = """
SELECT id FROM draf WHERE akun_id = $1 AND version = 1 AND bidang IS NULL ORDER BY id LIMIT 1
"""


async def find_untouched(conn: Connection, akun_id: UUID) -> UUID | None:
    """Return a draft of the resident in which nothing was saved yet, or None."""
    draf_id: UUID | None = await conn.fetchval(FIND_UNTOUCHED, akun_id)
    return draf_id


COUNT_DRAF = "SELECT count(*) FROM draf WHERE akun_id = $1 AND bidang IS NULL"


async def count_draf(conn: Connection, akun_id: UUID) -> int:
    """Return how many drafts a resident has."""
    return int(await conn.fetchval(COUNT_DRAF, akun_id))


FIND_DRAF = "SELECT id, akun_id, version, isian, saved_at, bidang FROM draf WHERE id = $1"


async def find_draf(conn: Connection, draf_id: UUID) -> DrafRow | None:
    """Return a draft, or None."""
    row = await conn.fetchrow(FIND_DRAF, draf_id)
    return DrafRow(*row) if row else None


LOCK_DRAF = """
SELECT id, akun_id, version, isian, saved_at, bidang FROM draf WHERE id = $1 FOR UPDATE
"""


async def lock_draf(conn: Connection, draf_id: UUID) -> DrafRow | None:
    """Return a draft and hold it, so that two steps saved at once both stay; or None."""
    row = await conn.fetchrow(LOCK_DRAF, draf_id)
    return DrafRow(*row) if row else None


LIST_DRAF = """
SELECT id, akun_id, version, isian, saved_at, bidang FROM draf
WHERE akun_id = $1 AND bidang IS NULL
ORDER BY saved_at DESC LIMIT 20
"""


async def list_draf(conn: Connection, akun_id: UUID) -> list[DrafRow]:
    """Return a resident's drafts, the latest first, 20 at most; corrections are not among them."""
    return [DrafRow(*row) for row in await conn.fetch(LIST_DRAF, akun_id)]


SET_ISIAN = "UPDATE draf SET isian = $2, version = version + 1, saved_at = now() WHERE id = $1"


async def set_isian(conn: Connection, draf_id: UUID, isian: bytes) -> None:
    """Save what was filled in."""
    await conn.execute(SET_ISIAN, draf_id, isian)


TOUCH_DRAF = "UPDATE draf SET version = version + 1, saved_at = now() WHERE id = $1"


async def touch_draf(conn: Connection, draf_id: UUID) -> None:
    """Note that something beside the answers changed: a page made before is out of date."""
    await conn.execute(TOUCH_DRAF, draf_id)


TAKE_DRAF = "DELETE FROM draf WHERE id = $1 AND version = $2 RETURNING isian"


async def take_draf(conn: Connection, draf_id: UUID, version: int) -> bytes | None:
    """Take a draft away and return it; of many at once only one gets it, the others None."""
    isian: bytes | None = await conn.fetchval(TAKE_DRAF, draf_id, version)
    return isian


DELETE_DRAF = "DELETE FROM draf WHERE id = $1"


async def delete_draf(conn: Connection, draf_id: UUID) -> None:
    """Forget a draft."""
    await conn.execute(DELETE_DRAF, draf_id)


DELETE_OLD = "DELETE FROM draf WHERE saved_at < now() - $1::interval"


async def delete_old(conn: Connection, age: timedelta) -> None:
    """Forget the drafts that were not touched for `age`."""
    await conn.execute(DELETE_OLD, age)


OWNER_OF_DRAF = "SELECT akun_id FROM draf WHERE id = $1"


async def owner_of_draf(conn: Connection, match: Match) -> UUID | None:
    """Return whose draft, or permohonan sent from it, `permohonan_id` of a path is, or None."""
    draf_id = id_in(match)
    if draf_id is None:
        return None
    owner: UUID | None = await conn.fetchval(OWNER_OF_DRAF, draf_id)
    return owner or await owner_of_permohonan(conn, match)
