"""Random lives of stays against a plain recount, as of any day and as known at any time."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.registration.domisili import actions, habis, koreksi, queries, rules_koreksi
from services.registration.domisili.buku import find_tinggal
from services.registration.permohonan.rules import add_months
from shared import clock, policy
from shared.db import Connection
from shared.errors import Conflict, Invalid
from shared.sesi.token import Principal
from shared.wilayah.kode import zona_of
from tests.conftest import ConnOf
from tests.registration.conftest import EMPTY
from tests.registration.made import decided, hear, make_pemohon, pengikut, submit

PLACES = ("34.02.15.2004", "64.02.06.1001", "81.01.01.2001")
NIKS = ("3310051703880002", "3310054101150003", "3310051501120004")
EVENTS = ("opened", "extended", "ended", "corrected")
RINI = Principal(
    id=UUID(int=9), jenis="petugas", peran=policy.PETUGAS, wilayah="34.02", nama_wilayah="Bantul",
    inisial="RA", nama="Rini Astuti", sid=UUID(int=8), issued_at=datetime(2026, 12, 1, tzinfo=UTC),
    expires_at=datetime(2028, 12, 1, tzinfo=UTC),
)  # fmt: skip


@dataclass
class Known:
    """One person in the plain recount."""

    mulai: date
    selesai: date
    planned: bool = True


@dataclass
class Life:
    """What was done to one stay, in order: when it was recorded, and what it changes."""

    zona: str
    datang: date
    done: list[tuple[datetime, Callable[[dict[UUID, Known]], None]]] = field(default_factory=list)

    def recount(self, known_at: datetime | None = None) -> dict[UUID, Known]:
        """Return everyone's time by doing it all again, or all that was done until then."""
        persons: dict[UUID, Known] = {}
        for at, change in self.done:
            if known_at is None or at <= known_at:
                change(persons)
        return persons

    def staying(self, day: date, known_at: datetime | None = None) -> set[UUID]:
        """Return who stays on a day."""
        persons = self.recount(known_at).items()
        return {who for who, one in persons if one.mulai <= day < one.selesai}


