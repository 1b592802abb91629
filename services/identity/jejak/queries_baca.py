"""Every statement that reads the trail for people: its person, and the Ministry after a breach."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.jejak import rules
from services.identity.jejak.models import Lihat, Terdampak, Tindak
from shared import crypto
from shared.db import Connection

LIST_OF_AKUN = """
SELECT j.id, j.at, j.petugas_id, p.nama, j.peran, j.wilayah, j.tindakan, j.alasan
FROM jejak AS j LEFT JOIN petugas AS p ON p.id = j.petugas_id
WHERE j.akun_id = $1 AND j.id < $2 ORDER BY j.id DESC LIMIT $3
"""


async def list_of_akun(
    conn: Connection, akun_id: UUID, before: int | None, limit: int
) -> list[Lihat]:
    """Return the steps with a person's data below a number, the latest first."""
    rows = await conn.fetch(LIST_OF_AKUN, akun_id, before or 2**62, limit)
    return [Lihat(*row) for row in rows]


LIST_TERDAMPAK = """
SELECT j.akun_id, coalesce(a.nomor, '') AS nomor, coalesce(a.kode_wilayah, '') AS kode_wilayah,
    count(*)::int AS jumlah, min(j.at) AS pertama, max(j.at) AS terakhir
FROM jejak AS j LEFT JOIN akun AS a ON a.id = j.akun_id
WHERE j.at >= $1 AND j.at < $2 AND j.petugas_id <> j.akun_id
    AND ($3::uuid IS NULL OR j.petugas_id = $3)
    AND ($4 = '' OR j.wilayah = $4 OR j.wilayah LIKE $4 || '.%')
    AND j.tindakan <> ALL ($5::text[])
GROUP BY j.akun_id, a.nomor, a.kode_wilayah ORDER BY pertama, j.akun_id
"""


async def list_terdampak(
    conn: Connection, dari: datetime, sampai: datetime, petugas_id: UUID | None, wilayah: str
) -> list[Terdampak]:
    """Return whose data officers (one, or those of an area) opened from `dari` until `sampai`."""
    rows = await conn.fetch(
        LIST_TERDAMPAK, dari, sampai, petugas_id, wilayah, list(rules.BUKAN_ORANG)
    )
    return [Terdampak(**dict(row)) for row in rows]


FIND_PETUGAS = "SELECT id FROM petugas WHERE email_index = $1"


async def find_petugas(conn: Connection, email: str) -> UUID | None:
    """Return the officer of an address, active or not."""
    found: UUID | None = await conn.fetchval(FIND_PETUGAS, crypto.index("email-petugas", email))
    return found


LIST_TINDAKAN = """
SELECT j.id, j.at, coalesce(p.nama, '') AS nama, j.peran, j.wilayah, j.tindakan, j.alasan,
    coalesce(o.nama, u.nama, i.nama, k.nama, a.nomor, '') AS objek
FROM jejak AS j LEFT JOIN petugas AS p ON p.id = j.petugas_id
    LEFT JOIN petugas AS o ON o.id = j.akun_id LEFT JOIN undangan AS u ON u.id = j.akun_id
    LEFT JOIN instansi AS i ON i.id = j.akun_id LEFT JOIN klien AS k ON k.id = j.akun_id
    LEFT JOIN akun AS a ON a.id = j.akun_id
WHERE j.tindakan = ANY ($1::text[]) AND j.id < $3
    AND ($2 = '' OR j.wilayah = $2 OR starts_with(j.wilayah, $2 || '.'))
ORDER BY j.id DESC LIMIT $4
"""


async def list_tindakan(
    conn: Connection, wilayah: str, before: int | None, limit: int
) -> list[Tindak]:
    """Return what administrators of an area did below a number, the latest first."""
    kinds = list(rules.TINDAKAN_PENGURUS)
    rows = await conn.fetch(LIST_TINDAKAN, kinds, wilayah, before or 2**62, limit)
    return [Tindak(**dict(row)) for row in rows]
