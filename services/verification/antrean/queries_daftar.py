"""Every statement on the queue as a whole: lists, search, counts, what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from services.verification.antrean.models import Jenis, Jumlah, Kursor, Petugas, Saringan, Tugas
from services.verification.antrean.rows import index_nama, to_tugas
from services.verification.pembagian.models import BATAS
from shared.db import Connection
from shared.rantai import DINAS

LIST_OPEN = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas
WHERE antrean = $1 AND status = 'open'
  AND ($2::text IS NULL OR jenis = $2)
  AND ($3::uuid IS NULL OR (claimed_by = $3 AND claimed_until > now()))
  AND (tenggat, id) > ($4::timestamptz, $5::uuid)
  AND ($7::text IS NULL OR ($7 = 'diajukan' AND diajukan))
ORDER BY tenggat, id LIMIT $6
"""
# The same at whatever level it stands.
LIST_DI_KANTOR = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas
WHERE kode_kantor = $1 AND status = 'open'
  AND ($2::text IS NULL OR jenis = $2)
  AND ($3::uuid IS NULL OR (claimed_by = $3 AND claimed_until > now()))
  AND (tenggat, id) > ($4::timestamptz, $5::uuid)
  AND (($7 = 'eskalasi' AND eskalasi <> '') OR ($7 = 'setempat' AND jenjang <> 'dinas'))
ORDER BY tenggat, id LIMIT $6
"""
FIRST = Kursor(datetime.fromisoformat("0001-01-02T00:00:00+00:00"), UUID(int=0))


async def list_open(
    conn: Connection, petugas: Petugas, saringan: Saringan, limit: int
) -> list[Tugas]:
    """Return what waits in the officer's queue, nearest deadline first, after the cursor.

    What went up to superiors, and what lies at other levels, is shown from all of its levels.
    """
    after = saringan.setelah or FIRST
    saya = petugas.id if saringan.saya else None
    every = petugas.jenjang == DINAS and saringan.khusus in ("eskalasi", "setempat")
    statement = LIST_DI_KANTOR if every else LIST_OPEN
    rows = await conn.fetch(
        statement, petugas.antrean, saringan.jenis, saya, after.at,
        after.id, limit, saringan.khusus,
    )  # fmt: skip
    return [to_tugas(row) for row in rows]


LIST_DECIDED = """
SELECT *, false AS is_claimed FROM tugas
WHERE kode_kantor = $1 AND decided_at IS NOT NULL
  AND ($2::text IS NULL OR jenis = $2) AND ($3::uuid IS NULL OR decided_by = $3)
  AND (decided_at, id) < ($4::timestamptz, $5::uuid)
ORDER BY decided_at DESC, id DESC LIMIT $6
"""
LAST = Kursor(datetime.fromisoformat("9999-01-01T00:00:00+00:00"), UUID(int=2**128 - 1))


async def list_decided(
    conn: Connection, petugas: Petugas, saringan: Saringan, limit: int
) -> list[Tugas]:
    """Return what the officer's office decided, latest first, after the cursor."""
    after = saringan.setelah or LAST
    saya = petugas.id if saringan.saya else None
    rows = await conn.fetch(
        LIST_DECIDED, petugas.kode_kantor, saringan.jenis, saya, after.at, after.id, limit
    )
    return [to_tugas(row) for row in rows]


SEARCH_NOMOR = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas
WHERE nomor = $2 AND kode_kantor = $1 AND ($4 = '' OR antrean = $4)
ORDER BY (status <> 'open'), tenggat, id LIMIT $3
"""
SEARCH_NAMA = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas
WHERE kata_nama @> $2::bytea[] AND kode_kantor = $1 AND ($4 = '' OR antrean = $4)
ORDER BY (status <> 'open'), tenggat, id LIMIT $3
"""


async def search(
    conn: Connection, kode_kantor: str, cari: str, limit: int, antrean: str = ""
) -> list[Tugas]:
    """Return the office's tugas, of any status, of this number or with all words in the name.

    With `antrean`, only those in this queue: a level below the office finds its own alone.
    """
    nomor = cari.replace(" ", "").upper()
    if nomor[:1] in ("A", "W") and nomor[1:].isdigit():
        rows = await conn.fetch(SEARCH_NOMOR, kode_kantor, nomor, limit, antrean)
    else:
        words = index_nama(kode_kantor, cari)
        found = conn.fetch(SEARCH_NAMA, kode_kantor, words, limit, antrean) if words else None
        rows = await found if found else []
    return [to_tugas(row) for row in rows]


