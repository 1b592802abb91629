"""A stay lives: longer, gone, run out, corrected; who stays twice is asked about."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from uuid import UUID

import orjson
import pytest

from services.registration.domisili import actions, habis, koreksi, pengingat_draf, queries
from services.registration.domisili.buku import find_tinggal
from services.registration.domisili.models import Tinggal
from services.registration.draf.actions import start_draf
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.rules import add_months
from shared import clock
from shared.db import Connection, Database
from shared.errors import Conflict, Invalid
from shared.events.domisili import DomisiliOpened
from shared.events.envelope import from_message
from shared.events.identity import AkunErased
from tests.registration.made import (
    KLATEN,
    NIK_AISYAH,
    NIK_ILHAM,
    decided,
    hear,
    make_pemohon,
    pengikut,
    submit,
)
from tests.registration.test_domisili_lives import RINI

TODAY = clock.today_in("Asia/Jakarta")
DATANG = TODAY - timedelta(days=3)
SLEMAN, SAMARINDA = "34.04.07.2001", "64.02.06.1001"


@contextmanager
def on(day: date, hour: int = 3):
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    with patch.object(clock, "now", lambda: at):
        yield


async def stay_of(conn: Connection, pemohon: Pemohon, *members, **more) -> tuple[UUID, Tinggal]:
    sent = await submit(conn, pemohon, *members, **more)
    await hear(conn, decided(sent.permohonan_id, decided_at=clock.now()))
    return sent.permohonan_id, await seen(conn, sent.permohonan_id)


async def seen(conn: Connection, permohonan_id: UUID) -> Tinggal:
    tinggal = await find_tinggal(conn, permohonan_id)
    assert tinggal
    return tinggal


async def outbox(conn: Connection, kind: str) -> list[dict]:
    rows = await conn.fetch(
        "SELECT body FROM outbox WHERE type = $1 ORDER BY id", f"registration.{kind}.v1"
    )
    return [orjson.loads(row["body"])["data"] for row in rows]


async def test_an_opening_tells_everyones_time_and_where_below_the_village(conn) -> None:
    await stay_of(conn, await make_pemohon(conn), pengikut())
    [told] = await outbox(conn, "domisili.opened")
    assert {(one["tanggal_mulai"], one["tanggal_selesai"]) for one in told["masa"]} == {
        (str(TODAY), str(add_months(DATANG, 6)))
    }
    assert len(told["masa"]) == 2
    assert b"003" not in await conn.fetchval(
        "SELECT body FROM outbox WHERE type = 'registration.domisili.opened.v1'"
    )


async def test_an_opening_tells_the_villages_book_who_it_is_under_seal(conn) -> None:
    pemohon = await make_pemohon(conn)
    await stay_of(conn, pemohon, pengikut())
    row = await conn.fetchrow(
        "SELECT body, sealed FROM outbox WHERE type = 'registration.domisili.opened.v1'"
    )
    assert pemohon.diri.nama.encode() not in row["body"] + row["sealed"]
    told = from_message(row["sealed"], {DomisiliOpened.type_name(): DomisiliOpened}).event
    assert [one.nama for one in told.pribadi.orang] == [pemohon.diri.nama, pengikut().nama]
    assert all(" •••• " in one.nik for one in told.pribadi.orang)
    assert told.pribadi.alamat


async def test_a_stay_is_extended_at_once_within_a_year_of_arrival(conn: Connection) -> None:
    pid, _ = await stay_of(conn, await make_pemohon(conn), pengikut())
    after = await actions.extend_domisili(conn, pid, 12)
    assert {one.selesai for one in after.masa} == {add_months(DATANG, 12)}
    [told] = await outbox(conn, "domisili.extended")
    assert told["tanggal_berakhir"] == str(add_months(DATANG, 12))
    with pytest.raises(Conflict, match="pindah datang"):
        await actions.extend_domisili(conn, pid, 12)


@pytest.mark.parametrize("months", [None, 0, 6, 13])
async def test_a_length_that_is_not_longer_or_too_long_is_refused(conn, months) -> None:
    pid, _ = await stay_of(conn, await make_pemohon(conn))
    with pytest.raises(Invalid):
        await actions.extend_domisili(conn, pid, months)


async def test_members_leave_earlier_and_the_rest_stay(conn: Connection) -> None:
    pid, before = await stay_of(conn, await make_pemohon(conn), pengikut())
    member = next(one for one in before.masa if one.pengikut_id)
    after = await actions.report_departure(conn, pid, {member.orang_id}, TODAY, "departed")
    assert [one.orang_id for one in after.here(TODAY)] != [member.orang_id]
    assert len(after.here(TODAY)) == 1
    [told] = await outbox(conn, "domisili.ended")
    assert (told["orang_ids"], told["sebab"]) == ([str(member.orang_id)], "departed")
    assert [row.jenis for row in await queries.list_catatan(conn, after.domisili.id)][-1] == "left"
    longer = await actions.extend_domisili(conn, pid, 9)
    assert {one.selesai for one in longer.masa} == {TODAY, add_months(DATANG, 9)}


async def test_with_the_applicant_everybody_leaves(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    pid, before = await stay_of(conn, pemohon, pengikut())
    applicant = next(one for one in before.masa if one.pengikut_id is None)
    after = await actions.report_departure(conn, pid, {applicant.orang_id}, TODAY, "moved")
    assert after.is_over(TODAY)
    shown = await opening.get_opened(conn, pemohon, pid)
    assert (shown.status, shown.berakhir, shown.sebab) == ("ended", TODAY, "moved")
    with pytest.raises(Conflict):
        await actions.report_departure(conn, pid, {applicant.orang_id}, TODAY, "departed")


@pytest.mark.parametrize("days", [-4, 15])
async def test_a_departure_before_arrival_or_far_ahead_is_refused(conn, days) -> None:
    pid, before = await stay_of(conn, await make_pemohon(conn))
    with pytest.raises(Invalid) as refused:
        await actions.report_departure(
            conn, pid, {before.masa[0].orang_id}, TODAY + timedelta(days=days), "departed"
        )
    assert set(refused.value.fields) == {"tanggal"}


async def test_a_departure_ahead_counts_until_its_day(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    pid, before = await stay_of(conn, pemohon)
    day = TODAY + timedelta(days=5)
    await actions.report_departure(conn, pid, {before.masa[0].orang_id}, day, "departed")
    assert (await opening.get_opened(conn, pemohon, pid)).status == "approved"
    with on(day):
        assert (await opening.get_opened(conn, pemohon, pid)).status == "ended"


async def test_a_stay_runs_out_once_on_its_areas_own_day(database: Database) -> None:
    async with database.transaction() as conn:
        wib, _ = await stay_of(conn, await make_pemohon(conn), months=1)
        wita, _ = await stay_of(conn, await make_pemohon(conn), kode=SAMARINDA, months=1)
    eve = add_months(DATANG, 1) - timedelta(days=1)
    # 16.30 UTC is the same day in Jakarta, and tomorrow in Samarinda.
    with on(eve, 16):
        counts = [await habis.expire_zone(database, z) for z in ("Asia/Jakarta", "Asia/Makassar")]
        assert counts == [0, 1]
        assert await habis.expire_zone(database, "Asia/Makassar") == 0
    async with database.transaction() as conn:
        told = await outbox(conn, "domisili.ended")
        assert [(one["permohonan_id"], one["sebab"]) for one in told] == [(str(wita), "expired")]
        assert (await seen(conn, wib)).domisili.jatuh_tempo == eve + timedelta(days=1)
        assert (await seen(conn, wita)).domisili.jatuh_tempo is None


async def test_a_stay_that_cannot_end_does_not_stop_the_others(database: Database) -> None:
    async with database.transaction() as conn:
        stays = [await stay_of(conn, await make_pemohon(conn), months=1) for _ in range(3)]
    broken = stays[1][1].domisili.id
    ended = habis.kabar.ended

    def fail(tinggal, *rest):
        if tinggal.domisili.id == broken:
            raise RuntimeError("broken")
        return ended(tinggal, *rest)

    with on(add_months(DATANG, 1) + timedelta(days=1)):
        with patch.object(habis.kabar, "ended", fail):
            assert await habis.expire_zone(database, "Asia/Jakarta") == 2
        assert await habis.expire_zone(database, "Asia/Jakarta") == 1


async def test_a_correction_is_an_entry_that_names_what_it_corrects(conn: Connection) -> None:
    pid, before = await stay_of(conn, await make_pemohon(conn), pengikut())
    member = next(one for one in before.masa if one.pengikut_id)
    after = await koreksi.correct_domisili(
        conn, pid, RINI, "keluarkan", {member.orang_id}, None, ["salah_orang"]
    )
    assert len(after.masa) == 1
    first, last = await queries.list_catatan(conn, after.domisili.id)
    assert (last.mengoreksi, last.dasar, last.petugas_id) == (first.id, ["salah_orang"], RINI.id)
    then = await queries.list_masa(conn, [after.domisili.id], first.recorded_at)
    assert len(then) == 2
    [told] = await outbox(conn, "domisili.corrected")
    assert (len(told["masa"]), told["dasar"]) == (1, ["salah_orang"])
    [step] = await outbox(conn, "jejak.added")
    assert step["tindakan"] == "koreksi_domisili"


async def test_an_entry_of_the_ledger_cannot_be_changed(conn: Connection) -> None:
    import asyncpg

    await stay_of(conn, await make_pemohon(conn))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await conn.execute("UPDATE domisili_catatan SET selesai = NULL")


async def test_a_revocation_ends_the_stay(conn: Connection) -> None:
    pid, _ = await stay_of(conn, await make_pemohon(conn))
    after = await koreksi.correct_domisili(
        conn, pid, RINI, "cabut", set(), TODAY, ["hasil_lapangan"]
    )
    assert after.is_over(TODAY)
    assert [one["sebab"] for one in await outbox(conn, "domisili.ended")] == ["revoked"]


@pytest.mark.parametrize(
    ("tindakan", "days", "dasar", "field"),
    [
        ("mulai", 1, ["salah_tanggal"], "tanggal"),
        ("mulai", -9, ["salah_tanggal"], "tanggal"),
        ("selesai", 400, ["salah_tanggal"], "tanggal"),
        ("cabut", 1, ["salah_tanggal"], "tanggal"),
        ("apa", 0, ["salah_tanggal"], "tindakan"),
        ("mulai", 0, ["apa"], "dasar"),
    ],
)
async def test_a_wrong_correction_is_refused_at_its_field(
    conn, tindakan, days, dasar, field
) -> None:
    pid, before = await stay_of(conn, await make_pemohon(conn))
    ids = {one.orang_id for one in before.masa}
    day = TODAY + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        await koreksi.correct_domisili(conn, pid, RINI, tindakan, ids, day, dasar)
    assert set(refused.value.fields) == {field}


async def test_reminders_are_asked_for_anew_and_cancelled(conn: Connection) -> None:
    pid, before = await stay_of(conn, await make_pemohon(conn))
    end = add_months(DATANG, 6)
    told = await outbox(conn, "pengingat.requested")
    assert [(one["jenis"], one["tanggal"]) for one in told] == [
        ("domisili_30", str(end - timedelta(days=30))),
        ("domisili_7", str(end - timedelta(days=7))),
        ("domisili_0", str(end)),
    ]
    await actions.extend_domisili(conn, pid, 8)
    assert len(await outbox(conn, "pengingat.requested")) == 6
    await actions.report_departure(conn, pid, {before.masa[0].orang_id}, TODAY, "departed")
    assert len(await outbox(conn, "pengingat.cancelled")) == 1


async def test_a_draft_that_was_left_is_mentioned_once(conn: Connection) -> None:
    draf_id = await start_draf(conn, await make_pemohon(conn))
    assert await pengingat_draf.remind_of_drafts(conn) == 0
    with on(TODAY + timedelta(days=8)):
        assert await pengingat_draf.remind_of_drafts(conn) == 1
        assert await pengingat_draf.remind_of_drafts(conn) == 0
    [told] = await outbox(conn, "pengingat.requested")
    assert told["jenis"] == "draf"
    assert await conn.fetchval("SELECT draf_id FROM draf_diingatkan") == draf_id


async def test_the_same_person_in_two_stays_is_a_case_for_both_offices(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    first, _ = await stay_of(conn, pemohon)
    second, _ = await stay_of(conn, pemohon, kode=SLEMAN)
    told = await outbox(conn, "kasus.opened")
    assert {(one["permohonan_id"], one["kode_kantor"], one["jenis"]) for one in told} == {
        (str(first), "34.02", "domisili_ganda"),
        (str(second), "34.04", "domisili_ganda"),
    }
    shown = await opening.get_opened(conn, pemohon, second)
    assert shown.status == "approved"


async def test_a_member_of_two_households_is_a_case(conn: Connection) -> None:
    await stay_of(conn, await make_pemohon(conn), pengikut(NIK_ILHAM))
    other = await make_pemohon(conn, nik=NIK_AISYAH)
    await stay_of(conn, other, pengikut(NIK_ILHAM), kode=SLEMAN)
    assert {one["jenis"] for one in await outbox(conn, "kasus.opened")} == {"pengikut_ganda"}


async def test_who_left_before_is_no_case_and_one_office_is_asked_once(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    first, before = await stay_of(conn, pemohon)
    await actions.report_departure(conn, first, {before.masa[0].orang_id}, TODAY, "departed")
    await stay_of(conn, pemohon)
    assert await outbox(conn, "kasus.opened") == []
    third, _ = await stay_of(conn, pemohon)
    assert [one["permohonan_id"] for one in await outbox(conn, "kasus.opened")] == [str(third)]


@pytest.mark.parametrize(
    ("keputusan", "alasan", "is_over", "hasil"),
    [
        ("approved", (), False, "not_double"),
        ("rejected", ("domisili_ini",), True, "double"),
        ("rejected", ("domisili_lain",), False, "double"),
    ],
)
async def test_the_offices_answer_closes_the_case(conn, keputusan, alasan, is_over, hasil) -> None:
    pemohon = await make_pemohon(conn)
    first, _ = await stay_of(conn, pemohon)
    await stay_of(conn, pemohon, kode=SLEMAN)
    kasus = await conn.fetchrow("SELECT * FROM kasus WHERE kode_kantor = '34.02'")
    made = decided(kasus["id"], keputusan, subjek="kasus", alasan=alasan)
    await hear(conn, made, made)
    assert (await seen(conn, first)).is_over(TODAY) is is_over
    row = await conn.fetchrow("SELECT status, hasil FROM kasus WHERE id = $1", kasus["id"])
    assert tuple(row) == ("closed", hasil)
    ended = [one["sebab"] for one in await outbox(conn, "domisili.ended")]
    assert ended == (["revoked"] if is_over else [])


async def test_who_was_forgotten_is_found_in_no_stay(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    await stay_of(conn, pemohon, pengikut())
    gone = AkunErased(
        aggregate_id=pemohon.akun_id, version=9, kode_wilayah_asal=KLATEN, erased_at=clock.now()
    )
    await hear(conn, gone)
    assert await conn.fetchval("SELECT count(nik_index) FROM domisili_orang") == 0
    assert await queries.list_wrong(conn) == []
