"""Every statement on permohonan, its members, and who looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.registration.permohonan.models import (
    PengikutRow,
    PermohonanForm,
    PermohonanRow,
    Sent,
)
from shared.db import Connection
from shared.errors import NotFound
from shared.policy import Match
from shared.sesi.token import Principal

INSERT_PERMOHONAN = """
WITH baru AS (
    INSERT INTO permohonan (
        id, akun_id, kunci_kirim, sidik, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
        tanggal_datang, jangka_waktu, tanggal_berakhir, alamat, submitted_at, rincian
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $16)
    ON CONFLICT (akun_id, kunci_kirim) DO NOTHING
    RETURNING id, nobukti
), ikut AS (
    INSERT INTO pengikut (id, permohonan_id, urutan, nik_index, pribadi)
    SELECT p.id, baru.id, p.urutan, p.nik_index, p.pribadi
    FROM baru, unnest($13::uuid[], $14::bytea[], $15::bytea[])
        WITH ORDINALITY AS p (id, nik_index, pribadi, urutan)
)
SELECT nobukti FROM baru
"""


async def insert_permohonan(
    conn: Connection,
    permohonan_id: UUID,
    akun_id: UUID,
    kunci_kirim: str,
    sidik: bytes,
    kode_wilayah_asal: str,
    form: PermohonanForm,
    tanggal_berakhir: date,
    alamat: bytes,
    submitted_at: datetime,
    pengikut: Sequence[PengikutRow],
    rincian: bytes | None = None,
) -> str | None:
    """Keep a permohonan with its members and return its nobukti; None if the key was used."""
    nobukti: str | None = await conn.fetchval(
        INSERT_PERMOHONAN, permohonan_id, akun_id, kunci_kirim, sidik, kode_wilayah_asal,
        form.domisili.kode_wilayah, form.keperluan.keperluan, form.keperluan.tanggal_datang,
        form.keperluan.jangka_waktu, tanggal_berakhir, alamat, submitted_at,
        [row.id for row in pengikut],
        [row.nik_index for row in pengikut],
        [row.pribadi for row in pengikut],
        rincian,
    )  # fmt: skip
    return nobukti


FIND_SENT = """
SELECT id, nobukti, status, sidik FROM permohonan WHERE akun_id = $1 AND kunci_kirim = $2
"""


async def find_sent(conn: Connection, akun_id: UUID, kunci_kirim: str) -> Sent | None:
    """Return what was sent with the key, or None."""
    row = await conn.fetchrow(FIND_SENT, akun_id, kunci_kirim)
    return Sent(*row) if row else None


FIND_PERMOHONAN = """
SELECT id, akun_id, nobukti, version, status, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
    tanggal_datang, jangka_waktu, tanggal_berakhir, alamat, submitted_at, tenggat, claimed_at,
    decided_at, cancelled_at, alasan, rincian, bidang, dikirim_version,
    (SELECT count(*)::int FROM pengikut WHERE permohonan_id = permohonan.id)
FROM permohonan WHERE id = $1
"""


async def find_permohonan(conn: Connection, permohonan_id: UUID) -> PermohonanRow | None:
    """Return a permohonan, or None."""
    row = await conn.fetchrow(FIND_PERMOHONAN, permohonan_id)
    return PermohonanRow(*row) if row else None


async def get_permohonan(conn: Connection, permohonan_id: UUID) -> PermohonanRow:
    """Return a permohonan; raises NotFound."""
    found = await find_permohonan(conn, permohonan_id)
    if found is None:
        raise NotFound
    return found


LOCK_PERMOHONAN = "SELECT FROM permohonan WHERE id = $1 FOR NO KEY UPDATE"


async def lock_permohonan(conn: Connection, permohonan_id: UUID) -> PermohonanRow | None:
    """Return a permohonan and hold its row: cancel and decision go one after the other."""
    await conn.execute(LOCK_PERMOHONAN, permohonan_id)
    return await find_permohonan(conn, permohonan_id)


LIST_PERMOHONAN = """
SELECT id, akun_id, nobukti, version, status, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
    tanggal_datang, jangka_waktu, tanggal_berakhir, alamat, submitted_at, tenggat, claimed_at,
    decided_at, cancelled_at, alasan, rincian, bidang, dikirim_version,
    (SELECT count(*)::int FROM pengikut WHERE permohonan_id = permohonan.id)
FROM permohonan WHERE akun_id = $1 ORDER BY submitted_at DESC, id DESC LIMIT 200
"""


async def list_permohonan(conn: Connection, akun_id: UUID) -> list[PermohonanRow]:
    """Return a resident's permohonan, the latest first, 200 at most."""
    return [PermohonanRow(*row) for row in await conn.fetch(LIST_PERMOHONAN, akun_id)]


