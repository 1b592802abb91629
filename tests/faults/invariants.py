"""What must hold once it is quiet, asked from the tables of all services by the superuser.

Each statement counts what is wrong; 0 is right. The figures are those of `docs/runbook.md`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import asyncpg

from deploy.local.settings import SERVICES
from tests.house.tree import service

UNSENT = {name: f"SELECT count(*) FROM {name}.outbox WHERE sent_at IS NULL" for name in SERVICES}
PARKED = {name: f"SELECT count(*) FROM {name}.parked" for name in SERVICES}

PARKED_REASONS = """
SELECT type, reason, count(*) FROM {service}.parked GROUP BY type, reason ORDER BY 3 DESC LIMIT 5
"""

NOT_HEARD = """
SELECT count(*) FROM {teller}.outbox AS o
WHERE o.type = ANY($1::text[])
  AND NOT EXISTS (SELECT 1 FROM {hearer}.inbox AS i WHERE i.event_id = o.event_id)
"""

WRONG: Mapping[str, str] = {
    "permohonan without exactly one tugas": """
        SELECT count(*) FROM (
            SELECT p.id FROM registration.permohonan AS p
            LEFT JOIN verification.tugas AS t ON t.subjek_id = p.id
            GROUP BY p.id HAVING count(t.id) <> 1) AS wrong
    """,
    "tugas without its permohonan": """
        SELECT count(*) FROM verification.tugas AS t
        WHERE t.jenis = 'permohonan'
          AND NOT EXISTS (SELECT 1 FROM registration.permohonan AS p WHERE p.id = t.subjek_id)
    """,
    "tugas whose end is not that of its permohonan": """
        SELECT count(*) FROM verification.tugas AS t
        JOIN registration.permohonan AS p ON p.id = t.subjek_id
        WHERE (p.status, t.status, t.hasil) NOT IN (
            ('approved', 'settled', 'approved'), ('rejected', 'settled', 'rejected'),
            ('cancelled', 'withdrawn', 'cancelled'))
    """,
    "tugas decided more than once": """
        SELECT count(*) FROM (
            SELECT aggregate_id FROM verification.outbox
            WHERE type = 'verification.keputusan.made.v1'
            GROUP BY aggregate_id HAVING count(*) > 1) AS wrong
    """,
    "approved permohonan without exactly one domisili": """
        SELECT count(*) FROM registration.permohonan AS p
        FULL JOIN registration.domisili AS d ON d.permohonan_id = p.id
        WHERE (p.status = 'approved') IS DISTINCT FROM (d.id IS NOT NULL)
    """,
    "domisili with other people than its permohonan": """
        SELECT count(*) FROM registration.domisili AS d
        WHERE (SELECT count(*) FROM registration.domisili_orang AS o WHERE o.domisili_id = d.id)
           <> 1 + (SELECT count(*) FROM registration.pengikut AS g
                   WHERE g.permohonan_id = d.permohonan_id)
    """,
    "people counted by reporting but not in a domisili, or the reverse": """
        SELECT count(*) FROM registration.domisili_orang AS o
        FULL JOIN reporting.tinggal AS t ON t.orang_id = o.orang_id
        WHERE o.orang_id IS NULL OR t.orang_id IS NULL OR o.jenis_kelamin <> t.jenis_kelamin
    """,
    "areas whose recap is not the recount": """
        WITH counted AS (
            SELECT kode_wilayah,
                sum(saldo_l + CASE WHEN bulan < bulan_ini THEN bersih_l ELSE (
                    SELECT coalesce(sum(x), 0) FROM unnest(hari_l[:hari_ini]) AS x) END) AS l,
                sum(saldo_p + CASE WHEN bulan < bulan_ini THEN bersih_p ELSE (
                    SELECT coalesce(sum(x), 0) FROM unnest(hari_p[:hari_ini]) AS x) END) AS p
            FROM reporting.penghitung, LATERAL (
                SELECT date_trunc('month', kini)::date AS bulan_ini,
                    date_trunc('year', kini)::date AS awal, extract(day FROM kini)::int AS hari_ini
                FROM (SELECT (now() AT TIME ZONE 'Asia/Jayapura')::date AS kini) AS x) AS waktu
            WHERE dimensi = 'jumlah' AND bulan BETWEEN awal AND bulan_ini GROUP BY kode_wilayah),
        recount AS (
            SELECT area, count(*) FILTER (WHERE o.jenis_kelamin = 'L') AS l,
                   count(*) FILTER (WHERE o.jenis_kelamin = 'P') AS p
            FROM registration.domisili_orang AS o
            JOIN registration.domisili AS d ON d.id = o.domisili_id,
            unnest(ARRAY['', left(d.kode_wilayah_tujuan, 2), left(d.kode_wilayah_tujuan, 5),
                         left(d.kode_wilayah_tujuan, 8), d.kode_wilayah_tujuan]) AS area
            GROUP BY area)
        SELECT count(*) FROM counted FULL JOIN recount ON area = kode_wilayah
        WHERE (counted.l, counted.p) IS DISTINCT FROM (recount.l, recount.p)
    """,
    "facts of a permohonan without exactly one letter and one notice": """
        WITH facts AS (
            SELECT aggregate_id, version FROM registration.outbox
            WHERE type LIKE 'registration.permohonan.%')
        SELECT (SELECT count(*) FROM facts AS f WHERE 1 <> (
                    SELECT count(*) FROM notifier.surat AS s
                    WHERE s.subjek_id = f.aggregate_id AND s.version = f.version
                        AND s.pesan LIKE 'permohonan%'))
             + (SELECT count(*) FROM facts AS f WHERE 1 <> (
                    SELECT count(*) FROM notifier.pemberitahuan AS s
                    WHERE s.subjek_id = f.aggregate_id AND s.version = f.version
                        AND s.pesan LIKE 'permohonan%'))
    """,
    "approved permohonan without exactly one proof, or a proof without approval": """
        SELECT count(*) FROM registration.permohonan AS p
        LEFT JOIN registration.bukti AS b ON b.permohonan_id = p.id
        WHERE (p.status = 'approved') <> (b.id IS NOT NULL)
    """,
    "issued proofs that are not told exactly once": """
        SELECT count(*) FROM registration.bukti AS b WHERE b.status = 'issued' AND 1 <> (
            SELECT count(*) FROM registration.outbox AS o
            WHERE o.aggregate_id = b.id AND o.version = b.version)
    """,
    "versions told twice or with a gap": """
        SELECT count(*) FROM (
            SELECT aggregate_id FROM registration.outbox
            WHERE type LIKE 'registration.permohonan.%'
            GROUP BY aggregate_id
            HAVING count(DISTINCT version) <> count(*)) AS wrong
    """,
}
WAITING: Mapping[str, str] = {
    # Who hands in often stays twice: such cases are the offices' to answer, not on their way.
    "tugas": """
        SELECT count(*) FROM verification.tugas
        WHERE jenis <> 'kasus' AND status IN ('open', 'decided')
    """,
    "permohonan": """
        SELECT count(*) FROM registration.permohonan WHERE status IN ('submitted', 'claimed')
    """,
    "proofs": "SELECT count(*) FROM registration.bukti WHERE status = 'waiting'",
    "letters": """
        SELECT count(*) FROM notifier.surat WHERE state IN ('waiting', 'sending', 'failed')
    """,
} | {f"unsent in {name}": statement for name, statement in UNSENT.items()}


async def until_quiet(conn: asyncpg.Connection, within: float) -> dict[str, int]:
    """Wait until nothing is on its way any more; return what still is when the time is over."""
    until = time.monotonic() + within
    while True:
        left = {name: await conn.fetchval(statement) for name, statement in WAITING.items()}
        left = {name: count for name, count in (left | await _not_heard(conn)).items() if count}
        if not left or time.monotonic() > until:
            return left
        await asyncio.sleep(0.5)


async def violations(conn: asyncpg.Connection) -> dict[str, int]:
    """Return what is wrong, each with how often; empty if everything holds."""
    found = {name: await conn.fetchval(statement) for name, statement in WRONG.items()}
    found |= {f"unsent in {s}": await conn.fetchval(q) for s, q in UNSENT.items()}
    found |= {f"parked in {s}": await conn.fetchval(q) for s, q in PARKED.items()}
    found |= await _not_heard(conn)
    return {name: count for name, count in found.items() if count}


async def parked_reasons(conn: asyncpg.Connection) -> list[str]:
    """Return why messages were parked, each reason with its service, type and count."""
    return [
        f"{name}: {row['type']}: {row['reason']} × {row['count']}"
        for name in SERVICES
        for row in await conn.fetch(PARKED_REASONS.format(service=name))
    ]


async def _not_heard(conn: asyncpg.Connection) -> dict[str, int]:
    missing = {}
    for hearer in SERVICES:
        for teller in SERVICES:
            types = [k.type_name() for k in service(hearer).reactions if k.service == teller]
            if types:
                statement = NOT_HEARD.format(teller=teller, hearer=hearer)
                missing[f"events of {teller} without effect in {hearer}"] = await conn.fetchval(
                    statement, types
                )
    return missing
