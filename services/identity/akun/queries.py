"""Every statement on akun and izin_lihat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.identity.akun.models import Akun, AkunBaru, Penandaan
from services.identity.akun.sealing import opened, sealed
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import NotFound
from shared.policy import Match

INSERT_AKUN = """
INSERT INTO akun (
    id, kunci, nik_index, kk_index, email_index, telepon_index,
    nik_sealed, kk_sealed, nama_sealed, alamat_sealed, telepon_sealed, email_sealed,
    kode_wilayah, sandi, bahasa, swafoto_id, registered_at
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
ON CONFLICT DO NOTHING RETURNING id
"""


async def insert_akun(conn: Connection, akun_id: UUID, baru: AkunBaru, at: datetime) -> bool:
    """Keep a new akun; False if its NIK or e-mail address has one already."""
    key = SubjectKey.create(akun_id)
    diri = baru.diri
    indexes = [
        crypto.index("nik", diri.nik), crypto.index("kk", diri.kk),
        crypto.index("email", diri.email), crypto.index("telepon", diri.telepon),
    ]  # fmt: skip
    inserted = await conn.fetchval(
        INSERT_AKUN, akun_id, key.wrap(), *indexes, *sealed(akun_id, key, diri),
        baru.kode_wilayah, baru.sandi, baru.bahasa, baru.swafoto_id, at,
    )  # fmt: skip
    return inserted is not None


FIND_AKUN = """
SELECT id, kunci, nik_sealed, kk_sealed, nama_sealed, alamat_sealed, telepon_sealed, email_sealed,
    catatan_sealed, kode_wilayah, bahasa, swafoto_id, status, nomor, version, tenggat,
    alasan, bidang, nik_ganda, sisa_kesempatan, registered_at, submitted_at, claimed_at, decided_at
FROM akun WHERE id = $1
"""


async def find_akun(conn: Connection, akun_id: UUID) -> Akun | None:
    """Return an akun, opened."""
    row = await conn.fetchrow(FIND_AKUN, akun_id)
    return opened(row) if row else None


async def get_akun(conn: Connection, akun_id: UUID) -> Akun:
    """Return an akun, opened; raises NotFound."""
    akun = await find_akun(conn, akun_id)
    if akun is None:
        raise NotFound("Akun ini tidak ada.")
    return akun


LOCK_AKUN = """
SELECT id, kunci, nik_sealed, kk_sealed, nama_sealed, alamat_sealed, telepon_sealed, email_sealed,
    catatan_sealed, kode_wilayah, bahasa, swafoto_id, status, nomor, version, tenggat,
    alasan, bidang, nik_ganda, sisa_kesempatan, registered_at, submitted_at, claimed_at, decided_at
FROM akun WHERE id = $1 FOR UPDATE
"""


async def lock_akun(conn: Connection, akun_id: UUID) -> Akun | None:
    """Return an akun that stays as it is until the transaction ends."""
    row = await conn.fetchrow(LOCK_AKUN, akun_id)
    return opened(row) if row else None


LIST_OWNERS = """
SELECT id FROM akun WHERE email_index = $2
    OR nik_index = $1 AND status <> 'blocked' AND NOT nik_ganda
"""


async def list_owners(conn: Connection, nik: str, email: str) -> list[UUID]:
    """Return the akun that have this NIK or this address."""
    rows = await conn.fetch(LIST_OWNERS, crypto.index("nik", nik), crypto.index("email", email))
    return [row["id"] for row in rows]


IS_NIK_TAKEN = """
SELECT 1 FROM akun WHERE nik_index = $1 AND id <> $2 AND status <> 'blocked' AND NOT nik_ganda
"""


async def is_nik_taken(conn: Connection, nik: str, akun_id: UUID) -> bool:
    """Tell whether a NIK is that of another akun than this one."""
    return await conn.fetchval(IS_NIK_TAKEN, crypto.index("nik", nik), akun_id) is not None


FIND_LOGIN = "SELECT id, sandi FROM akun WHERE email_index = $1"


async def find_login(conn: Connection, email: str) -> tuple[UUID, str] | None:
    """Return id and password hash of an address's akun."""
    row = await conn.fetchrow(FIND_LOGIN, crypto.index("email", email))
    return (row["id"], row["sandi"]) if row else None


SET_SUBMITTED = """
UPDATE akun SET status = 'submitted', submitted_at = $2, version = version + 1,
    nomor = 'A' || lpad(nextval('nomor_akun')::text, 8, '0')
WHERE id = $1 AND status = 'registered' RETURNING id
"""


async def set_submitted(conn: Connection, akun_id: UUID, at: datetime) -> bool:
    """Hand the akun in and give it its number; False if it was handed in before."""
    return await conn.fetchval(SET_SUBMITTED, akun_id, at) is not None


SET_TENGGAT = """
UPDATE akun SET tenggat = $3
WHERE id = $1 AND $2 IN (0, version) AND status IN ('submitted', 'claimed')
"""


async def set_tenggat(conn: Connection, akun_id: UUID, version: int, tenggat: datetime) -> None:
    """Note by when the office promises an answer to this submission (0: the latest)."""
    await conn.execute(SET_TENGGAT, akun_id, version, tenggat)


SET_CLAIMED = """
UPDATE akun SET status = 'claimed', claimed_at = $3
WHERE id = $1 AND $2 IN (0, version) AND status = 'submitted'
"""


async def set_claimed(conn: Connection, akun_id: UUID, version: int, at: datetime) -> None:
    """Note that an officer looks at this submission; nothing if the akun is further already."""
    await conn.execute(SET_CLAIMED, akun_id, version, at)


SET_APPROVED = """
UPDATE akun SET status = 'approved', decided_at = $2, version = version + 1,
    catatan_sealed = NULL, alasan = '{}', bidang = '{}', nik_ganda = false
WHERE id = $1
"""


async def set_approved(conn: Connection, akun_id: UUID, at: datetime) -> None:
    """Make the akun approved; raises UniqueViolationError if its NIK is another's by now."""
    await conn.execute(SET_APPROVED, akun_id, at)


SET_REJECTED = """
UPDATE akun SET status = 'rejected', decided_at = $2, version = version + 1,
    catatan_sealed = $3, alasan = $4, bidang = $5
WHERE id = $1
"""


async def set_rejected(
    conn: Connection, akun_id: UUID, at: datetime, catatan: bytes, ditandai: Penandaan
) -> None:
    """Make the akun not valid, with the sealed note and what the officer marked."""
    await conn.execute(
        SET_REJECTED, akun_id, at, catatan, list(ditandai.alasan), list(ditandai.bidang)
    )


FIND_KUNCI = "SELECT kunci FROM akun WHERE id = $1"


async def get_key(conn: Connection, akun_id: UUID) -> SubjectKey:
    """Return the key of the person."""
    return SubjectKey.unwrap(await conn.fetchval(FIND_KUNCI, akun_id), akun_id)


# ---- who may look -------------------------------------------------------------------------------

LIST_AREAS = """
SELECT kode_wilayah FROM akun WHERE id = $1 AND status <> 'registered'
UNION ALL
SELECT i.kode_kantor FROM izin_lihat AS i JOIN akun ON akun.id = i.akun_id
WHERE i.akun_id = $1 AND i.active
"""


async def areas_of_akun(conn: Connection, match: Match) -> list[str]:
    """Return the area of origin and the offices a permohonan lies at: there, officers may look."""
    try:
        akun_id = UUID(match["akun_id"])
    except ValueError:
        return []
    return [row["kode_wilayah"] for row in await conn.fetch(LIST_AREAS, akun_id)]


SET_IZIN = """
INSERT INTO izin_lihat AS i (permohonan_id, akun_id, kode_kantor, active, version)
SELECT DISTINCT ON (permohonan_id) permohonan_id, akun_id, kode_kantor, active, version
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::int[])
    AS baru (permohonan_id, akun_id, kode_kantor, active, version)
ORDER BY permohonan_id, version DESC
ON CONFLICT (permohonan_id) DO UPDATE SET active = excluded.active, version = excluded.version
WHERE i.version < excluded.version
"""


async def set_izin(conn: Connection, baru: Sequence[tuple[UUID, UUID, str, bool, int]]) -> None:
    """Let offices look because of permohonan, or no longer; older news changes nothing.

    Each is (permohonan, akun, office, whether it may look, version).
    """
    await conn.execute(SET_IZIN, *zip(*baru, strict=True))


SET_POSISI = """
INSERT INTO posisi_lihat AS p (permohonan_id, jenjang, tempat, subjek_version, version)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (permohonan_id) DO UPDATE SET jenjang = excluded.jenjang, tempat = excluded.tempat,
    subjek_version = excluded.subjek_version, version = excluded.version
WHERE (p.subjek_version, p.version) < (excluded.subjek_version, excluded.version)
"""
LIST_POSISI = """
SELECT p.jenjang, p.tempat
FROM izin_lihat AS i JOIN posisi_lihat AS p ON p.permohonan_id = i.permohonan_id
WHERE i.akun_id = $1 AND i.active
"""


async def set_posisi(
    conn: Connection, permohonan_id: UUID, jenjang: str, tempat: str, dikirim: int, version: int
) -> None:
    """Note at which level a permohonan waits; older news changes nothing."""
    await conn.execute(SET_POSISI, permohonan_id, jenjang, tempat, dikirim, version)


async def posisi_of_akun(conn: Connection, match: Match) -> list[tuple[str, str]]:
    """Return level and area for each place where a permohonan of the akun is being checked."""
    try:
        akun_id = UUID(match["akun_id"])
    except ValueError:
        return []
    return [tuple(row) for row in await conn.fetch(LIST_POSISI, akun_id)]


DELETE_UNCONFIRMED = """
WITH gone AS (
    DELETE FROM akun WHERE status = 'registered' AND registered_at < $1 AND NOT EXISTS (
        SELECT FROM konfirmasi_email AS k WHERE k.akun_id = akun.id AND k.expires_at > $2
    )
    RETURNING id, version, kode_wilayah
), freed AS (
    UPDATE swafoto SET akun_id = NULL FROM gone WHERE swafoto.akun_id = gone.id
)
SELECT id, version, kode_wilayah FROM gone
"""


async def delete_unconfirmed(
    conn: Connection, before: datetime, now: datetime
) -> list[tuple[UUID, int, str]]:
    """Forget akun whose address nobody confirmed, so that their NIK is free again.

    A link that was sent again still counts. Returns id, version and area of each.
    """
    return [tuple(row) for row in await conn.fetch(DELETE_UNCONFIRMED, before, now)]


SET_USED = """
UPDATE akun SET used_at = $2 WHERE id = $1 AND used_at < $2::timestamptz - interval '1 day'
"""


async def set_used(conn: Connection, akun_id: UUID, at: datetime) -> None:
    """Note, to the day, that the resident was here."""
    await conn.execute(SET_USED, akun_id, at)
