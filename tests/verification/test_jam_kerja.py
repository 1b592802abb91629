"""Working time of an office: its week, its holidays, its zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.verification.jam_kerja import rules
from services.verification.jam_kerja.actions import get_jam_kerja
from services.verification.jam_kerja.models import JamKerja
from services.verification.jeda.rules import Jeda, lanjutan_of
from shared.db import Database
from shared.instansi.reactions import REACTIONS
from shared.wilayah.kode import WIB, WIT, WITA
from tests.hearing import react
from tests.notifier.facts import instansi
from tests.verification.conftest import open_tugas

ZONES = (WIB, WITA, WIT)
USUAL = {zona: rules.jam_kerja_of(zona, {}) for zona in ZONES}


def local(text: str, zona: str = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zona))


@pytest.mark.parametrize(
    ("masuk", "tenggat"),
    [
        ("2026-11-16T09:00", "2026-11-19T15:30"),  # Monday → Thursday
        ("2026-11-18T23:59", "2026-11-23T15:30"),  # Wednesday → over the weekend
        ("2026-11-20T15:31", "2026-11-25T15:30"),  # Friday after closing
        ("2026-11-21T08:00", "2026-11-25T15:30"),  # Saturday
        ("2026-11-22T08:00", "2026-11-25T15:30"),  # Sunday
        ("2026-12-30T10:00", "2027-01-04T15:30"),  # Wednesday → over the year's end
        ("2028-02-28T10:00", "2028-03-02T15:30"),  # a leap day counts
    ],
)
@pytest.mark.parametrize("zona", ZONES)
def test_an_answer_is_promised_for_the_third_working_day(masuk, tenggat, zona) -> None:
    assert rules.tenggat_of(local(masuk, zona), USUAL[zona]) == local(tenggat, zona)


def test_the_day_is_that_of_the_offices_zone() -> None:
    # 16.30 UTC on Friday: still Friday in Jakarta, Saturday already in Makassar and Jayapura.
    at = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    found = [rules.tenggat_of(at, USUAL[zona]) for zona in ZONES]
    assert found == [local("2026-11-25T15:30", zona) for zona in ZONES]
    monday = datetime(2026, 11, 16, 16, 30, tzinfo=UTC)
    assert rules.tenggat_of(monday, USUAL[WIB]) == local("2026-11-19T15:30", WIB)
    assert rules.tenggat_of(monday, USUAL[WITA]) == local("2026-11-20T15:30", WITA)


def test_holidays_around_the_years_end_are_no_working_days() -> None:
    jam = rules.jam_kerja_of(
        WIB, dict.fromkeys(rules.HARI[:5], "08.00–15.00"), ["2026-12-25", "2027-01-01"]
    )
    assert rules.tenggat_of(local("2026-12-23T10:00"), jam) == local("2026-12-29T15:00")
    assert rules.tenggat_of(local("2026-12-30T10:00"), jam) == local("2027-01-05T15:00")
    assert not rules.is_hari_kerja(date(2027, 1, 1), jam)
    closed = rules.waktu_kerja(local("2026-12-31T15:00"), local("2027-01-04T09:00"), jam)
    assert closed == timedelta(hours=1)


@pytest.mark.parametrize("told", [{}, {"senin": "tutup"}, {"senin": "15.00–08.00"}, {"x": "1–2"}])
def test_an_office_without_hours_works_as_most_do(told) -> None:
    assert rules.jam_kerja_of(WIT, told) == JamKerja(WIT, rules.BIASA)
    assert USUAL[WIB].sehari == timedelta(hours=7, minutes=30)


def test_an_office_that_is_closed_for_good_still_gives_a_promise() -> None:
    mondays = {(date(2026, 1, 5) + timedelta(weeks=n)).isoformat() for n in range(300)}
    jam = rules.jam_kerja_of(WIB, {"senin": "08.00–12.00"}, mondays)
    found = rules.tenggat_of(local("2026-11-20T10:00"), jam)
    assert local("2027-11-20T00:00") < found < local("2027-12-20T00:00")


BEGIN, END = datetime(2020, 1, 1), datetime(2040, 1, 1)  # noqa: DTZ001
moments = st.datetimes(BEGIN, END, timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
minutes_of_day = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
hours = (
    st.tuples(minutes_of_day, minutes_of_day)
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: f"{pair[0]:%H.%M}–{pair[1]:%H.%M}")
)
weeks = st.dictionaries(st.sampled_from(rules.HARI), hours, max_size=7)


@st.composite
def cases(draw):
    """A moment, and an office with holidays around it, often at a year's end."""
    at = draw(moments | moments.map(lambda at: at.replace(month=12, day=30)))
    near = st.integers(-3, 20).map(lambda n: (at + timedelta(days=n)).date().isoformat())
    jam = (draw(st.sampled_from(ZONES)), draw(weeks), draw(st.sets(near, max_size=12)))
    return at, jam


