"""Every statement on domisili, tinggal, arsip and permohonan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

import asyncpg

from services.reporting.domisili.models import Domisili, Fakta, Orang
from shared.db import Connection

LIST_DOMISILI = """
SELECT id, permohonan_id, kode_wilayah, kode_asal, keperluan, rt, dusun, version, lengkap
FROM domisili WHERE id = ANY($1::uuid[])
"""
LIST_ORANG = """
SELECT domisili_id, orang_id, jenis_kelamin, kelompok_umur, mulai, selesai, version, pendidikan,
    pekerjaan
FROM tinggal WHERE domisili_id = ANY($1::uuid[])
"""


async def get_domisili(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, Domisili]:
    """Return the stays that are known, with everyone in them."""
    wanted = list(ids)
    people: dict[UUID, dict[UUID, Orang]] = {}
    for row in await conn.fetch(LIST_ORANG, wanted):
        domisili_id, *rest = row
        one = Orang(*rest)
        people.setdefault(domisili_id, {})[one.orang_id] = one
    rows = await conn.fetch(LIST_DOMISILI, wanted)
    return {row["id"]: Domisili(**row, orang=people.get(row["id"], {})) for row in rows}


UPSERT_DOMISILI = """
INSERT INTO domisili (id, permohonan_id, kode_wilayah, kode_asal, keperluan, rt, dusun, version,
                      lengkap)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                     $7::text[], $8::integer[], $9::boolean[])
ON CONFLICT (id) DO UPDATE
SET kode_wilayah = excluded.kode_wilayah, kode_asal = excluded.kode_asal,
    keperluan = excluded.keperluan, rt = excluded.rt, dusun = excluded.dusun,
    version = excluded.version, lengkap = excluded.lengkap
"""
UPSERT_ORANG = """
INSERT INTO tinggal (domisili_id, orang_id, jenis_kelamin, kelompok_umur, mulai, selesai, version,
                     pendidikan, pekerjaan)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::date[],
                     $7::integer[], $8::text[], $9::text[])
ON CONFLICT (orang_id) DO UPDATE
SET jenis_kelamin = excluded.jenis_kelamin, kelompok_umur = excluded.kelompok_umur,
    mulai = excluded.mulai, selesai = excluded.selesai, version = excluded.version,
    pendidikan = excluded.pendidikan, pekerjaan = excluded.pekerjaan
"""


async def upsert_domisili(conn: Connection, stays: Sequence[Domisili]) -> None:
    """Keep the stays and everyone in them as they are now."""
    if not stays:
        return
    rows = [
        (s.id, s.permohonan_id, s.kode_wilayah, s.kode_asal, s.keperluan, s.rt, s.dusun, s.version,
         s.lengkap)
        for s in stays
    ]  # fmt: skip
    people = [
        (s.id, o.orang_id, o.jenis_kelamin, o.kelompok_umur, o.mulai, o.selesai, o.version,
         o.pendidikan, o.pekerjaan)
        for s in stays
        for o in s.orang.values()
    ]  # fmt: skip
    await conn.execute(UPSERT_DOMISILI, *map(list, zip(*rows, strict=True)))
    if people:
        await conn.execute(UPSERT_ORANG, *map(list, zip(*people, strict=True)))


INSERT_FAKTA = """
INSERT INTO arsip (domisili_id, version, jenis, kode_wilayah, isi)
SELECT * FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::jsonb[])
ON CONFLICT (domisili_id, version, jenis) DO NOTHING
"""


async def insert_fakta(conn: Connection, fakta: Sequence[Fakta]) -> None:
    """Keep the facts as they were heard; one that is kept already stays as it is."""
    if fakta:
        await conn.execute(INSERT_FAKTA, *map(list, zip(*fakta, strict=True)))


LIST_FAKTA = """
SELECT urut, jenis, isi::text AS isi FROM arsip WHERE urut > $1 ORDER BY urut LIMIT $2
"""


async def list_fakta(conn: Connection, after: int, limit: int) -> list[asyncpg.Record]:
    """Return the next facts (urut, jenis, isi) after `after`."""
    return list(await conn.fetch(LIST_FAKTA, after, limit))


COUNT_FAKTA = "SELECT count(*) FROM arsip"


async def count_fakta(conn: Connection) -> int:
    """Return how many facts are kept."""
    found: int = await conn.fetchval(COUNT_FAKTA)
    return found


SET_NOBUKTI = """
INSERT INTO permohonan (id, nobukti) SELECT * FROM unnest($1::uuid[], $2::text[])
ON CONFLICT (id) DO NOTHING
"""


async def set_nobukti(conn: Connection, known: Sequence[tuple[UUID, str]]) -> None:
    """Keep by which number each permohonan is found."""
    if known:
        await conn.execute(SET_NOBUKTI, *map(list, zip(*known, strict=True)))