class Clock:
    """A clock that the life sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@contextmanager
def running(own: Clock) -> Iterator[None]:
    """Let everything that asks for the time ask this clock."""
    with patch.object(clock, "now", own):
        yield


STEP = st.tuples(
    st.sampled_from(
        ["leave", "leave", "extend", "expire", "expire", "mulai", "selesai", "keluarkan", "cabut"]
    ),
    st.sampled_from([1, 9, 30, 24 * 5, 24 * 40, 24 * 100]),
    st.integers(0, 7),
    st.integers(-20, 60),
)
LIVES = st.tuples(
    st.sampled_from(PLACES),
    st.integers(0, 3),
    st.integers(1, 12),
    st.integers(0, 20),
    st.lists(STEP, max_size=9),
)
START = datetime(2026, 12, 12, 7, 30, tzinfo=UTC)


@given(lives=st.lists(LIVES, min_size=1, max_size=2))
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_every_answer_is_what_a_plain_recount_says(conn_of: ConnOf, lives: Any) -> None:
    async with conn_of("registration") as conn:
        await conn.execute(EMPTY)
        for life in lives:
            await _live(conn, *life)
        assert await queries.list_wrong(conn) == []


async def _live(
    conn: Connection, kode: str, members: int, months: int, ago: int, steps: list[Any]
) -> None:
    own = Clock(START + timedelta(days=ago))
    with running(own):
        permohonan_id, life = await _approve(conn, kode, members, months)
        moments = [own.at]
        for kind, hours, bits, days in steps:
            own.at += timedelta(hours=hours)
            await DO[kind](conn, permohonan_id, life, bits, days)
            moments.append(own.at)
        await _compare(conn, permohonan_id, life, moments)


async def _approve(conn: Connection, kode: str, members: int, months: int) -> tuple[UUID, Life]:
    pemohon = await make_pemohon(conn, nik=f"33100552059{uuid4().int % 10**5:05}")
    family = [pengikut(nik) for nik in NIKS[:members]]
    sent = await submit(conn, pemohon, *family, kode=kode, months=months)
    await hear(conn, decided(sent.permohonan_id, decided_at=clock.now()))
    tinggal = await find_tinggal(conn, sent.permohonan_id)
    assert tinggal
    zona = zona_of(kode)
    datang = clock.today_in("Asia/Jakarta") - timedelta(days=3)
    life = Life(zona, datang)
    today, end = clock.now().astimezone(ZoneInfo(zona)).date(), add_months(datang, months)
    ids = [one.orang_id for one in tinggal.masa]
    assert len(ids) == 1 + members

    def open_(persons: dict[UUID, Known]) -> None:
        persons.update({who: Known(today, end) for who in ids})

    life.done.append((tinggal.domisili.recorded_at, open_))
    return sent.permohonan_id, life


def _chosen(persons: dict[UUID, Known], bits: int) -> list[UUID]:
    return [who for place, who in enumerate(sorted(persons)) if bits >> (place % 3) & 1]


async def _leave(conn: Connection, pid: UUID, life: Life, bits: int, days: int) -> None:
    before = await find_tinggal(conn, pid)
    assert before
    day = clock.today_in(life.zona) + timedelta(days=days)
    here = {who for who, one in life.recount().items() if one.selesai > clock.today_in(life.zona)}
    applicant = {one.orang_id for one in before.masa if one.pengikut_id is None}
    wanted = set(_chosen(life.recount(), bits))
    going = here if wanted & applicant & here else wanted
    try:
        after = await actions.report_departure(conn, pid, wanted, day, "departed")
    except (Invalid, Conflict):
        assert not here or not wanted or not wanted <= here or _is_out(life, day, here)
        return

    def go(persons: dict[UUID, Known]) -> None:
        for who in going:
            persons[who] = Known(persons[who].mulai, day, False)

    life.done.append((after.domisili.recorded_at, go))


def _is_out(life: Life, day: date, here: set[UUID]) -> bool:
    latest = max(life.recount()[who].selesai for who in here)
    today = clock.today_in(life.zona)
    return day < life.datang or day > today + timedelta(days=14) or day > latest


async def _extend(conn: Connection, pid: UUID, life: Life, bits: int, days: int) -> None:
    today, months = clock.today_in(life.zona), 1 + (bits + abs(days)) % 12
    persons = life.recount()
    on = [who for who, one in persons.items() if one.planned and one.selesai > today]
    end = add_months(life.datang, months)
    try:
        after = await actions.extend_domisili(conn, pid, months)
    except (Invalid, Conflict):
        assert not on or end <= max(persons[who].selesai for who in on)
        return

    def longer(persons: dict[UUID, Known]) -> None:
        for who in on:
            persons[who].selesai = end

    life.done.append((after.domisili.recorded_at, longer))


async def _expire(conn: Connection, pid: UUID, life: Life, bits: int, days: int) -> None:
    today = clock.today_in(life.zona)
    while await habis.expire_batch(conn, life.zona, today, 50):
        pass
    after = await find_tinggal(conn, pid)
    assert after

    def over(persons: dict[UUID, Known]) -> None:
        for one in persons.values():
            one.planned = one.planned and one.selesai > today

    life.done.append((after.domisili.recorded_at, over))


def _correct(tindakan: rules_koreksi.Tindakan) -> Callable[..., Awaitable[None]]:
    async def do(conn: Connection, pid: UUID, life: Life, bits: int, days: int) -> None:
        today = clock.today_in(life.zona)
        day = today + timedelta(days=days)
        persons = life.recount()
        here = [who for who, one in persons.items() if one.selesai > today]
        ids = _chosen(persons, bits)
        concerned = {"mulai": list(persons), "cabut": here or list(persons)}.get(tindakan, ids)
        try:
            after = await koreksi.correct_domisili(
                conn, pid, RINI, tindakan, ids, day, ("salah_tanggal",)
            )
        except (Invalid, Conflict):
            return

        def change(persons: dict[UUID, Known]) -> None:
            for who in concerned:
                if tindakan == "keluarkan":
                    del persons[who]
                elif tindakan == "mulai":
                    persons[who].mulai = day
                else:
                    later = tindakan == "selesai" and day > today
                    persons[who] = Known(persons[who].mulai, day, later)

        life.done.append((after.domisili.recorded_at, change))

    return do


DO: dict[str, Callable[..., Awaitable[None]]] = {
    "leave": _leave, "extend": _extend, "expire": _expire,
    **{one: _correct(one) for one in rules_koreksi.TINDAKAN},
}  # fmt: skip


async def _compare(conn: Connection, pid: UUID, life: Life, moments: list[datetime]) -> None:
    tinggal = await find_tinggal(conn, pid)
    assert tinggal
    stay = tinggal.domisili
    now = life.recount()
    assert {one.orang_id: (one.mulai, one.selesai) for one in tinggal.masa} == {
        who: (one.mulai, max(one.mulai, one.selesai)) for who, one in now.items()
    }
    edges = {life.datang, *(one.mulai for one in now.values())}
    edges |= {one.selesai for one in now.values()}
    days = {day + timedelta(days=n) for day in edges for n in (-1, 0, 1)}
    for known_at in {*moments, *(at for at, _ in life.done)}:
        masa = await queries.list_masa(conn, [stay.id], known_at)
        for day in days:
            found = {one.orang_id for one in masa if one.mulai <= day < one.selesai}
            assert found == life.staying(day, known_at)
    await _compare_told(conn, stay.id, life)
    await _compare_counts(conn, stay.kode_wilayah_tujuan, days, clock.now())


async def _compare_told(conn: Connection, domisili_id: UUID, life: Life) -> None:
    rows = await conn.fetch(
        "SELECT body FROM outbox WHERE aggregate_id = $1 AND type LIKE '%.domisili.%' ORDER BY id",
        domisili_id,
    )
    bodies = [orjson.loads(row["body"])["data"] for row in rows]
    last = {
        UUID(one["orang_id"]): (one["tanggal_mulai"], one["tanggal_selesai"])
        for one in bodies[-1]["masa"]
    }
    now = life.recount()
    assert last == {
        who: (str(one.mulai), str(max(one.mulai, one.selesai))) for who, one in now.items()
    }


async def _compare_counts(conn: Connection, kode: str, days: set[date], known_at: datetime) -> None:
    rows = await conn.fetch(
        "SELECT mulai, selesai FROM domisili_hitungan JOIN domisili ON id = domisili_id "
        "WHERE kode_wilayah_tujuan = $1", kode,
    )  # fmt: skip
    for day in days:
        plain = sum(row["mulai"] <= day < row["selesai"] for row in rows)
        later = known_at + timedelta(days=3650)
        assert await queries.count_orang(conn, kode, day, later) == plain
