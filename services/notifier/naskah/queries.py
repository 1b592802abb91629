"""Every statement on naskah and blok_kantor."""

from __future__ import annotations

from uuid import UUID

from services.notifier.naskah.models import NaskahForm, Versi
from services.notifier.surat.models import Pesan
from shared.db import Connection

FIND_AKTIF = "SELECT subjek, isi FROM naskah WHERE pesan = $1 AND bahasa = $2 AND aktif"


async def find_aktif(conn: Connection, pesan: Pesan, bahasa: str) -> NaskahForm | None:
    """Return the words that count, None where it is the ones we came with."""
    row = await conn.fetchrow(FIND_AKTIF, pesan, bahasa)
    return NaskahForm(subjek=row["subjek"], isi=row["isi"]) if row else None


LIST_VERSI = """
SELECT versi, subjek, isi, aktif, penulis, created_at FROM naskah
WHERE pesan = $1 AND bahasa = $2 ORDER BY versi DESC
"""


async def list_versi(conn: Connection, pesan: Pesan, bahasa: str) -> list[Versi]:
    """Return the versions, the newest first."""
    return [Versi(**dict(row)) for row in await conn.fetch(LIST_VERSI, pesan, bahasa)]


LOCK_PESAN = "SELECT pg_advisory_xact_lock(hashtext('notifier.naskah'), hashtext($1))"
SET_NONE = "UPDATE naskah SET aktif = false WHERE pesan = $1 AND bahasa = $2 AND aktif"
INSERT_VERSI = """
INSERT INTO naskah (pesan, bahasa, versi, subjek, isi, aktif, penulis_id, penulis)
SELECT $1, $2, coalesce(max(versi), 0) + 1, $3, $4, true, $5, $6
FROM naskah WHERE pesan = $1 AND bahasa = $2
RETURNING versi
"""


async def insert_versi(
    conn: Connection, pesan: Pesan, bahasa: str, form: NaskahForm, by: UUID, penulis: str
) -> int:
    """Keep a new version, which counts from now on, and return its number."""
    await conn.execute(LOCK_PESAN, f"{pesan}.{bahasa}")
    await conn.execute(SET_NONE, pesan, bahasa)
    return int(await conn.fetchval(INSERT_VERSI, pesan, bahasa, form.subjek, form.isi, by, penulis))


SET_AKTIF = "UPDATE naskah SET aktif = true WHERE pesan = $1 AND bahasa = $2 AND versi = $3"


async def set_aktif(conn: Connection, pesan: Pesan, bahasa: str, versi: int) -> bool:
    """Let a version count, 0 for none; False if there is no such version."""
    await conn.execute(LOCK_PESAN, f"{pesan}.{bahasa}")
    await conn.execute(SET_NONE, pesan, bahasa)
    return versi == 0 or bool(await conn.execute(SET_AKTIF, pesan, bahasa, versi) == "UPDATE 1")


COUNT_AKTIF = "SELECT pesan, bahasa, versi FROM naskah WHERE aktif"


async def list_aktif(conn: Connection) -> dict[tuple[str, str], int]:
    """Return the number of the version that counts, for those that were written."""
    rows = await conn.fetch(COUNT_AKTIF)
    return {(row["pesan"], row["bahasa"]): row["versi"] for row in rows}


FIND_BLOK = """
SELECT teks FROM blok_kantor WHERE kode_kantor = $1 ORDER BY versi DESC LIMIT 1
"""


async def find_blok(conn: Connection, kode_kantor: str) -> str:
    """Return what an office writes below its signature, or ""."""
    found: str | None = await conn.fetchval(FIND_BLOK, kode_kantor)
    return found or ""


INSERT_BLOK = """
INSERT INTO blok_kantor (kode_kantor, versi, teks, penulis_id, penulis)
SELECT $1, coalesce(max(versi), 0) + 1, $2, $3, $4 FROM blok_kantor WHERE kode_kantor = $1
"""


async def insert_blok(
    conn: Connection, kode_kantor: str, teks: str, by: UUID, penulis: str
) -> None:
    """Keep an office's block from now on."""
    await conn.execute(LOCK_PESAN, f"blok.{kode_kantor}")
    await conn.execute(INSERT_BLOK, kode_kantor, teks, by, penulis)
