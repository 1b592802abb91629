"""Every statement on percakapan as a whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.registration.percakapan.models import Baru, Keadaan, Percakapan
from services.registration.permohonan.queries import id_in
from shared.db import Connection
from shared.errors import NotFound
from shared.policy import Match
from shared.sesi.token import Principal

INSERT_PERCAKAPAN = """
INSERT INTO percakapan (
    id, akun_id, jenis, permohonan_id, nomor, kode_kantor, kode_wilayah_tujuan,
    kode_wilayah_asal, topik, unit, status, janji, opened_at, written_at, kunci_kirim
) VALUES (
    $1, $2, $3, $4, coalesce($5, 'K' || lpad(nextval('nomor_konsultasi')::text, 8, '0')),
    $6, $7, $8, $9, $10, 'open', $11, $12, $12, $13
)
ON CONFLICT DO NOTHING
"""


async def insert_percakapan(conn: Connection, baru: Baru) -> None:
    """Keep a new percakapan; a permohonan has one only."""
    await conn.execute(
        INSERT_PERCAKAPAN, baru.id, baru.akun_id, baru.jenis, baru.permohonan_id, baru.nomor,
        baru.kode_kantor, baru.kode_wilayah_tujuan, baru.kode_wilayah_asal, baru.topik, baru.unit,
        baru.janji, baru.at, baru.kunci_kirim,
    )  # fmt: skip


FIND_PERCAKAPAN = """
SELECT id, akun_id, jenis, permohonan_id, nomor, kode_kantor, kode_wilayah_tujuan,
    kode_wilayah_asal, topik, unit, status, version, petugas_id, nama_petugas, janji, opened_at,
    written_at, closed_at,
    (SELECT count(*)::int FROM percakapan_pesan AS s
     WHERE s.percakapan_id = p.id AND s.dari = 'warga' AND s.urutan > p.dibaca_kantor),
    (SELECT count(*)::int FROM percakapan_pesan AS s
     WHERE s.percakapan_id = p.id AND s.dari = 'petugas' AND s.urutan > p.dibaca_warga)
FROM percakapan AS p WHERE id = $1
"""


async def get_percakapan(conn: Connection, percakapan_id: UUID) -> Percakapan:
    """Return one; raises NotFound."""
    row = await conn.fetchrow(FIND_PERCAKAPAN, percakapan_id)
    if row is None:
        raise NotFound
    return Percakapan(*row)


LOCK_PERCAKAPAN = "SELECT FROM percakapan WHERE id = $1 FOR UPDATE"


async def lock_percakapan(conn: Connection, percakapan_id: UUID) -> Percakapan:
    """Return one and hold its row: what is written goes one after the other; raises NotFound."""
    await conn.execute(LOCK_PERCAKAPAN, percakapan_id)
    return await get_percakapan(conn, percakapan_id)


FIND_DISKUSI = "SELECT id FROM percakapan WHERE permohonan_id = $1"


async def find_diskusi(conn: Connection, permohonan_id: UUID) -> Percakapan | None:
    """Return what is written about a permohonan, or None."""
    found = await conn.fetchval(FIND_DISKUSI, permohonan_id)
    return await get_percakapan(conn, found) if found else None


FIND_SENT = "SELECT id FROM percakapan WHERE akun_id = $1 AND kunci_kirim = $2"


async def find_sent(conn: Connection, akun_id: UUID, kunci: bytes) -> Percakapan | None:
    """Return what the resident opened by the same form before, or None."""
    found = await conn.fetchval(FIND_SENT, akun_id, kunci)
    return await get_percakapan(conn, found) if found else None


LIST_OWN = """
SELECT id, akun_id, jenis, permohonan_id, nomor, kode_kantor, kode_wilayah_tujuan,
    kode_wilayah_asal, topik, unit, status, version, petugas_id, nama_petugas, janji, opened_at,
    written_at, closed_at, 0,
    (SELECT count(*)::int FROM percakapan_pesan AS s
     WHERE s.percakapan_id = p.id AND s.dari = 'petugas' AND s.urutan > p.dibaca_warga)
