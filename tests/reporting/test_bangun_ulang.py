"""Counting anew gives the same figures, finds what was altered, and puts it right."""

import asyncio
from datetime import timedelta
from pathlib import Path
from random import Random

import asyncpg
import orjson

from services.reporting.bangun_ulang.actions import rebuild
from services.reporting.bangun_ulang.models import Hasil
from services.reporting.bangun_ulang.perintah import _read
from services.reporting.penghitung.queries import list_tren
from shared.db import Database
from tests.conftest import Migrated
from tests.reporting.conftest import count
from tests.reporting.stays import FIRST, random_stays, recount

DAY = FIRST + timedelta(days=200)


async def anew(migrated: Migrated, exported=(), swap: bool = True) -> Hasil:
    conn = await asyncpg.connect(migrated.migrate_database_url("reporting"))
    try:
        return await rebuild(conn, lambda _: None, exported, swap=swap)
    finally:
        await conn.close()


async def test_counting_anew_gives_the_same_figures(empty: Database, migrated: Migrated) -> None:
    random = Random(11)
    stays = random_stays(random, 60)
    await count(empty, stays, random)
    found = await anew(migrated)
    assert (found.jumlah_beda, found.domisili) == (0, 60)
    assert found.fakta >= 60


async def test_an_altered_counter_and_stay_are_named_and_put_right(
    empty: Database, migrated: Migrated
) -> None:
    stays = random_stays(Random(12), 40)
    await count(empty, stays)
    async with empty.transaction() as conn:
        await conn.execute(
            "UPDATE penghitung SET bersih_l = bersih_l + 5, hari_l[3] = coalesce(hari_l[3], 0) + 5"
            " WHERE kode_wilayah = '' AND dimensi = 'jumlah' AND bulan = '2026-01-01'"
        )
        await conn.execute("UPDATE tinggal SET selesai = mulai")
    found = await anew(migrated, swap=False)
    assert [(satu.kode_wilayah, satu.dimensi) for satu in found.contoh] == [("", "jumlah")]
    assert found.contoh[0].kini == found.contoh[0].dulu - 5
    await anew(migrated)
    async with empty.connection() as conn:
        assert (await list_tren(conn, "", [DAY]))[0].angka == recount(stays, "", DAY)
        assert await conn.fetchval("SELECT count(*) FROM tinggal WHERE selesai > mulai") > 40
    assert (await anew(migrated)).jumlah_beda == 0


async def test_stays_heard_meanwhile_are_counted_once(empty: Database, migrated: Migrated) -> None:
    stays = random_stays(Random(13), 120)
    await count(empty, stays[:60])

    async def go_on() -> None:
        for stay in stays[60:]:
            await count(empty, [stay])

    await asyncio.gather(anew(migrated), go_on())
    async with empty.connection() as conn:
        assert (await list_tren(conn, "34", [DAY]))[0].angka == recount(stays, "34", DAY)
    assert (await anew(migrated)).jumlah_beda == 0


async def test_from_an_export_alone_the_same_figures_come(
    empty: Database, migrated: Migrated, tmp_path: Path
) -> None:
    stays = random_stays(Random(14), 30)
    await count(empty, stays)
    async with empty.transaction() as conn:
        facts = await conn.fetch("SELECT jenis, isi::text FROM arsip ORDER BY urut")
        for table in ("arsip", "tinggal", "domisili", "penghitung"):
            await conn.execute(f"DELETE FROM {table}")
    lines = [orjson.dumps({"jenis": row[0], "isi": orjson.loads(row[1])}) for row in facts]
    (tmp_path / "arsip.jsonl").write_bytes(b"\n".join(lines))
    found = await anew(migrated, _read(tmp_path / "arsip.jsonl"))
    assert (found.fakta, found.domisili) == (len(lines), 30)
    async with empty.connection() as conn:
        assert (await list_tren(conn, "", [DAY]))[0].angka == recount(stays, "", DAY)
