"""Every statement of counting anew.

The temporary tables have the live ones' names and stand before them in the search path: so the
same statements count there. `reporting.` means the live ones.
"""

from __future__ import annotations

from uuid import UUID

from services.reporting.bangun_ulang.models import Beda
from shared.db import Connection

CREATE_TABLES = """
CREATE TEMPORARY TABLE domisili (LIKE reporting.domisili INCLUDING ALL);
CREATE TEMPORARY TABLE tinggal (LIKE reporting.tinggal INCLUDING ALL);
CREATE TEMPORARY TABLE penghitung (LIKE reporting.penghitung INCLUDING ALL);
"""


async def create_tables(conn: Connection) -> None:
    """Make empty tables beside the live ones, seen by this connection only."""
    await conn.execute(CREATE_TABLES)


# Stays from before facts were kept: nothing else tells of them.
COPY_DOMISILI_WITHOUT_FACTS = """
INSERT INTO domisili SELECT d.* FROM reporting.domisili AS d
WHERE NOT EXISTS (SELECT FROM reporting.arsip AS a WHERE a.domisili_id = d.id)
ON CONFLICT DO NOTHING RETURNING id
"""
COPY_TINGGAL_OF = """
INSERT INTO tinggal SELECT t.* FROM reporting.tinggal AS t WHERE t.domisili_id = ANY($1::uuid[])
ON CONFLICT DO NOTHING
"""


async def copy_without_facts(conn: Connection) -> list[UUID]:
    """Take over the stays of which no fact was kept and return their ids."""
    ids = [row["id"] for row in await conn.fetch(COPY_DOMISILI_WITHOUT_FACTS)]
    await conn.execute(COPY_TINGGAL_OF, ids)
    return ids


COUNT_DOMISILI = "SELECT count(*) FROM domisili"


async def count_domisili(conn: Connection) -> int:
    """Return how many stays there are now."""
    found: int = await conn.fetchval(COUNT_DOMISILI)
    return found


# Rows that count nothing are as good as none; days without a move are left out of `hari`.
LIST_BEDA = """
WITH lama AS (
    SELECT kode_wilayah, dimensi, nilai, bulan, saldo_l, saldo_p, bersih_l, bersih_p,
        (SELECT string_agg(i || ':' || hari_l[i], ',' ORDER BY i)
            FROM generate_subscripts(hari_l, 1) AS i WHERE hari_l[i] <> 0) AS l,
        (SELECT string_agg(i || ':' || hari_p[i], ',' ORDER BY i)
            FROM generate_subscripts(hari_p, 1) AS i WHERE hari_p[i] <> 0) AS p
    FROM reporting.penghitung
), baru AS (
    SELECT kode_wilayah, dimensi, nilai, bulan, saldo_l, saldo_p, bersih_l, bersih_p,
        (SELECT string_agg(i || ':' || hari_l[i], ',' ORDER BY i)
            FROM generate_subscripts(hari_l, 1) AS i WHERE hari_l[i] <> 0) AS l,
        (SELECT string_agg(i || ':' || hari_p[i], ',' ORDER BY i)
            FROM generate_subscripts(hari_p, 1) AS i WHERE hari_p[i] <> 0) AS p
    FROM penghitung
)
SELECT kode_wilayah, dimensi, nilai, bulan,
    coalesce(lama.bersih_l + lama.bersih_p, 0) AS dulu,
    coalesce(baru.bersih_l + baru.bersih_p, 0) AS kini
FROM lama FULL JOIN baru USING (kode_wilayah, dimensi, nilai, bulan)
WHERE (coalesce(lama.saldo_l, 0), coalesce(lama.saldo_p, 0), lama.l, lama.p)
    IS DISTINCT FROM (coalesce(baru.saldo_l, 0), coalesce(baru.saldo_p, 0), baru.l, baru.p)
ORDER BY kode_wilayah, dimensi, nilai, bulan
"""


async def list_beda(conn: Connection) -> list[Beda]:
    """Return every counter that differs between the live tables and these."""
    return [Beda(*row) for row in await conn.fetch(LIST_BEDA)]


DELETE_BEDA = """
DELETE FROM reporting.penghitung AS p
USING unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS b (kode, dimensi, nilai, bulan)
WHERE (p.kode_wilayah, p.dimensi, p.nilai, p.bulan) = (b.kode, b.dimensi, b.nilai, b.bulan)
"""
INSERT_BEDA = """
INSERT INTO reporting.penghitung
SELECT p.* FROM penghitung AS p
JOIN unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS b (kode, dimensi, nilai, bulan)
    ON (p.kode_wilayah, p.dimensi, p.nilai, p.bulan) = (b.kode, b.dimensi, b.nilai, b.bulan)
ON CONFLICT DO NOTHING
"""
DELETE_TINGGAL = """
DELETE FROM reporting.tinggal AS lama
WHERE NOT EXISTS (
    SELECT FROM tinggal AS baru WHERE baru.orang_id = lama.orang_id AND baru::text = lama::text
)
"""
DELETE_DOMISILI = """
DELETE FROM reporting.domisili AS lama
WHERE NOT EXISTS (
    SELECT FROM domisili AS baru WHERE baru.id = lama.id AND baru::text = lama::text
)
"""
INSERT_DOMISILI = "INSERT INTO reporting.domisili SELECT * FROM domisili ON CONFLICT DO NOTHING"
INSERT_TINGGAL = "INSERT INTO reporting.tinggal SELECT * FROM tinggal ON CONFLICT DO NOTHING"


async def switch(conn: Connection, beda: list[Beda]) -> None:
    """Make the live tables say what these say; readers see all of it or nothing."""
    keys = [list(column) for column in zip(*(satu[:4] for satu in beda), strict=True)]
    if keys:
        await conn.execute(DELETE_BEDA, *keys)
        await conn.execute(INSERT_BEDA, *keys)
    for statement in (DELETE_TINGGAL, DELETE_DOMISILI, INSERT_DOMISILI, INSERT_TINGGAL):
        await conn.execute(statement)
