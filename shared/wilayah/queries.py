"""Every statement on the tables of areas."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

import asyncpg

from shared.db import Connection
from shared.wilayah.kode import Tingkat, jalur_of, leluhur_of
from shared.wilayah.models import DesaRow, Wilayah
from shared.wilayah.nama import fold, nama_tampil

COLUMNS = ("kode", "induk", "nama", "nama_cari", "tingkat", "kata_nama", "kata_jalur")
# What people write before a name and what the index therefore leaves out.
RANK_WORDS = frozenset(
    "kabupaten kab kecamatan kec kapanewon desa kelurahan kel kalurahan provinsi prov "
    "administrasi".split()
)
SHORTEST, LONGEST = 2, 80

LIST_ANAK = """
SELECT kode, induk, nama, tingkat, berlaku_dari, berlaku_sampai FROM wilayah
WHERE induk = $1 AND berlaku_sampai IS NULL ORDER BY nama_cari, kode
"""


async def list_anak(conn: Connection, induk: str) -> list[Wilayah]:
    """Return the areas right below `induk` by name; the provinces for `""`."""
    return [_wilayah(row) for row in await conn.fetch(LIST_ANAK, induk)]


LIST_BY_KODE = """
SELECT kode, induk, nama, tingkat, berlaku_dari, berlaku_sampai FROM wilayah
WHERE kode = ANY($1::text[]) ORDER BY kode
"""


async def find_wilayah(conn: Connection, kode: str) -> Wilayah | None:
    """Return the area of `kode`, a dropped one too; None if there never was one."""
    rows = await conn.fetch(LIST_BY_KODE, [kode])
    return _wilayah(rows[0]) if rows else None


async def list_jalur(conn: Connection, kode: str) -> list[Wilayah]:
    """Return the areas from the province down to `kode`; nothing for the nation."""
    return [_wilayah(row) for row in await conn.fetch(LIST_BY_KODE, jalur_of(kode))]


async def list_nama(conn: Connection, kodes: Iterable[str]) -> dict[str, str]:
    """Return code → full name as by `nama_lengkap` for many codes in one query."""
    wanted = set(kodes)
    every = {part for kode in wanted for part in jalur_of(kode)}
    rows = await conn.fetch(LIST_BY_KODE, list(every))
    names = {row["kode"]: nama_tampil(row["nama"]) for row in rows}
    return {kode: _joined(names, kode) for kode in wanted}


async def nama_lengkap(conn: Connection, kode: str) -> str:
    """Return `Panggungharjo, Sewon, Kabupaten Bantul`; a province's or regency's name alone.

    A code that is in no edition is shown as the code itself, the nation as `Indonesia`.
    """
    return (await list_nama(conn, [kode]))[kode]


LIST_DESA_BY_PREFIX = """
SELECT kode, nama FROM wilayah
WHERE tingkat = 4 AND berlaku_sampai IS NULL AND nama_cari LIKE $1 || '%'
ORDER BY nama_cari, kode LIMIT $2
"""
LIST_DESA_BY_WORDS = """
SELECT kode, nama FROM wilayah
WHERE tingkat = 4 AND berlaku_sampai IS NULL
    AND kata_nama @@ $1::text::tsquery AND kata_jalur @@ $2::text::tsquery
