"""Every statement on documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.registration.dokumen.models import DokumenRow, Slot
from shared.db import Connection

UPSERT_DOKUMEN = """
INSERT INTO dokumen (
    id, permohonan_id, akun_id, slot, jenis, nama, tipe, ukuran, halaman, nama_objek, sidik
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (permohonan_id, slot) DO UPDATE SET
    id = excluded.id, jenis = excluded.jenis, nama = excluded.nama, tipe = excluded.tipe,
    ukuran = excluded.ukuran, halaman = excluded.halaman, nama_objek = excluded.nama_objek,
    sidik = excluded.sidik, created_at = now()
"""


async def upsert_dokumen(conn: Connection, row: DokumenRow) -> None:
    """Keep a document; the one that was in its place is forgotten."""
    await conn.execute(
        UPSERT_DOKUMEN, row.id, row.permohonan_id, row.akun_id, row.slot, row.jenis, row.nama,
        row.tipe, row.ukuran, row.halaman, row.nama_objek, row.sidik,
    )  # fmt: skip


LIST_DOKUMEN = """
SELECT id, permohonan_id, akun_id, slot, jenis, nama, tipe, ukuran, halaman, nama_objek, sidik,
    created_at
FROM dokumen WHERE permohonan_id = $1
ORDER BY array_position(ARRAY['ktp_el', 'kk', 'pendukung'], slot)
"""


async def list_dokumen(conn: Connection, permohonan_id: UUID) -> list[DokumenRow]:
    """Return the documents of a draft or permohonan, in the order they are asked."""
    return [DokumenRow(*row) for row in await conn.fetch(LIST_DOKUMEN, permohonan_id)]


FIND_DOKUMEN = """
SELECT id, permohonan_id, akun_id, slot, jenis, nama, tipe, ukuran, halaman, nama_objek, sidik,
    created_at
FROM dokumen WHERE id = $1 AND permohonan_id = $2
"""


async def find_dokumen(
    conn: Connection, permohonan_id: UUID, dokumen_id: UUID
) -> DokumenRow | None:
    """Return one document of a draft or permohonan, or None."""
    row = await conn.fetchrow(FIND_DOKUMEN, dokumen_id, permohonan_id)
    return DokumenRow(*row) if row else None


DELETE_DOKUMEN = "DELETE FROM dokumen WHERE permohonan_id = $1 AND slot = $2"


async def delete_dokumen(conn: Connection, permohonan_id: UUID, slot: Slot) -> None:
    """Forget a document."""
    await conn.execute(DELETE_DOKUMEN, permohonan_id, slot)


# ---- forgetting ---------------------------------------------------------------------------------

DELETE_LEFT = """
DELETE FROM dokumen WHERE id IN (
    SELECT d.id FROM dokumen AS d WHERE d.created_at < $1
    AND NOT EXISTS (SELECT FROM draf WHERE draf.id = d.permohonan_id)
    AND NOT EXISTS (SELECT FROM permohonan AS p WHERE p.id = d.permohonan_id)
    ORDER BY d.created_at LIMIT 500
)
"""


async def delete_left(conn: Connection, before: datetime) -> None:
    """Forget documents whose draft is gone without having been sent."""
    await conn.execute(DELETE_LEFT, before)


LIST_KEPT = "SELECT nama_objek FROM dokumen WHERE nama_objek = ANY($1::text[])"


async def list_kept(conn: Connection, names: Sequence[str]) -> set[str]:
    """Return those of the names that a document has."""
    return {row["nama_objek"] for row in await conn.fetch(LIST_KEPT, names)}
