"""The clock stands still while the resident is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from services.verification.antrean import queries
from services.verification.jam_kerja.actions import get_jam_kerja
from services.verification.jam_kerja.rules import tenggat_of, waktu_kerja
from shared import clock
from tests.verification import facts
from tests.verification.conftest import RINI, hear, open_tugas
from tests.verification.test_actions import claim, decide
from tests.verification.test_api import API
from tests.verification.test_api import ask as ask_api
from tests.verification.test_pages import Browser
from tests.verification.test_perbaikan import WORDS


async def ask(db, subjek: UUID, at) -> UUID:
    """Open a permohonan that came at `at` and ask for a correction now."""
    tugas_id = await open_tugas(db, subjek=subjek, at=at)
    tugas = await claim(db, RINI, tugas_id)
    await decide(db, RINI, tugas_id, tugas.fence, "returned", **WORDS)
    return tugas_id


async def newest(db, subjek: UUID):
    async with db.connection() as conn:
        tugas_id = await conn.fetchval(
            "SELECT id FROM tugas WHERE subjek_id = $1 ORDER BY subjek_version DESC", subjek
        )
        return await queries.get_tugas(conn, tugas_id)


async def test_a_correction_goes_on_with_what_was_left(db, monkeypatch) -> None:
    # It came on Monday and was returned on Tuesday morning: almost all of two days are left.
    monday = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: monday + timedelta(days=1))
    subjek, back = uuid4(), monday + timedelta(days=9)
    async with db.connection() as conn:
        jam = await get_jam_kerja(conn, "34.02")
    await ask(db, subjek, monday)
    old = await newest(db, subjek)
    await hear(db, facts.permohonan_returned(subjek, 2))
    await hear(db, facts.permohonan_submitted(subjek, version=3, at=back))
    new = await newest(db, subjek)
    assert (old.subjek_version, new.subjek_version) == (1, 3)
    assert new.tenggat < tenggat_of(back, jam)
    left = waktu_kerja(old.decided_at, old.tenggat, jam)
    assert waktu_kerja(back, new.tenggat, jam) == left


async def test_after_the_promise_was_broken_a_working_day_is_left(db) -> None:
    subjek, now = uuid4(), clock.now()
    async with db.connection() as conn:
        jam = await get_jam_kerja(conn, "34.02")
    await ask(db, subjek, now - timedelta(days=20))
    await hear(db, facts.permohonan_returned(subjek, 2))
    await hear(db, facts.permohonan_submitted(subjek, version=3, at=now))
    assert (await newest(db, subjek)).tenggat == tenggat_of(now, jam, 1)


async def test_the_officer_reads_of_the_pause_until_the_correction_comes(db, client, sign) -> None:
    subjek, mine = uuid4(), sign("petugas", "34.02", RINI.id, RINI.nama)
    rini = Browser(client, mine)
    tugas_id = await ask(db, subjek, clock.now())
    await hear(db, facts.permohonan_returned(subjek, 2))
    _, found = await ask_api(client, mine, "GET", f"{API}/{tugas_id}")
    assert found["menunggu_perbaikan"]
    await rini.get(f"/verifikasi/{tugas_id}")
    assert "Jeda: menunggu perbaikan" in rini.text
    assert "dilanjutkan saat perbaikan masuk" in rini.text
    await hear(db, facts.permohonan_submitted(subjek, version=3))
    await rini.get(f"/verifikasi/{tugas_id}")
    assert "Jeda" not in rini.text
    _, found = await ask_api(client, mine, "GET", f"{API}/{tugas_id}")
    assert not found["menunggu_perbaikan"]


async def test_a_rejected_permohonan_is_not_paused(db, client, sign) -> None:
    subjek, mine = uuid4(), sign("petugas", "34.02", RINI.id, RINI.nama)
    tugas_id = await open_tugas(db, subjek=subjek)
    tugas = await claim(db, RINI, tugas_id)
    await decide(db, RINI, tugas_id, tugas.fence, "rejected", **WORDS)
    await hear(db, facts.permohonan_rejected(subjek, 2))
    _, found = await ask_api(client, mine, "GET", f"{API}/{tugas_id}")
    assert not found["menunggu_perbaikan"]