ORDER BY nama_cari, kode LIMIT $3
"""
LIST_DESA_BY_KECAMATAN = """
WITH kecamatan AS MATERIALIZED (
    SELECT kode FROM wilayah
    WHERE tingkat = 3 AND berlaku_sampai IS NULL AND kata_jalur @@ $1::text::tsquery
    ORDER BY kode LIMIT $2
)
SELECT kode, nama FROM wilayah
WHERE induk IN (SELECT kode FROM kecamatan) AND berlaku_sampai IS NULL
ORDER BY kode LIMIT $2
"""


async def cari_desa(conn: Connection, kata: str, limit: int = 20) -> list[DesaRow]:
    """Return villages for what a person typed, best first: `panggung sewon`, `sewon bantul`.

    First villages whose name begins so, then those that have every word in their name or in
    the areas above (at least one in the name), then all villages of a matching kecamatan.
    """
    folded = fold(kata[:LONGEST])
    words = [word for word in folded.split() if word not in RANK_WORDS] or folded.split()
    phrase = " ".join(words)
    if len(phrase) < SHORTEST:
        return []
    found: dict[str, str] = {}
    every, some = (sign.join(f"{word}:*" for word in words) for sign in ("&", "|"))
    for sql, arguments in (
        (LIST_DESA_BY_PREFIX, (phrase,)),
        (LIST_DESA_BY_WORDS, (some, every)),
        (LIST_DESA_BY_KECAMATAN, (every,)),
    ):
        rows = await conn.fetch(sql, *arguments, limit)
        found |= {row["kode"]: row["nama"] for row in rows if row["kode"] not in found}
        if len(found) >= limit:
            break
    return await _with_letak(conn, list(found.items())[:limit])


async def _with_letak(conn: Connection, found: list[tuple[str, str]]) -> list[DesaRow]:
    above = {part for kode, _ in found for part in leluhur_of(kode)}
    rows = await conn.fetch(LIST_BY_KODE, list(above))
    names = {row["kode"]: nama_tampil(row["nama"]) for row in rows}
    return [
        DesaRow(
            kode=kode,
            nama=nama_tampil(nama),
            letak=", ".join(names[part] for part in reversed(leluhur_of(kode))),
        )
        for kode, nama in found
    ]


IS_LOADED = "SELECT EXISTS (SELECT FROM wilayah_versi WHERE versi = $1 AND sha256 = $2)"


async def is_loaded(conn: Connection, versi: str, sha256: str) -> bool:
    """Tell whether exactly this edition is loaded."""
    return bool(await conn.fetchval(IS_LOADED, versi, sha256))


LOCK_VERSI = "LOCK TABLE wilayah_versi IN SHARE ROW EXCLUSIVE MODE"


async def lock_versi(conn: Connection) -> None:
    """Hold off other loaders until the transaction ends."""
    await conn.execute(LOCK_VERSI)


DELETE_MUATAN = "DELETE FROM wilayah_muatan"
MERGE_MUATAN = """
INSERT INTO wilayah AS lama (
    kode, induk, nama, nama_cari, tingkat, kata_nama, kata_jalur, berlaku_dari
)
SELECT kode, induk, nama, nama_cari, tingkat, kata_nama, kata_jalur, $1 FROM wilayah_muatan
ON CONFLICT (kode) DO UPDATE SET
    nama = excluded.nama, nama_cari = excluded.nama_cari,
    kata_nama = excluded.kata_nama, kata_jalur = excluded.kata_jalur, berlaku_sampai = NULL
WHERE (lama.nama, lama.kata_jalur, lama.berlaku_sampai)
    IS DISTINCT FROM (excluded.nama, excluded.kata_jalur, NULL::date)
"""
SET_ENDED = """
UPDATE wilayah SET berlaku_sampai = $1::date - 1
WHERE berlaku_sampai IS NULL AND NOT EXISTS (
    SELECT FROM wilayah_muatan AS baru WHERE baru.kode = wilayah.kode
)
"""


async def merge(conn: Connection, rows: io.BytesIO, berlaku_dari: date) -> None:
    """Make the areas those of `rows` (CSV of COLUMNS): add, rename, and end what is gone."""
    await conn.execute(DELETE_MUATAN)
    await conn.copy_to_table(
        "wilayah_muatan", source=rows, columns=COLUMNS, format="csv", force_not_null=["induk"]
    )
    await conn.execute(MERGE_MUATAN, berlaku_dari)
    await conn.execute(SET_ENDED, berlaku_dari)
    await conn.execute(DELETE_MUATAN)


SET_VERSI = """
INSERT INTO wilayah_versi (versi, sha256) VALUES ($1, $2)
ON CONFLICT (satu) DO UPDATE SET versi = $1, sha256 = $2, loaded_at = now()
"""


async def set_versi(conn: Connection, versi: str, sha256: str) -> None:
    """Note which edition is loaded."""
    await conn.execute(SET_VERSI, versi, sha256)


ANALYZE = "ANALYZE wilayah"


async def analyze(conn: Connection) -> None:
    """Let the planner know the table."""
    await conn.execute(ANALYZE)


def _wilayah(row: asyncpg.Record) -> Wilayah:
    return Wilayah(tampil=nama_tampil(row["nama"]), **dict(row))


def _joined(names: dict[str, str], kode: str) -> str:
    """Return the names from `kode` up to its regency, or its own above that."""
    parts = jalur_of(kode)
    shown = parts[Tingkat.PROVINSI :] or parts
    known = [names[part] for part in reversed(shown) if part in names]
    return ", ".join(known) or kode or "Indonesia"
