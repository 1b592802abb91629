"""Reminders: once, at 08.00 of the area's own zone, whatever the clock and the order of events."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.notifier.app import SERVICE
from services.notifier.kabar.queries import list_kabar
from services.notifier.pengingat.actions import tell_due
from services.notifier.pengingat.rules import due_at
from services.notifier.pilihan.queries import Pilihan, upsert_pilihan
from shared.events.registration import PengingatCancelled, PengingatRequested, PermohonanCancelled
from shared.events.verification import KeputusanMade, TugasOpened
from shared.ids import uuid7
from shared.sesi.token import Principal
from tests.hearing import react
from tests.notifier import facts

DAY = date(2027, 4, 20)
COUNT = "SELECT count(*) FROM surat WHERE pesan LIKE 'pengingat%'"
NOTICES = "SELECT count(*) FROM pemberitahuan WHERE pesan LIKE 'pengingat%'"


async def hear(conn, *events) -> None:
    await react(SERVICE.reactions, conn, *events)


def asked(akun_id, stay=None, jenis="domisili_30", version=1, zona="Asia/Jakarta", day=DAY):
    return PengingatRequested(
        aggregate_id=stay or uuid7(), version=version, jenis=jenis, tanggal=day, zona=zona,
        nomor="W00000123", akun_id=akun_id, kode_wilayah_tujuan=facts.BANTUL,
    )  # fmt: skip


def cancelled(stay, version, jenis=""):
    return PengingatCancelled(aggregate_id=stay, version=version, jenis=jenis)


@pytest.fixture
async def akun_id(conn):
    known = uuid7()
    await hear(conn, facts.registered(known), facts.submitted(known))
    return known


@pytest.mark.parametrize(
    ("zona", "hour"), [("Asia/Jakarta", 1), ("Asia/Makassar", 0), ("Asia/Jayapura", -1)]
)
def test_eight_in_the_morning_is_the_areas_own(zona, hour) -> None:
    assert due_at(DAY, zona) == datetime(2027, 4, 20, tzinfo=UTC) + timedelta(hours=hour)


async def test_it_is_told_once_in_its_hour_and_not_before(conn, akun_id) -> None:
    await hear(conn, asked(akun_id))
    due = due_at(DAY, "Asia/Jakarta")
    assert await tell_due(conn, due - timedelta(seconds=1)) == 0
    assert await tell_due(conn, due) == 1
    # The clock is set back, and forward again; the worker was restarted meanwhile.
    for at in (due - timedelta(hours=2), due, due + timedelta(days=1)):
        assert await tell_due(conn, at) == 0
    assert await conn.fetchval(COUNT) == await conn.fetchval(NOTICES) == 1


async def test_the_three_reminders_of_a_stay_are_three_letters(conn, akun_id) -> None:
    stay = uuid7()
    for jenis in ("domisili_30", "domisili_7", "domisili_0"):
        await hear(conn, asked(akun_id, stay, jenis))
    assert await tell_due(conn, due_at(DAY, "Asia/Jakarta")) == 3
    assert await conn.fetchval(COUNT) == 3


async def test_what_is_cancelled_is_not_told_in_whatever_order_it_is_heard(conn, akun_id) -> None:
    first, second = uuid7(), uuid7()
    await hear(conn, asked(akun_id, first), cancelled(first, 2))
    await hear(conn, cancelled(second, 2), asked(akun_id, second))
    assert await tell_due(conn, due_at(DAY, "Asia/Jakarta")) == 0
    # An extended stay asks anew, with a higher version.
    later = DAY + timedelta(days=90)
    await hear(conn, asked(akun_id, second, version=3, day=later), cancelled(second, 2))
    assert await tell_due(conn, due_at(DAY, "Asia/Jakarta")) == 0
    assert await tell_due(conn, due_at(later, "Asia/Jakarta")) == 1


async def test_a_newer_request_takes_the_place_of_the_older(conn, akun_id) -> None:
    stay, later = uuid7(), DAY + timedelta(days=1)
    await hear(conn, asked(akun_id, stay, version=2, day=later), asked(akun_id, stay, version=1))
    assert await tell_due(conn, due_at(DAY, "Asia/Jakarta")) == 0
    assert await tell_due(conn, due_at(later, "Asia/Jakarta")) == 1


async def test_nobody_is_reminded_of_what_is_long_over(conn, akun_id) -> None:
    await hear(conn, asked(akun_id, jenis="domisili_7"))
    assert await tell_due(conn, due_at(DAY, "Asia/Jakarta") + timedelta(days=8)) == 1
    assert await conn.fetchval(COUNT) == 0


async def test_who_wants_no_reminders_by_mail_reads_them_in_the_app(conn, akun_id) -> None:
    await upsert_pilihan(conn, akun_id, Pilihan("en", False))
    await hear(conn, asked(akun_id))
    await tell_due(conn, due_at(DAY, "Asia/Jakarta"))
    assert await conn.fetchval(COUNT) == 0
    assert await conn.fetchval(NOTICES) == 1


async def test_an_unconfirmed_address_is_asked_about_once_the_morning_after(conn) -> None:
    asked_for, confirmed = uuid7(), uuid7()
    await hear(conn, facts.registered(asked_for), facts.registered(confirmed))
    await hear(conn, facts.submitted(confirmed))
    due = await conn.fetchval("SELECT due_at FROM pengingat WHERE akun_id = $1", asked_for)
    assert timedelta(hours=7) < due - datetime.now(UTC) < timedelta(hours=33)
    assert await tell_due(conn, due + timedelta(minutes=1)) == 1
    assert await conn.fetchval(COUNT) == 1
    assert await conn.fetchval(NOTICES) == 0


def officer(peran: str, wilayah: str) -> Principal:
    now = datetime.now(UTC)
    return Principal(uuid7(), "petugas", peran, wilayah, "Uji", "PU", "Petugas", uuid7(), now, now)


async def test_an_overdue_answer_is_told_to_the_office_and_an_answer_stops_it(conn) -> None:
    tenggat = datetime(2027, 4, 19, 16, 0, tzinfo=UTC)
    late, answered, taken_back = uuid7(), uuid7(), uuid7()
    for subject in (late, answered, taken_back):
        await hear(conn, TugasOpened(
            aggregate_id=uuid7(), version=1, subjek="permohonan", subjek_id=subject,
            subjek_version=1, kode_kantor="34.02", tenggat=tenggat,
        ))  # fmt: skip
    await hear(conn, KeputusanMade(
        aggregate_id=uuid7(), version=2, subjek="permohonan", subjek_id=answered,
        subjek_version=1, kode_kantor="34.02", keputusan="approved", decided_at=tenggat,
    ))  # fmt: skip
    known = uuid7()
    await hear(conn, facts.registered(known), facts.submitted(known))
    await hear(conn, facts.about_permohonan(
        PermohonanCancelled, known, 2, permohonan_id=taken_back))  # fmt: skip
    assert await tell_due(conn, due_at(DAY, "Asia/Jakarta")) == 1
    seen = await list_kabar(conn, officer("petugas", "34.02"), 2**62, 10)
    assert [row.jenis for row in seen] == ["pengingat_jawaban"]
    assert await list_kabar(conn, officer("petugas", "33.10"), 2**62, 10) == []
    assert await list_kabar(conn, officer("sekda", "34.02"), 2**62, 10) == []
