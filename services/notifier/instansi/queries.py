"""Every statement on instansi."""

from __future__ import annotations

from services.notifier.instansi.models import Instansi
from shared.db import Connection
from shared.events.identity import InstansiChanged

# An office that changed twice keeps the newer form, in whatever order the two are heard.
UPSERT_INSTANSI = """
INSERT INTO instansi AS known (kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip,
                               alamat, telepon, email, jam_kerja, zona, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (kode_kantor) DO UPDATE
SET nama = excluded.nama, nama_kepala = excluded.nama_kepala,
    jabatan_kepala = excluded.jabatan_kepala, pangkat = excluded.pangkat, nip = excluded.nip,
    alamat = excluded.alamat, telepon = excluded.telepon, email = excluded.email,
    jam_kerja = excluded.jam_kerja, zona = excluded.zona, version = excluded.version
WHERE known.version < excluded.version
"""


async def upsert_instansi(conn: Connection, event: InstansiChanged) -> None:
    """Keep the office as it signs from now on, unless something newer is known."""
    await conn.execute(
        UPSERT_INSTANSI, event.kode_kantor, event.nama, event.nama_kepala, event.jabatan_kepala,
        event.pangkat, event.nip, event.alamat, event.telepon, event.email, event.jam_kerja,
        event.zona, event.version,
    )  # fmt: skip


FIND_INSTANSI = """
SELECT kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip, alamat, telepon, email,
    jam_kerja, zona
FROM instansi WHERE kode_kantor = $1
"""


async def find_instansi(conn: Connection, kode_kantor: str) -> Instansi | None:
    """Return the office, or None while it has not introduced itself."""
    row = await conn.fetchrow(FIND_INSTANSI, kode_kantor)
    return Instansi(*row) if row else None


LIST_NAMA = "SELECT kode_kantor, nama FROM instansi WHERE kode_kantor = ANY($1::text[])"


async def list_nama(conn: Connection, kodes: list[str]) -> dict[str, str]:
    """Return code → name of those of the offices that are known."""
    return {row["kode_kantor"]: row["nama"] for row in await conn.fetch(LIST_NAMA, kodes)}
