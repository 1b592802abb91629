"""Every statement on pemberitahuan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifier.langsung.queries import insert_denyut
from services.notifier.pemberitahuan.models import PemberitahuanBaru
from services.notifier.surat.models import Pesan
from shared.db import Connection
from shared.policy import Match

INSERT_PEMBERITAHUAN = """
INSERT INTO pemberitahuan (id, akun_id, pesan, subjek_id, version, kode_kantor, isian)
SELECT * FROM unnest(
    $1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::bytea[])
ON CONFLICT (akun_id, pesan, subjek_id, version) DO NOTHING
"""


async def insert_pemberitahuan(conn: Connection, baru: Sequence[PemberitahuanBaru]) -> None:
    """Put unread notices into the inboxes of their akun, in this order; the same fact once."""
    rows = (
        (one.id, one.akun_id, one.kabar.pesan, one.kabar.subjek_id, one.kabar.version,
         one.kabar.kode_kantor, one.isian)
        for one in baru
    )  # fmt: skip
    if not baru:
        return
    await conn.execute(INSERT_PEMBERITAHUAN, *zip(*rows, strict=True))
    await insert_denyut(conn, [str(one.akun_id) for one in baru])


@dataclass(frozen=True)
class SealedRow:
    """A notice as it is kept."""

    id: UUID
    nomor: int
    pesan: Pesan
    subjek_id: UUID
    kode_kantor: str
    isian: bytes
    created_at: datetime
    read_at: datetime | None


LIST_NEWEST = """
SELECT id, nomor, pesan, subjek_id, kode_kantor, isian, created_at, read_at FROM pemberitahuan
WHERE akun_id = $1 AND nomor < $2 ORDER BY nomor DESC LIMIT $3
"""


async def list_newest(conn: Connection, akun_id: UUID, before: int, limit: int) -> list[SealedRow]:
    """Return the newest notices older than `before`, newest first."""
    rows = await conn.fetch(LIST_NEWEST, akun_id, before, limit)
    return [SealedRow(**{**row, "pesan": Pesan(row["pesan"])}) for row in rows]


COUNT_UNREAD = "SELECT count(*) FROM pemberitahuan WHERE akun_id = $1 AND read_at IS NULL"


async def count_unread(conn: Connection, akun_id: UUID) -> int:
    """Return how many notices of an akun are unread."""
    return int(await conn.fetchval(COUNT_UNREAD, akun_id))


SET_READ = """
UPDATE pemberitahuan SET read_at = now() WHERE id = $1 AND akun_id = $2 AND read_at IS NULL
"""


async def set_read(conn: Connection, pemberitahuan_id: UUID, akun_id: UUID) -> None:
    """Note that a notice was read; the first time counts."""
    await conn.execute(SET_READ, pemberitahuan_id, akun_id)
    await insert_denyut(conn, [str(akun_id)])


SET_ALL_READ = "UPDATE pemberitahuan SET read_at = now() WHERE akun_id = $1 AND read_at IS NULL"


async def set_all_read(conn: Connection, akun_id: UUID) -> None:
    """Note that every notice of an akun was read."""
    await conn.execute(SET_ALL_READ, akun_id)
    await insert_denyut(conn, [str(akun_id)])


FIND_OWNER = "SELECT akun_id FROM pemberitahuan WHERE id = $1"


async def owner_of_pemberitahuan(conn: Connection, match: Match) -> UUID | None:
    """Return whose notice the path names, or None."""
    try:
        pemberitahuan_id = UUID(match["id"])
    except ValueError:
        return None
    owner: UUID | None = await conn.fetchval(FIND_OWNER, pemberitahuan_id)
    return owner