LIST_OF_AKUN = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas
WHERE akun_id = $2 AND kode_kantor = $1 ORDER BY (status <> 'open'), tenggat, id LIMIT $3
"""


async def list_of_akun(
    conn: Connection, kode_kantor: str, akun_id: UUID, limit: int
) -> list[Tugas]:
    """Return the office's tugas, of any status, that are about an akun or its owner."""
    return [to_tugas(row) for row in await conn.fetch(LIST_OF_AKUN, kode_kantor, akun_id, limit)]


COUNT_OPEN = """
SELECT count(*) FILTER (WHERE jenis = 'akun') AS akun,
       count(*) FILTER (WHERE jenis = 'permohonan') AS permohonan,
       count(*) FILTER (WHERE jenis = 'kasus') AS kasus,
       count(*) FILTER (WHERE tenggat < $3) AS hari_ini,
       count(*) FILTER (WHERE claimed_by = $2 AND claimed_until > now()) AS saya,
       count(*) FILTER (WHERE diajukan) AS diajukan,
       (SELECT count(*) FROM tugas
        WHERE kode_kantor = $1 AND status = 'open' AND eskalasi <> '') AS eskalasi,
       (SELECT count(*) FROM tugas
        WHERE kode_kantor = $1 AND status = 'open' AND jenjang <> 'dinas') AS setempat
FROM tugas WHERE antrean = $1 AND status = 'open'
"""


async def count_open(conn: Connection, petugas: Petugas, besok: datetime) -> Jumlah:
    """Return how much waits in the officer's queue, and how much of it is due before `besok`."""
    row = await conn.fetchrow(COUNT_OPEN, petugas.antrean, petugas.id, besok)
    assert row is not None
    return Jumlah(**dict(row))


LAST_DECIDED = "SELECT max(decided_at) FROM tugas WHERE kode_kantor = $1 AND decided_at IS NOT NULL"


async def last_decided(conn: Connection, kode_kantor: str) -> datetime | None:
    """Return when the office last decided anything."""
    at: datetime | None = await conn.fetchval(LAST_DECIDED, kode_kantor)
    return at


# Sets what SET_CLAIMED sets; nothing for an officer who holds as many as he may.
CLAIM_NEXT = """
UPDATE tugas SET claimed_by = $3, claimed_nama = $4, claimed_at = now(),
    claimed_until = now() + $5::interval, fence = fence + 1,
    version = version + (fence = 0)::int
WHERE id = (
    SELECT id FROM tugas
    WHERE antrean = $1 AND status = 'open' AND (claimed_until IS NULL OR claimed_until <= now())
      AND ($2::text IS NULL OR jenis = $2) AND (NOT diajukan OR $6)
      AND coalesce((SELECT batas FROM pembagian WHERE kode_kantor = $1), $7) > (
          SELECT count(*) FROM tugas WHERE claimed_by = $3 AND status = 'open'
            AND antrean = $1 AND claimed_until > now())
    ORDER BY tenggat, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *, claimed_until > now() AS is_claimed
"""
NEXT_OPEN = """
SELECT id FROM tugas
WHERE antrean = $1 AND status = 'open'
  AND (claimed_until IS NULL OR claimed_until <= now() OR claimed_by = $2)
  AND ($3::text IS NULL OR jenis = $3) AND (NOT diajukan OR $4)
ORDER BY tenggat, id LIMIT 1
"""


async def claim_next(
    conn: Connection, petugas: Petugas, jenis: Jenis | None, lease: timedelta
) -> Tugas | None:
    """Give the officer the free tugas with the nearest deadline, stepping past those in hand."""
    row = await conn.fetchrow(
        CLAIM_NEXT, petugas.antrean, jenis, petugas.id, petugas.nama, lease,
        petugas.is_atasan, BATAS,
    )  # fmt: skip
    return to_tugas(row) if row else None


async def next_open(conn: Connection, petugas: Petugas, jenis: Jenis | None) -> UUID | None:
    """Return the nearest deadline among what is free or already the officer's."""
    found: UUID | None = await conn.fetchval(
        NEXT_OPEN, petugas.antrean, petugas.id, jenis, petugas.is_atasan
    )
    return found
