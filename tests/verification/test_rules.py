"""The rules of the queue, without I/O."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.verification.antrean import rules
from shared.errors import Invalid
from shared.wilayah.kode import WIB, WIT, WITA

ZONES = (WIB, WITA, WIT)


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
    assert rules.tenggat_of(local(masuk, zona), zona) == local(tenggat, zona)


def test_the_day_is_that_of_the_offices_zone() -> None:
    # 16.30 UTC on Friday: still Friday in Jakarta, Saturday already in Makassar and Jayapura.
    at = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    found = [rules.tenggat_of(at, zona) for zona in ZONES]
    assert found == [local("2026-11-25T15:30", zona) for zona in ZONES]
    monday = datetime(2026, 11, 16, 16, 30, tzinfo=UTC)
    assert rules.tenggat_of(monday, WIB) == local("2026-11-19T15:30", WIB)
    assert rules.tenggat_of(monday, WITA) == local("2026-11-20T15:30", WITA)


def slow_tenggat(at: datetime, zona: str) -> datetime:
    days = (at.astimezone(ZoneInfo(zona)).date() + timedelta(days=n) for n in range(1, 15))
    working = [day for day in days if day.strftime("%a") not in ("Sat", "Sun")]
    return datetime.combine(working[2], time(15, 30), ZoneInfo(zona))


BEGIN, END = datetime(2020, 1, 1), datetime(2040, 1, 1)  # noqa: DTZ001
moments = st.datetimes(BEGIN, END, timezones=st.just(UTC))


@given(moments, st.sampled_from(ZONES))
def test_the_deadline_equals_a_plain_recount(at, zona) -> None:
    assert rules.tenggat_of(at, zona) == slow_tenggat(at, zona)


def slow_minutes(dari: datetime, sampai: datetime, zona: str) -> int:
    count, at = 0, dari
    while at < sampai:
        here = at.astimezone(ZoneInfo(zona))
        count += here.isoweekday() < 6 and time(8) <= here.time() < time(15, 30)
        at += timedelta(minutes=1)
    return count


@given(
    moments.map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(0, 6 * 24 * 60),
    st.sampled_from(ZONES),
)
def test_working_time_equals_a_count_minute_by_minute(at, minutes, zona) -> None:
    sampai = at + timedelta(minutes=minutes)
    counted = timedelta(minutes=slow_minutes(at, sampai, zona))
    assert rules.waktu_kerja(at, sampai, zona) == counted


@pytest.mark.parametrize(
    ("now", "pendek", "panjang", "warna"),
    [
        ("2026-11-20T12:30", "3 jam", "Sisa 3 jam kerja", "merah"),
        ("2026-11-20T15:00", "30 menit", "Sisa 30 menit kerja", "merah"),
        ("2026-11-20T08:00", "7 jam", "Sisa 7 jam kerja", "merah"),
        ("2026-11-19T14:30", "1 hari", "Sisa 1 hari kerja", "kuning"),
        ("2026-11-19T08:00", "2 hari", "Sisa 2 hari kerja", ""),
        ("2026-11-23T09:30", "Lewat 1 jam", "Lewat 1 jam kerja", "merah"),
        ("2026-11-20T15:45", "Lewat", "Lewat tenggat", "merah"),
    ],
)
def test_the_clock_says_working_time_with_words_and_colour(now, pendek, panjang, warna) -> None:
    sisa = rules.sisa_of(local(now), local("2026-11-20T15:30"), WIB)
    assert (sisa.pendek, sisa.panjang, sisa.warna) == (pendek, panjang, warna)


def test_a_submission_ends_by_the_first_fact_after_it() -> None:
    kabar = {"1": "submitted", "3": "rejected", "5": "submitted", "6": "approved"}
    assert rules.ending_of(1, kabar) == ("settled", "rejected")
    assert rules.ending_of(5, kabar) == ("settled", "approved")
    assert rules.ending_of(6, kabar) is None
    assert rules.ending_of(1, {"1": "submitted", "2": "cancelled"}) == ("withdrawn", "cancelled")
    assert rules.ending_of(9, {"9": "submitted", "10": "approved"}) == ("settled", "approved")


def test_the_six_checks_are_those_of_pasal_12() -> None:
    assert len(rules.BUTIR["permohonan"]) == 6
    assert len(rules.BUTIR["akun"]) == 3


def test_approval_lists_every_open_and_every_failed_check() -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_approval("permohonan", {"ktp_el": "sesuai", "alamat": "tidak"}, "")
    assert set(wrong.value.fields) == {
        f"periksa_{kode}" for kode in rules.BUTIR["permohonan"] if kode != "ktp_el"
    }
    assert "Tidak" in str(wrong.value.fields["periksa_alamat"])
    rules.check_approval("akun", dict.fromkeys(rules.BUTIR["akun"], "sesuai"), "")


def test_approval_with_words_of_refusal_is_a_slip() -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_approval("akun", dict.fromkeys(rules.BUTIR["akun"], "sesuai"), "Foto buram.")
    assert set(wrong.value.fields) == {"catatan"}


def test_rejection_needs_a_reason_of_the_list_and_a_note() -> None:
    for alasan, catatan, fields in (
        ([], "", {"alasan", "catatan"}),
        (["dokumen"], "pendek", {"catatan"}),
        (["swafoto_tidak_jelas"], "Unggah lagi surat kerja Anda.", {"alasan"}),
    ):
        with pytest.raises(Invalid) as wrong:
            rules.check_rejection("permohonan", alasan, catatan)
        assert set(wrong.value.fields) == fields
    rules.check_rejection("permohonan", ["dokumen"], "Unggah lagi surat kerja Anda.")


def test_a_check_of_another_kind_is_refused() -> None:
    with pytest.raises(Invalid):
        rules.check_butir("akun", {"ktp_el": "sesuai"})


def test_a_name_is_found_by_its_folded_words() -> None:
    assert rules.kata_nama("Siti  RAHMAWATI, S.Pd.") == ["pd", "rahmawati", "s", "siti"]
    assert rules.kata_nama("Ma'ruf") == ["maruf"]


def test_saturday_and_sunday_are_no_working_days() -> None:
    assert [rules.is_hari_kerja(date(2026, 11, day)) for day in range(20, 24)] == [
        True, False, False, True,
    ]  # fmt: skip
