"""Every statement on letters to officers."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.identity.petugas.queries import context_email
from services.identity.surat.models import Penerima, PilihanSurat
from shared.crypto import SubjectKey
from shared.db import Connection

FIND_PILIHAN = "SELECT segera FROM pilihan_surat WHERE petugas_id = $1"


async def find_pilihan(conn: Connection, petugas_id: UUID) -> PilihanSurat:
    """Return what an officer chose, or what counts for all."""
    row = await conn.fetchrow(FIND_PILIHAN, petugas_id)
    return PilihanSurat(**dict(row)) if row else PilihanSurat()


UPSERT_PILIHAN = """
INSERT INTO pilihan_surat (petugas_id, segera) VALUES ($1, $2)
ON CONFLICT (petugas_id) DO UPDATE SET segera = excluded.segera
"""


async def upsert_pilihan(conn: Connection, petugas_id: UUID, pilihan: PilihanSurat) -> None:
    """Keep a choice."""
    await conn.execute(UPSERT_PILIHAN, petugas_id, pilihan.segera)


LIST_PENERIMA = """
SELECT p.id, p.nama, p.email_sealed, p.kunci, min(u.wilayah) AS wilayah
FROM penugasan AS u
JOIN petugas AS p ON p.id = u.petugas_id AND p.active
LEFT JOIN pilihan_surat AS s ON s.petugas_id = p.id
WHERE u.ended_at IS NULL AND u.wilayah = $1 AND u.peran = ANY ($2::text[])
  AND coalesce(s.segera, true)
GROUP BY p.id ORDER BY p.id
"""


async def list_penerima(conn: Connection, wilayah: str, peran: Collection[str]) -> list[Penerima]:
    """Return the officers of an area in these roles who want letters, each once."""
    rows = await conn.fetch(LIST_PENERIMA, wilayah, list(peran))
    return [
        Penerima(
            row["nama"],
            SubjectKey.unwrap(row["kunci"], row["id"]).open(
                row["email_sealed"], context_email(row["id"])
            ),
            row["wilayah"],
        )
        for row in rows
    ]