FROM percakapan AS p WHERE akun_id = $1 ORDER BY written_at DESC, id LIMIT 200
"""


async def list_own(conn: Connection, akun_id: UUID) -> list[Percakapan]:
    """Return a resident's percakapan, what was written in last first, 200 at most."""
    return [Percakapan(*row) for row in await conn.fetch(LIST_OWN, akun_id)]


SET_KEADAAN = """
UPDATE percakapan SET status = $2, petugas_id = $3, nama_petugas = $4, janji = $5,
    written_at = $6, closed_at = $7, version = version + 1
WHERE id = $1 RETURNING version
"""


async def set_keadaan(conn: Connection, percakapan_id: UUID, now: Keadaan) -> int:
    """Note how it stands after something was written, and return the new version."""
    return int(
        await conn.fetchval(
            SET_KEADAAN, percakapan_id, now.status, now.petugas_id, now.nama_petugas, now.janji,
            now.written_at, now.closed_at,
        )
    )  # fmt: skip


SET_PETUGAS = "UPDATE percakapan SET petugas_id = $2, nama_petugas = $3 WHERE id = $1"


async def set_petugas(conn: Connection, percakapan_id: UUID, who: Principal) -> None:
    """Note who answers it."""
    await conn.execute(SET_PETUGAS, percakapan_id, who.id, who.nama)


SET_UNIT = "UPDATE percakapan SET unit = $2, petugas_id = NULL, nama_petugas = '' WHERE id = $1"


async def set_unit(conn: Connection, percakapan_id: UUID, unit: str) -> None:
    """Let another part of the office answer it, whoever there takes it."""
    await conn.execute(SET_UNIT, percakapan_id, unit)


READ_BY_WARGA = """
UPDATE percakapan AS p SET dibaca_warga = s.terakhir
FROM (SELECT max(urutan) AS terakhir FROM percakapan_pesan WHERE percakapan_id = $1) AS s
WHERE p.id = $1 AND p.dibaca_warga < s.terakhir
"""
READ_BY_KANTOR = """
UPDATE percakapan AS p SET dibaca_kantor = s.terakhir
FROM (SELECT max(urutan) AS terakhir FROM percakapan_pesan WHERE percakapan_id = $1) AS s
WHERE p.id = $1 AND p.dibaca_kantor < s.terakhir
"""


async def set_read(conn: Connection, percakapan_id: UUID, *, by_resident: bool) -> None:
    """Note that everything in it was read by the resident, or by the office."""
    statement = READ_BY_WARGA if by_resident else READ_BY_KANTOR
    await conn.execute(statement, percakapan_id)


COUNT_OPENED = """
SELECT count(*)::int FROM percakapan WHERE akun_id = $1 AND jenis <> 'diskusi' AND opened_at > $2
"""


async def count_opened(conn: Connection, akun_id: UUID, since: datetime) -> int:
    """Return how many a resident opened since a moment."""
    return int(await conn.fetchval(COUNT_OPENED, akun_id, since))


OWNER_OF_PERCAKAPAN = "SELECT akun_id FROM percakapan WHERE id = $1"


async def owner_of_percakapan(conn: Connection, match: Match) -> UUID | None:
    """Return whose the `percakapan_id` of a path is, or None."""
    percakapan_id = id_in(match, "percakapan_id")
    owner: UUID | None = await conn.fetchval(OWNER_OF_PERCAKAPAN, percakapan_id)
    return owner


AREA_OF_PERCAKAPAN = "SELECT kode_wilayah_tujuan FROM percakapan WHERE id = $1"


async def areas_of_percakapan(conn: Connection, match: Match) -> list[str]:
    """Return whose office is written to; nothing if there is no such percakapan."""
    percakapan_id = id_in(match, "percakapan_id")
    return [row[0] for row in await conn.fetch(AREA_OF_PERCAKAPAN, percakapan_id)]


INSERT_JEJAK = """
INSERT INTO jejak_lihat (
    permohonan_id, percakapan_id, akun_id, petugas_id, nama_petugas, peran, wilayah, yang_dilihat
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def insert_jejak(conn: Connection, p: Percakapan, who: Principal, yang_dilihat: str) -> None:
    """Note which officer read what of whom."""
    await conn.execute(
        INSERT_JEJAK, p.permohonan_id, p.id, p.akun_id, who.id, who.nama, who.peran, who.wilayah,
        yang_dilihat,
    )  # fmt: skip
