"""Numbers, dates, phones and ages as people read them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import kata

DAY = date(2026, 11, 24)


def test_numbers_follow_the_language() -> None:
    assert kata.angka(18053) == "18.053"
    assert kata.angka(18053, "en") == "18,053"
    assert kata.persen(0.486) == "48,6%"
    assert kata.persen(0.5) == "50%"
    assert kata.persen(0.486, "en") == "48.6%"


def test_dates_follow_the_language() -> None:
    assert kata.tanggal(DAY) == "Selasa, 24 November 2026"
    assert kata.tanggal(DAY, "en") == "Tuesday, 24 November 2026"
    assert kata.tanggal_panjang(DAY) == "24 November 2026"
    assert kata.tanggal_pendek(date(2026, 8, 4)) == "4 Agu 2026"
    assert kata.tanggal_pendek(date(2026, 8, 4), "en") == "4 Aug 2026"


def test_a_time_is_told_in_the_zone_of_the_area() -> None:
    at = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    assert kata.waktu(at, "Asia/Jakarta") == "23.30 WIB"
    assert kata.waktu(at, "Asia/Makassar") == "00.30 WITA"
    assert kata.tanggal_waktu(at, "Asia/Jayapura") == "Rabu, 25 November 2026, 01.30 WIT"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("081234567890", "0812-3456-7890"),
        ("+62 812 3456 7890", "0812-3456-7890"),
        ("0812 3456 78", "0812-3456-78"),
        ("0274-367509", "(0274) 367509"),
        ("+65 9123 4567", "+65 9123 4567"),
        ("tidak ada", "tidak ada"),
    ],
)
def test_a_phone_number_is_grouped(written: str, shown: str) -> None:
    assert kata.telepon(written) == shown


def test_age_grows_on_the_birthday() -> None:
    assert kata.usia(date(1990, 11, 24), DAY) == 36
    assert kata.usia(date(1990, 11, 25), DAY) == 35
    assert kata.usia(date(2000, 2, 29), date(2026, 2, 28)) == 25
    assert kata.usia(date(2000, 2, 29), date(2026, 3, 1)) == 26


@given(st.integers(0, 130))
def test_every_age_lies_in_its_band(umur: int) -> None:
    band = kata.kelompok_umur(umur)
    low, _, high = band.rstrip("+").partition("-")
    assert int(low) <= umur <= (int(high) if high else umur)


def test_a_band_below_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        kata.kelompok_umur(-1)
