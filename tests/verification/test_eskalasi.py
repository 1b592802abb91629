"""What is late goes up: once for each level, in the office's own hours, office by office."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from structlog.testing import capture_logs

from services.verification.antrean import queries
from services.verification.antrean.rules import sisa_of
from services.verification.eskalasi import actions, rules
from services.verification.eskalasi.queries import list_eskalasi, list_kantor
from services.verification.jam_kerja.rules import jam_kerja_of, tenggat_of
from shared.wilayah.kode import WIB, WIT
from tests.verification import facts
from tests.verification.conftest import RINI, hear, open_tugas, told
from tests.verification.test_actions import claim, decide
from tests.verification.test_api import API
from tests.verification.test_api import ask as ask_api
from tests.verification.test_jam_kerja import cases, local
from tests.verification.test_pages import Browser

UP = "verification.tugas.escalated.v1"
# It comes on Wednesday, 18 November 2026, 09.00: the answer is promised for Monday, 15.30.
TENGGAT = local("2026-11-23T15:30")
MERAUKE = "93.01.01.1001"


@pytest.fixture(autouse=True)
async def own_hours(db):
    """Offices that have told no hours work from 08.00 to 15.30."""
    yield
    async with db.transaction() as conn:
        await conn.execute("DELETE FROM instansi_dikenal")


async def levels(db, tugas_id: UUID) -> list[str]:
    async with db.connection() as conn:
        return [row.tingkat for row in await list_eskalasi(conn, tugas_id)]


async def sweep(db, at: datetime) -> int:
    return await actions.escalate_all(db, at)


async def test_late_goes_to_the_supervisor_and_a_working_day_later_to_the_head(db) -> None:
    tugas_id = await open_tugas(db)
    await claim(db, RINI, tugas_id)
    await hold(db, tugas_id)
    assert await sweep(db, TENGGAT) == 0
    assert await sweep(db, TENGGAT + timedelta(minutes=1)) == 1
    assert await sweep(db, local("2026-11-24T15:29")) == 0
    assert await levels(db, tugas_id) == ["supervisor"]
    assert await sweep(db, local("2026-11-24T15:30")) == 1
    assert await sweep(db, local("2026-12-24T15:30")) == 0
    assert await levels(db, tugas_id) == ["supervisor", "kepala_dinas"]
    assert (await told(db)).count(UP) == 2


async def hold(db, tugas_id: UUID, until: str = "2027-06-01T00:00+07") -> None:
    """Let the lease run until then, whatever day it is today."""
    async with db.transaction() as conn:
        await conn.execute(
            "UPDATE tugas SET claimed_until = $2 WHERE id = $1",
            tugas_id, datetime.fromisoformat(until),
        )  # fmt: skip


async def test_what_nobody_has_goes_up_when_it_is_red(db) -> None:
    free, held = await open_tugas(db), await open_tugas(db, nobukti="W00000124")
    await claim(db, RINI, held)
    await hold(db, held)
    # Eight working hours before Monday 15.30 is Friday, 15.00.
    assert await sweep(db, local("2026-11-20T14:59")) == 0
    assert await sweep(db, local("2026-11-20T15:00")) == 1
    assert (await levels(db, free), await levels(db, held)) == (["supervisor"], [])
    await hold(db, held, "2026-11-20T14:30+07")
    assert await sweep(db, local("2026-11-20T15:00")) == 1


async def test_a_long_outage_is_caught_up_level_by_level(db) -> None:
    tugas_id = await open_tugas(db)
    assert await sweep(db, local("2026-12-10T09:00")) == 2
    assert await levels(db, tugas_id) == ["supervisor", "kepala_dinas"]
    async with db.connection() as conn:
        versions = await conn.fetch("SELECT version FROM outbox WHERE type = $1 ORDER BY id", UP)
        tugas = await queries.get_tugas(conn, tugas_id)
    assert [row["version"] for row in versions] == [2, 3]
    assert (tugas.eskalasi, tugas.version) == ("kepala_dinas", 3)


async def test_what_is_told_is_public_and_names_nobody(db) -> None:
    await open_tugas(db, nama="Siti Rahmawati")
    await sweep(db, TENGGAT + timedelta(days=1))
    async with db.connection() as conn:
        row = await conn.fetchrow(
            "SELECT convert_from(body, 'utf8') AS body, sealed, routing_key FROM outbox"
            " WHERE type = $1", UP,
        )  # fmt: skip
    assert row["sealed"] is None
    assert row["routing_key"] == "verification.tugas.escalated.v1.34.02.33.10"
    assert '"tingkat":"supervisor"' in row["body"]
    assert "Siti" not in row["body"]


async def test_what_is_decided_or_withdrawn_stays_where_it_is(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    await decide(db, RINI, tugas_id, fence)
    subjek = uuid4()
    await hear(db, facts.permohonan_submitted(subjek), facts.permohonan_cancelled(subjek, 2))
    assert await sweep(db, local("2026-12-10T09:00")) == 0


async def test_two_sweeps_at_once_tell_once(db) -> None:
    for n in range(5):
        await open_tugas(db, nobukti=f"W0000020{n}")
    await asyncio.gather(*(sweep(db, TENGGAT + timedelta(minutes=1)) for _ in range(4)))
    await sweep(db, TENGGAT + timedelta(minutes=1))
    assert (await told(db)).count(UP) == 5


async def test_an_office_whose_sweep_fails_stops_no_other(db) -> None:
    broken = await open_tugas(db)
    well = await open_tugas(db, tujuan=facts.JAKARTA)
    before = await open_tugas(db, tujuan="11.01.01.2001")
    async with db.transaction() as conn:
        await conn.execute(
            "INSERT INTO instansi_dikenal VALUES ('34.02', 1, $1)",
            '{"kode_kantor": "34.02", "nama": "x", "jabatan_kepala": "x", "zona": "Asia/Entah"}',
        )
        assert await list_kantor(conn) == ["11.01", "31", "34.02"]
    late = TENGGAT + timedelta(hours=3)
    with capture_logs() as logs:
        assert await sweep(db, late) == 2
    failed = [line for line in logs if line["event"] == "eskalasi.failed"]
    assert [line["kode_kantor"] for line in failed] == ["34.02"]
    assert [await levels(db, one) for one in (broken, well, before)] == [
        [], ["supervisor"], ["supervisor"],
    ]  # fmt: skip
    async with db.transaction() as conn:
        await conn.execute("DELETE FROM instansi_dikenal")
    assert await sweep(db, late) == 1


async def test_each_office_has_its_own_zone(db) -> None:
    here = await open_tugas(db)
    there = await open_tugas(db, tujuan=MERAUKE)
    # Merauke is two hours ahead: there Monday 15.30 is over, in Bantul it is 13.31.
    for one in (here, there):
        await hold(db, one)
    assert await sweep(db, local("2026-11-23T15:31", WIT)) == 1
    assert (await levels(db, here), await levels(db, there)) == ([], ["supervisor"])


async def test_more_than_a_part_goes_up_in_one_sweep(db, monkeypatch) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    for n in range(7):
        await open_tugas(db, nobukti=f"W0000030{n}")
    assert await sweep(db, local("2026-12-10T09:00")) == 14


@settings(max_examples=40)
@given(cases())
def test_the_bound_of_red_is_that_of_the_clock(case) -> None:
    at, (zona, mingguan, libur) = case
    jam = jam_kerja_of(zona, mingguan, libur)
    bound = rules.batas_merah(at, jam)
    minute = timedelta(minutes=1)
    assert sisa_of(at, bound - minute, jam).warna == "merah"
    assert sisa_of(at, bound, jam).warna != "merah"
    tenggat = tenggat_of(at, jam)
    assert rules.kepala_at(tenggat, jam) > tenggat
    assert rules.kepala_at(tenggat, jam).astimezone(ZoneInfo(zona)).weekday() in jam.buka


async def test_the_superiors_find_it_by_words_and_by_a_filter(db, client, sign) -> None:
    late = await open_tugas(db, nama="Siti Rahmawati")
    await sweep(db, TENGGAT + timedelta(minutes=1))
    await open_tugas(db, nama="Budi Santoso", nobukti="W00000777")
    atasan = sign("supervisor", "34.02")
    supervisor = Browser(client, atasan)
    await supervisor.get("/verifikasi")
    assert "Dieskalasi ke supervisor" in supervisor.text
    assert "Dieskalasi 1" in supervisor.text
    await supervisor.get("/verifikasi?khusus=eskalasi")
    assert "Siti Rahmawati" in supervisor.text
    assert "Budi Santoso" not in supervisor.text
    rini = Browser(client, sign("petugas", "34.02", RINI.id, RINI.nama))
    await rini.get(f"/verifikasi/{late}")
    assert "Dieskalasi ke supervisor" in rini.text
    assert "khusus=eskalasi" not in rini.text
    _, found = await ask_api(client, atasan, "GET", f"{API}?khusus=eskalasi")
    assert [(one["id"], one["eskalasi"]) for one in found["tugas"]] == [(str(late), "supervisor")]
    _, went_up = await ask_api(client, atasan, "GET", f"{API}/{late}/eskalasi")
    assert [one["tingkat"] for one in went_up["eskalasi"]] == ["supervisor"]


def test_the_promise_of_these_tests_is_what_it_says() -> None:
    assert tenggat_of(facts.AT, jam_kerja_of(WIB, {})) == TENGGAT
