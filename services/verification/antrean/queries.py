"""Every statement on one tugas: heard, claimed, checked, decided, ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import orjson

from services.verification.antrean.models import (
    Checklist,
    Jenis,
    Kabar,
    Petugas,
    Status,
    SubjekRow,
    Tugas,
    TugasBaru,
)
from services.verification.antrean.rows import (
    index_nama,
    nama_context,
    seal_catatan,
    to_tugas,
)
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import NotFound
from shared.policy import Match

# In the order of their ids, so that two workers wait for each other instead of deadlocking.
HEAR = """
INSERT INTO subjek AS s (jenis, subjek_id, kabar)
SELECT $1, subjek_id, jsonb_object_agg(version::text, $4::text)
FROM unnest($2::uuid[], $3::int[]) AS fact (subjek_id, version)
GROUP BY subjek_id ORDER BY subjek_id
ON CONFLICT (jenis, subjek_id) DO UPDATE SET kabar = s.kabar || excluded.kabar
RETURNING subjek_id, kabar
"""


async def hear(
    conn: Connection, jenis: Jenis, versions: Sequence[tuple[UUID, int]], fact: Kabar
) -> dict[UUID, dict[str, Kabar]]:
    """Note a fact of each subject, by its version, and return all facts of these subjects.

    Holds the subjects until the transaction ends.
    """
    subjek_ids, numbers = zip(*versions, strict=True)
    rows = await conn.fetch(HEAR, jenis, subjek_ids, numbers, fact)
    return {row["subjek_id"]: orjson.loads(row["kabar"]) for row in rows}


LIST_OF_SUBJEK = """
SELECT id, subjek_version, status, hasil FROM tugas WHERE jenis = $1 AND subjek_id = $2
"""


async def list_of_subjek(conn: Connection, jenis: Jenis, subjek_id: UUID) -> list[SubjekRow]:
    """Return every tugas that the subject has had."""
    return [SubjekRow(*row) for row in await conn.fetch(LIST_OF_SUBJEK, jenis, subjek_id)]


SET_ENDED = "UPDATE tugas SET status = $2, hasil = $3 WHERE id = $1"


async def set_ended(conn: Connection, tugas_id: UUID, status: Status, hasil: str) -> None:
    """Take a tugas out of the queue: withdrawn, or settled with its outcome."""
    await conn.execute(SET_ENDED, tugas_id, status, hasil)


# unnest would flatten arrays of arrays: name words and chain come as the text of an array.
INSERT_TUGAS = """
INSERT INTO tugas (id, jenis, subjek_id, subjek_version, akun_id, nomor, kode_kantor,
    kode_wilayah_tujuan, kode_wilayah_asal, kunci, nama, kata_nama, keterangan, status, hasil,
    masuk_at, tenggat, rantai, jenjang)
SELECT id, jenis, subjek_id, subjek_version, akun_id, nomor, kode_kantor, kode_wilayah_tujuan,
    kode_wilayah_asal, kunci, nama, kata_nama::bytea[], keterangan, status, hasil, masuk_at,
    tenggat, rantai::text[], (rantai::text[])[1]
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::uuid[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::bytea[], $11::bytea[], $12::text[], $13::jsonb[], $14::text[],
    $15::text[], $16::timestamptz[], $17::timestamptz[], $18::text[]) AS baru (id, jenis, subjek_id,
    subjek_version, akun_id, nomor, kode_kantor, kode_wilayah_tujuan, kode_wilayah_asal, kunci,
    nama, kata_nama, keterangan, status, hasil, masuk_at, tenggat, rantai)
ON CONFLICT (jenis, subjek_id, subjek_version) DO NOTHING
RETURNING id
"""


async def insert_tugas(
    conn: Connection, baru: Sequence[tuple[TugasBaru, Status, str]]
) -> set[UUID]:
    """Put tugas with status and outcome into the queue unless their submissions have one.

    Returns the ids of those that are new.
    """
    columns = zip(*(_sealed(*one) for one in baru), strict=True)
    return {row["id"] for row in await conn.fetch(INSERT_TUGAS, *columns)}


def _sealed(tugas: TugasBaru, status: Status, hasil: str) -> tuple[object, ...]:
    key = SubjectKey.create(tugas.id)
    words = (f'"\\\\x{word.hex()}"' for word in index_nama(tugas.kode_kantor, tugas.nama))
    return (
        tugas.id, tugas.jenis, tugas.subjek_id, tugas.subjek_version, tugas.akun_id,
        tugas.nomor, tugas.kode_kantor, tugas.kode_wilayah_tujuan, tugas.kode_wilayah_asal,
        key.wrap(), key.seal(tugas.nama, nama_context(tugas.id)), f"{{{','.join(words)}}}",
        orjson.dumps(tugas.keterangan).decode(), status, hasil, tugas.masuk_at, tugas.tenggat,
        f"{{{','.join(tugas.rantai)}}}",
    )  # fmt: skip


GET_TUGAS = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas WHERE id = $1
"""
LOCK_TUGAS = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas WHERE id = $1
FOR UPDATE
"""


async def get_tugas(conn: Connection, tugas_id: UUID) -> Tugas:
    """Return a tugas or raise NotFound."""
    return _got(await conn.fetchrow(GET_TUGAS, tugas_id))


async def lock_tugas(conn: Connection, tugas_id: UUID) -> Tugas:
    """Return a tugas and hold it until the transaction ends, or raise NotFound."""
    return _got(await conn.fetchrow(LOCK_TUGAS, tugas_id))


AREA_OF_TUGAS = "SELECT kode_kantor FROM tugas WHERE id = $1"


async def area_of_tugas(conn: Connection, match: Match) -> list[str]:
    """Return the office of the tugas in the address; nothing if there is no such tugas."""
    try:
        tugas_id = UUID(match["tugas_id"])
    except ValueError:
        return []
    return [row["kode_kantor"] for row in await conn.fetch(AREA_OF_TUGAS, tugas_id)]


# The first claim is told, so it is a version of its own.
SET_CLAIMED = """
UPDATE tugas SET claimed_by = $2, claimed_nama = $3, claimed_at = now(),
    claimed_until = now() + $4::interval, fence = fence + 1,
    version = version + (fence = 0)::int
