"""Every statement on bukti and its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.registration.bukti.models import Bukti, Ditemukan, LembarBaru, LembarRow
from services.registration.permohonan.models import PermohonanRow
from shared.db import Connection

INSERT_BUKTI = """
INSERT INTO bukti (id, permohonan_id, akun_id, kode_wilayah_tujuan, kode_wilayah_asal, nobukti,
    paket, next_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def insert_bukti(
    conn: Connection, bukti_id: UUID, row: PermohonanRow, paket: str, now: datetime
) -> None:
    """Ask for the proof of a stay; the worker issues it."""
    await conn.execute(
        INSERT_BUKTI, bukti_id, row.id, row.akun_id, row.kode_wilayah_tujuan,
        row.kode_wilayah_asal, row.nobukti, paket, now,
    )  # fmt: skip


LOCK_WAITING = """
SELECT id, permohonan_id, akun_id, kode_wilayah_tujuan, kode_wilayah_asal, nobukti, paket,
    version, status, issued_at, revoked_at, pin_index, pin_salah, terkunci_sampai
FROM bukti WHERE status = 'waiting' AND next_at <= $1
ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""


async def lock_waiting(conn: Connection, now: datetime) -> Bukti | None:
    """Return the proof that waits longest and hold it, or None."""
    row = await conn.fetchrow(LOCK_WAITING, now)
    return Bukti(*row) if row else None


SET_LATER = """
UPDATE bukti SET attempts = least(attempts + 1, 1000), next_at = $2
WHERE id = $1 AND status = 'waiting'
"""


async def set_later(conn: Connection, bukti_id: UUID, next_at: datetime) -> None:
    """Put off a proof that could not be made."""
    await conn.execute(SET_LATER, bukti_id, next_at)


DELETE_BUKTI = "DELETE FROM bukti WHERE id = $1"


async def delete_bukti(conn: Connection, bukti_id: UUID) -> None:
    """Forget a proof that nobody can have any more."""
    await conn.execute(DELETE_BUKTI, bukti_id)


FIND_BUKTI = """
SELECT id, permohonan_id, akun_id, kode_wilayah_tujuan, kode_wilayah_asal, nobukti, paket,
    version, status, issued_at, revoked_at, pin_index, pin_salah, terkunci_sampai
FROM bukti WHERE permohonan_id = $1
"""


async def find_bukti(conn: Connection, permohonan_id: UUID) -> Bukti | None:
    """Return the proof of a permohonan's stay, or None."""
    row = await conn.fetchrow(FIND_BUKTI, permohonan_id)
    return Bukti(*row) if row else None


LOCK_BUKTI = "SELECT FROM bukti WHERE permohonan_id = $1 FOR UPDATE"


async def lock_bukti(conn: Connection, permohonan_id: UUID) -> Bukti | None:
    """Return the proof of a permohonan's stay and hold it, or None."""
    await conn.execute(LOCK_BUKTI, permohonan_id)
    return await find_bukti(conn, permohonan_id)


LOCK_BY_TAUTAN = """
SELECT id, permohonan_id, akun_id, kode_wilayah_tujuan, kode_wilayah_asal, nobukti, paket,
    version, status, issued_at, revoked_at, pin_index, pin_salah, terkunci_sampai
FROM bukti WHERE tautan_index = $1 FOR UPDATE
"""


async def lock_by_tautan(conn: Connection, tautan_index: bytes) -> Bukti | None:
    """Return the proof that a link opens and hold it: tries of its PIN are counted one by one."""
    row = await conn.fetchrow(LOCK_BY_TAUTAN, tautan_index)
    return Bukti(*row) if row else None


SET_ISSUED = """
WITH jadi AS (
    UPDATE bukti SET status = 'issued', issued_at = $2, version = version + 1
    WHERE id = $1 RETURNING version
), berkas AS (
    INSERT INTO bukti_lembar (bukti_id, urutan, orang_id, kode_index, nama, berkas, sidik)
    SELECT $1, l.* FROM unnest($3::smallint[], $4::uuid[], $5::bytea[], $6::bytea[], $7::bytea[],
        $8::bytea[]) AS l (urutan, orang_id, kode_index, nama, berkas, sidik)
)
SELECT version FROM jadi
"""


async def set_issued(
    conn: Connection, bukti_id: UUID, at: datetime, lembar: Sequence[LembarBaru]
) -> int:
    """Keep the files of a proof, issued from now on, and return its version."""
    return int(
        await conn.fetchval(
            SET_ISSUED, bukti_id, at,
            [each.urutan for each in lembar], [each.orang_id for each in lembar],
            [each.kode_index for each in lembar], [each.nama for each in lembar],
            [each.berkas for each in lembar], [each.sidik for each in lembar],
        )
    )  # fmt: skip


SET_RAHASIA = """
UPDATE bukti SET tautan_index = $2, pin_index = $3, pin_salah = 0, terkunci_sampai = NULL,
    version = version + $4
WHERE id = $1 RETURNING version
"""


async def set_rahasia(
    conn: Connection, bukti_id: UUID, tautan: bytes | None, pin: bytes | None, *, new: bool
) -> int:
    """Let a new link and PIN open the proof, or none; older ones open nothing any more."""
    version = await conn.fetchval(SET_RAHASIA, bukti_id, tautan, pin, int(new))
    return int(version)


SET_PIN_TRIES = "UPDATE bukti SET pin_salah = $2, terkunci_sampai = $3 WHERE id = $1"


async def set_pin_tries(
    conn: Connection, bukti_id: UUID, salah: int, until: datetime | None
) -> None:
    """Note how often the PIN was wrong, and until when it may not be tried."""
    await conn.execute(SET_PIN_TRIES, bukti_id, salah, until)


SET_REVOKED = """
UPDATE bukti SET status = 'revoked', revoked_at = $2, version = version + 1
WHERE id = $1 RETURNING version
"""


async def set_revoked(conn: Connection, bukti_id: UUID, at: datetime) -> int:
    """Let a proof count no longer and return its version."""
    return int(await conn.fetchval(SET_REVOKED, bukti_id, at))


FIND_BY_KODE = """
SELECT b.id, b.akun_id, b.kode_wilayah_tujuan, b.revoked_at, l.urutan, l.orang_id, l.nama, l.sidik
FROM bukti_lembar l JOIN bukti b ON b.id = l.bukti_id
WHERE l.kode_index = $1
"""


async def find_by_kode(conn: Connection, kode_index: bytes) -> Ditemukan | None:
    """Return what a code leads to, or None."""
    row = await conn.fetchrow(FIND_BY_KODE, kode_index)
    return Ditemukan(*row) if row else None


LIST_LEMBAR = """
SELECT urutan, orang_id, nama FROM bukti_lembar WHERE bukti_id = $1 ORDER BY urutan
"""


async def list_lembar(conn: Connection, bukti_id: UUID) -> list[LembarRow]:
    """Return the files of a proof, the applicant's first."""
    return [LembarRow(*row) for row in await conn.fetch(LIST_LEMBAR, bukti_id)]


FIND_BERKAS = "SELECT berkas FROM bukti_lembar WHERE bukti_id = $1 AND urutan = $2"


async def find_berkas(conn: Connection, bukti_id: UUID, urutan: int) -> bytes | None:
    """Return one sealed file, or None."""
    sealed: bytes | None = await conn.fetchval(FIND_BERKAS, bukti_id, urutan)
    return sealed
