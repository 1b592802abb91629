"""Every statement on instansi."""

from __future__ import annotations

from services.reporting.instansi.models import Instansi
from shared.db import Connection
from shared.events.identity import InstansiChanged
from shared.wilayah.kode import zona_of

# An office that changed twice keeps the newer form, in whatever order the two are heard.
UPSERT_INSTANSI = """
INSERT INTO instansi AS known (kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip,
                               alamat, zona, paket_formulir, kota_ttd, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (kode_kantor) DO UPDATE
SET nama = excluded.nama, nama_kepala = excluded.nama_kepala,
    jabatan_kepala = excluded.jabatan_kepala, pangkat = excluded.pangkat, nip = excluded.nip,
    alamat = excluded.alamat, zona = excluded.zona, paket_formulir = excluded.paket_formulir,
    kota_ttd = excluded.kota_ttd, version = excluded.version
WHERE known.version < excluded.version
"""


async def upsert_instansi(conn: Connection, event: InstansiChanged) -> None:
    """Keep the office as it signs from now on, unless something newer is known."""
    await conn.execute(
        UPSERT_INSTANSI, event.kode_kantor, event.nama, event.nama_kepala, event.jabatan_kepala,
        event.pangkat, event.nip, event.alamat, event.zona, event.paket_formulir, event.kota_ttd,
        event.version,
    )  # fmt: skip


FIND_INSTANSI = """
SELECT kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip, alamat, zona,
    paket_formulir, kota_ttd
FROM instansi WHERE kode_kantor = $1
"""


async def get_instansi(conn: Connection, kode_kantor: str) -> Instansi:
    """Return the office; one that has not introduced itself has only its code and zone."""
    row = await conn.fetchrow(FIND_INSTANSI, kode_kantor)
    return Instansi(*row) if row else Instansi(kode_kantor, "", zona=zona_of(kode_kantor))