def is_open(at: datetime, mingguan: dict[str, str], libur: set[str]) -> bool:
    """Tell by the told texts alone whether an office is open in the minute of a local time."""
    week = mingguan or dict.fromkeys(rules.HARI[:5], "08.00–15.30")
    told = week.get(rules.HARI[at.weekday()])
    if told is None or at.date().isoformat() in libur:
        return False
    opens, closes = told.split("–")
    return opens <= f"{at:%H.%M}" < closes


@given(cases(), st.integers(0, 6 * 24 * 60))
def test_working_time_equals_a_count_minute_by_minute(case, minutes) -> None:
    at, (zona, mingguan, libur) = case
    here = at.astimezone(ZoneInfo(zona))
    counted = sum(is_open(here + timedelta(minutes=n), mingguan, libur) for n in range(minutes))
    found = rules.waktu_kerja(
        at, at + timedelta(minutes=minutes), rules.jam_kerja_of(zona, mingguan, libur)
    )
    assert found == timedelta(minutes=counted)


@given(cases())
def test_the_deadline_equals_a_plain_recount(case) -> None:
    at, (zona, mingguan, libur) = case
    week = mingguan or dict.fromkeys(rules.HARI[:5], "08.00–15.30")
    day, working = at.astimezone(ZoneInfo(zona)).date(), []
    while len(working) < 3:
        day += timedelta(days=1)
        if rules.HARI[day.weekday()] in week and day.isoformat() not in libur:
            working.append(day)
    closes = time.fromisoformat(week[rules.HARI[day.weekday()]].split("–")[1].replace(".", ":"))
    found = rules.tenggat_of(at, rules.jam_kerja_of(zona, mingguan, libur))
    assert found == datetime.combine(day, closes, ZoneInfo(zona))


async def test_a_deadline_is_counted_in_the_offices_own_hours_and_holidays(db: Database) -> None:
    told = instansi("34.02", version=4).model_copy(update={
        "jam_mingguan": {"selasa": "08.00–12.00", "kamis": "09.00–14.00"},
        "libur": {"2026-11-24": "Hari Rekaan"},
    })  # fmt: skip
    older = instansi("34.02", version=3)
    async with db.transaction() as conn:
        await conn.execute("DELETE FROM instansi_dikenal")
        await react(REACTIONS, conn, told)
        await react(REACTIONS, conn, older)
        assert (await get_jam_kerja(conn, "34.02")).buka == {
            1: (time(8), time(12)), 3: (time(9), time(14)),
        }  # fmt: skip
        assert (await get_jam_kerja(conn, "91.03")).zona == WIT
    tugas_id = await open_tugas(db, at=local("2026-11-20T10:00"))
    async with db.transaction() as conn:
        tenggat = await conn.fetchval("SELECT tenggat FROM tugas WHERE id = $1", tugas_id)
        await conn.execute("DELETE FROM instansi_dikenal")
    # Thursday 26th, Tuesday 1st, Thursday 3rd: the 24th is a holiday.
    assert tenggat == local("2026-12-03T14:00")


@settings(max_examples=30)
@given(cases(), st.integers(1, 6 * 24 * 60))
def test_a_span_of_working_time_ends_where_a_count_minute_by_minute_does(case, minutes) -> None:
    at, (zona, mingguan, libur) = case
    here, counted = at.astimezone(ZoneInfo(zona)), 0
    lama = min(minutes, 20 * 60)
    while counted < lama:
        counted += is_open(here, mingguan, libur)
        here += timedelta(minutes=1)
    jam = rules.jam_kerja_of(zona, mingguan, libur)
    assert rules.sesudah(at, timedelta(minutes=lama), jam) == here


@settings(max_examples=30)
@given(cases(), st.integers(0, 4 * 24 * 60), st.integers(0, 20 * 24 * 60))
def test_after_a_pause_the_rest_of_the_promise_goes_on(case, taken, asleep) -> None:
    """The recount walks by minutes: while the resident is asked, none of them counts."""
    at, (zona, mingguan, libur) = case
    jam = rules.jam_kerja_of(zona, mingguan, libur)
    asked = at + timedelta(minutes=taken)
    back = asked + timedelta(minutes=asleep)
    jeda = Jeda(asked, rules.tenggat_of(at, jam))
    left, minute = 0, asked.astimezone(ZoneInfo(zona))
    while minute < jeda.tenggat:
        left += is_open(minute, mingguan, libur)
        minute += timedelta(minutes=1)
    here = back.astimezone(ZoneInfo(zona))
    floor = rules.tenggat_of(back, jam, 1).astimezone(ZoneInfo(zona))
    while left:
        left -= is_open(here, mingguan, libur)
        here += timedelta(minutes=1)
    assert lanjutan_of(jeda, back, jam) == max(here, floor)