LIST_PENGIKUT = """
SELECT id, nik_index, pribadi FROM pengikut WHERE permohonan_id = $1 ORDER BY urutan
"""


async def list_pengikut(conn: Connection, permohonan_id: UUID) -> list[PengikutRow]:
    """Return the members in the order they were written."""
    return [PengikutRow(*row) for row in await conn.fetch(LIST_PENGIKUT, permohonan_id)]


SET_CANCELLED = """
UPDATE permohonan SET status = 'cancelled', cancelled_at = $2, rincian = $3, version = version + 1
WHERE id = $1 RETURNING version
"""


async def set_cancelled(
    conn: Connection, permohonan_id: UUID, cancelled_at: datetime, rincian: bytes | None
) -> int:
    """Take a permohonan back and return its new version."""
    return int(await conn.fetchval(SET_CANCELLED, permohonan_id, cancelled_at, rincian))


END_PERBAIKAN = "DELETE FROM draf WHERE id = $1"


async def end_perbaikan(conn: Connection, permohonan_id: UUID) -> None:
    """Forget the correction of a permohonan that was begun."""
    await conn.execute(END_PERBAIKAN, permohonan_id)


SET_DECIDED = """
UPDATE permohonan
SET status = $2, decided_at = $3, alasan = $4, bidang = $5, version = version + 1
WHERE id = $1 RETURNING version
"""


async def set_decided(
    conn: Connection,
    permohonan_id: UUID,
    status: str,
    decided_at: datetime,
    alasan: bytes | None = None,
    bidang: Sequence[str] = (),
) -> int:
    """Write an officer's decision and return the new version."""
    values = (permohonan_id, status, decided_at, alasan, list(bidang))
    return int(await conn.fetchval(SET_DECIDED, *values))


SET_CLAIMED = """
UPDATE permohonan AS p SET
    claimed_at = coalesce(p.claimed_at, diambil.at),
    version = version + (status = 'submitted')::int,
    status = CASE status WHEN 'submitted' THEN 'claimed' ELSE status END
FROM (
    SELECT id, min(at) AS at, max(dikirim) AS dikirim
    FROM unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS satu (id, at, dikirim)
    GROUP BY id
) AS diambil
WHERE p.id = diambil.id AND diambil.dikirim IN (0, p.dikirim_version)
"""


async def set_claimed(conn: Connection, diambil: Sequence[tuple[UUID, datetime, int]]) -> None:
    """Note that officers look at permohonan: at which submission (0: the newest).

    Those decided or cancelled stay so.
    """
    await conn.execute(SET_CLAIMED, *zip(*diambil, strict=True))


SET_TENGGAT = """
UPDATE permohonan AS p SET tenggat = janji.tenggat, tenggat_version = janji.version
FROM (
    SELECT DISTINCT ON (id) id, tenggat, version
    FROM unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS satu (id, tenggat, version)
    ORDER BY id, version DESC
) AS janji
WHERE p.id = janji.id AND p.tenggat_version < janji.version AND p.status <> 'returned'
"""


async def set_tenggat(conn: Connection, janji: Sequence[tuple[UUID, datetime, int]]) -> None:
    """Note by when answers are promised, by submission; a newer submission's promise stays."""
    await conn.execute(SET_TENGGAT, *zip(*janji, strict=True))


OWNER_OF_PERMOHONAN = "SELECT akun_id FROM permohonan WHERE id = $1"


async def owner_of_permohonan(conn: Connection, match: Match) -> UUID | None:
    """Return whose permohonan `permohonan_id` of a path is, or None."""
    permohonan_id = id_in(match)
    if permohonan_id is None:
        return None
    owner: UUID | None = await conn.fetchval(OWNER_OF_PERMOHONAN, permohonan_id)
    return owner


AREA_OF_PERMOHONAN = "SELECT kode_wilayah_tujuan FROM permohonan WHERE id = $1"


async def areas_of_permohonan(conn: Connection, match: Match) -> list[str]:
    """Return the village of the stay, whose officers may look; nothing if there is none."""
    permohonan_id = id_in(match)
    if permohonan_id is None:
        return []
    return [row[0] for row in await conn.fetch(AREA_OF_PERMOHONAN, permohonan_id)]


INSERT_JEJAK = """
INSERT INTO jejak_lihat (
    permohonan_id, akun_id, petugas_id, nama_petugas, peran, wilayah, yang_dilihat
) VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def insert_jejak(
    conn: Connection, row: PermohonanRow, who: Principal, yang_dilihat: str
) -> None:
    """Note which officer looked at what of whom."""
    await conn.execute(
        INSERT_JEJAK, row.id, row.akun_id, who.id, who.nama, who.peran, who.wilayah, yang_dilihat
    )


def id_in(match: Match, name: str = "permohonan_id") -> UUID | None:
    """Return the id in a path, or None if it is none."""
    try:
        return UUID(match[name])
    except ValueError:
        return None
