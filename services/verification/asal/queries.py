"""Every statement on who stays where, as the office of origin asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

import asyncpg

from services.verification.asal.models import Keluar, Masa, Saringan, Tinggal
from services.verification.buku.rows import FORGOTTEN, open_isi
from shared.db import Connection
from shared.events.domisili import DomisiliOpened
from shared.wilayah.kode import kabupaten_of, kantor_of

LINE = frozenset({"baris_id", "kunci", "isi"})

INSERT_TINGGAL = """
INSERT INTO tinggal (orang_id, domisili_id, permohonan_id, kode_wilayah_tujuan, kode_wilayah_asal,
    kantor_asal, kabupaten_tujuan, jenis_kelamin, kelompok_umur, keperluan, mulai, selesai, version)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::text[], $9::text[], $10::text[], $11::date[], $12::date[], $13::int[])
ON CONFLICT (orang_id) DO NOTHING
"""


async def insert_tinggal(conn: Connection, events: Sequence[DomisiliOpened]) -> None:
    """Keep everyone in the stays; who is known already is left alone."""
    rows = [
        (
            orang.orang_id, event.aggregate_id, event.permohonan_id, event.kode_wilayah_tujuan,
            event.kode_wilayah_asal, kantor_of(event.kode_wilayah_asal),
            kabupaten_of(event.kode_wilayah_tujuan), orang.jenis_kelamin, orang.kelompok_umur,
            event.keperluan, event.tanggal_mulai, event.tanggal_berakhir, event.version,
        )
        for event in events
        for orang in event.orang
    ]  # fmt: skip
    if rows:
        await conn.execute(INSERT_TINGGAL, *zip(*rows, strict=True))


COUNT_KNOWN = """
SELECT count(DISTINCT domisili_id)::int FROM tinggal WHERE domisili_id = ANY ($1::uuid[])
"""


async def count_known(conn: Connection, domisili_ids: Collection[UUID]) -> int:
    """Return how many of the stays are known."""
    found: int = await conn.fetchval(COUNT_KNOWN, list(domisili_ids))
    return found


# A person twice in a batch: the newest word counts.
SET_MASA = """
UPDATE tinggal AS t SET version = baru.version, sebab = coalesce(baru.sebab, t.sebab),
    mulai = coalesce(baru.mulai, t.mulai),
    selesai = greatest(coalesce(baru.mulai, t.mulai), baru.selesai)
FROM (
    SELECT DISTINCT ON (orang_id) * FROM unnest($1::uuid[], $2::date[], $3::date[], $4::text[],
        $5::int[]) AS isi (orang_id, mulai, selesai, sebab, version)
    ORDER BY orang_id, version DESC
) AS baru
WHERE t.orang_id = baru.orang_id AND t.version < baru.version
"""


async def set_masa(conn: Connection, masa: Sequence[Masa]) -> None:
    """Set each person's time in the stay unless something newer is known."""
    rows = [(one.orang_id, one.mulai, one.selesai, one.sebab, one.version) for one in masa]
    await conn.execute(SET_MASA, *zip(*rows, strict=True))


# Who was taken out of a stay never stayed: the time is empty.
SET_TAKEN_OUT = """
UPDATE tinggal AS t SET version = baru.version, sebab = 'corrected', selesai = t.mulai
FROM unnest($1::uuid[], $2::int[]) AS baru (domisili_id, version)
WHERE t.domisili_id = baru.domisili_id AND t.version < baru.version
    AND t.orang_id <> ALL ($3::uuid[])
"""


async def set_taken_out(
    conn: Connection, versions: Mapping[UUID, int], staying: Collection[UUID]
) -> None:
    """Empty the time of who is in these stays and not among `staying`, as of their versions."""
    await conn.execute(SET_TAKEN_OUT, list(versions), list(versions.values()), list(staying))


LIST_TINGGAL = """
SELECT t.orang_id, t.permohonan_id, t.kode_wilayah_tujuan, t.kode_wilayah_asal, t.jenis_kelamin,
    t.keperluan, t.mulai, t.selesai, t.sebab, b.id AS baris_id, b.kunci, b.isi
FROM tinggal AS t
LEFT JOIN buku_baris AS b ON b.orang_id = t.orang_id AND b.membetulkan IS NULL
WHERE t.kantor_asal = $1
    AND ($2 = '' OR t.kabupaten_tujuan = $2)
    AND ($3 = '' OR ($3 = 'tinggal') = (t.selesai > $4))
    AND ($5::date IS NULL OR (t.mulai, t.orang_id) < ($5, $6::uuid))
ORDER BY t.mulai DESC, t.orang_id DESC LIMIT $7
"""


async def list_tinggal(
    conn: Connection, kantor_asal: str, saringan: Saringan, today: date, limit: int
) -> list[Tinggal]:
    """Return the residents of an office's area who stay elsewhere, the latest first."""
    after = saringan.setelah
    rows = await conn.fetch(
        LIST_TINGGAL, kantor_asal, saringan.tujuan, saringan.keadaan or "", today,
        after.mulai if after else None, after.orang_id if after else None, limit,
    )  # fmt: skip
    return [_tinggal(row) for row in rows]


LIST_KELUAR = """
SELECT kabupaten_tujuan, count(*) FILTER (WHERE selesai > $2)::int AS tinggal,
    count(*) FILTER (WHERE selesai <= $2)::int AS selesai
FROM tinggal WHERE kantor_asal = $1
GROUP BY kabupaten_tujuan ORDER BY tinggal DESC, kabupaten_tujuan
"""


async def list_keluar(conn: Connection, kantor_asal: str, today: date) -> list[Keluar]:
    """Return the outflow of an office's area by regency of destination, the largest first."""
    return [Keluar(*row) for row in await conn.fetch(LIST_KELUAR, kantor_asal, today)]


def _tinggal(row: asyncpg.Record) -> Tinggal:
    fields = {name: value for name, value in row.items() if name not in LINE}
    known = row["kunci"]
    isi = open_isi(row["baris_id"], known, row["isi"]) if known else FORGOTTEN
    return Tinggal(**fields, isi=isi)