WHERE id = $1
RETURNING *, claimed_until > now() AS is_claimed
"""
SET_RENEWED = """
UPDATE tugas SET claimed_until = greatest(claimed_until, now() + $2::interval) WHERE id = $1
RETURNING *, claimed_until > now() AS is_claimed
"""
SET_RELEASED = """
UPDATE tugas SET claimed_by = NULL, claimed_nama = '', claimed_at = NULL, claimed_until = NULL
WHERE id = $1
"""


async def set_claimed(
    conn: Connection, tugas_id: UUID, petugas: Petugas, lease: timedelta
) -> Tugas:
    """Give the tugas to an officer for `lease` under a new fence and return it."""
    return _got(await conn.fetchrow(SET_CLAIMED, tugas_id, petugas.id, petugas.nama, lease))


async def set_renewed(conn: Connection, tugas_id: UUID, lease: timedelta) -> Tugas:
    """Let the lease run anew, unless it is longer, and return the tugas."""
    return _got(await conn.fetchrow(SET_RENEWED, tugas_id, lease))


async def set_released(conn: Connection, tugas_id: UUID) -> None:
    """Put the tugas back into the pool."""
    await conn.execute(SET_RELEASED, tugas_id)


RELEASE_ALL_OF = """
UPDATE tugas SET claimed_by = NULL, claimed_nama = '', claimed_at = NULL, claimed_until = NULL
WHERE kode_kantor = $1 AND status = 'open' AND claimed_by = $2
"""


async def release_all_of(conn: Connection, kode_kantor: str, petugas_id: UUID) -> None:
    """Put every open tugas of an office that this officer holds back into the pool."""
    await conn.execute(RELEASE_ALL_OF, kode_kantor, petugas_id)


SET_CHECKLIST = "UPDATE tugas SET checklist = $2 WHERE id = $1"


async def set_checklist(conn: Connection, tugas_id: UUID, checklist: Checklist) -> None:
    """Keep the answers to the checks."""
    await conn.execute(SET_CHECKLIST, tugas_id, orjson.dumps(checklist).decode())


NEXT_VERSION = "UPDATE tugas SET version = version + 1 WHERE id = $1 RETURNING version"


async def next_version(conn: Connection, tugas_id: UUID) -> int:
    """Return the version of the next event of the tugas."""
    return int(await conn.fetchval(NEXT_VERSION, tugas_id))


SET_DECIDED = """
UPDATE tugas SET status = 'decided', keputusan = $2, alasan = $3, catatan = $4,
    decided_at = $5, decided_by = $6, decided_nama = $7, bidang = $8, claimed_until = NULL
WHERE id = $1
"""
GET_KUNCI = "SELECT kunci FROM tugas WHERE id = $1"


async def set_decided(
    conn: Connection, tugas: Tugas, petugas: Petugas, keputusan: str,
    alasan: Sequence[str], bidang: Sequence[str], catatan: str, decided_at: datetime,
) -> None:  # fmt: skip
    """Record who decided what, and why; the note to the resident is sealed."""
    await conn.execute(
        SET_DECIDED, tugas.id, keputusan, list(alasan), seal_catatan(tugas, catatan), decided_at,
        petugas.id, petugas.nama, list(bidang),
    )  # fmt: skip


SUSPEND = """
UPDATE tugas SET status = 'withdrawn', hasil = 'blocked'
WHERE akun_id = $1 AND jenis = 'permohonan' AND status = 'open'
"""
RESUME = """
UPDATE tugas SET status = 'open', hasil = '', claimed_by = NULL, claimed_nama = '',
    claimed_at = NULL, claimed_until = NULL
WHERE akun_id = $1 AND jenis = 'permohonan' AND status = 'withdrawn' AND hasil = 'blocked'
"""


async def suspend(conn: Connection, akun_id: UUID) -> None:
    """Take the permohonan of a blocked akun out of the queue."""
    await conn.execute(SUSPEND, akun_id)


async def resume(conn: Connection, akun_id: UUID) -> None:
    """Put them back as they waited, free to be taken."""
    await conn.execute(RESUME, akun_id)


LIST_KABAR = """
SELECT subjek_id, kabar FROM subjek WHERE jenis = 'akun' AND subjek_id = ANY($1::uuid[])
ORDER BY subjek_id FOR SHARE
"""


async def list_kabar(conn: Connection, akun_ids: Collection[UUID]) -> dict[UUID, dict[str, Kabar]]:
    """Return all that was heard of these akun, and let nothing change it until the end."""
    rows = await conn.fetch(LIST_KABAR, list(akun_ids))
    return {row["subjek_id"]: orjson.loads(row["kabar"]) for row in rows}


def _got(row: asyncpg.Record | None) -> Tugas:
    if row is None:
        raise NotFound("Tugas ini tidak ada.")
    return to_tugas(row)
