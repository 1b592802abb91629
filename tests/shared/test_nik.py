"""The form of NIK and KK numbers, their sentences and their masks."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.local.registry.persons import BY_NIK, PERSONS, family_of
from shared.errors import NotValid
from shared.nik import (
    WARN_JENIS_KELAMIN,
    WARN_TANGGAL,
    WARN_WILAYAH,
    check_kk,
    check_nik,
    group4,
    mask,
)

TODAY = date(2026, 11, 24)
MAN = "3310050202900001"
WOMAN = "3310054202900001"


def compose(born: date, woman: bool, serial: int) -> str:
    """Return a NIK of Cawas for a birth date."""
    return f"331005{born.day + 40 * woman:02}{born:%m%y}{serial:04}"


@given(
    born=st.dates(date(1927, 1, 1), TODAY),
    woman=st.booleans(),
    serial=st.integers(1, 9999),
    gap=st.sampled_from(["", " ", ".", " . ", "\u00a0"]),
)
def test_every_nik_of_a_real_birth_date_tells_sex_and_date(
    born: date, woman: bool, serial: int, gap: str
) -> None:
    digits = compose(born, woman, serial)
    nik = check_nik(gap.join(digits[n : n + 4] for n in range(0, 16, 4)))
    assert nik.digits == digits
    assert nik.jenis_kelamin == ("P" if woman else "L")
    assert nik.tanggal_lahir(TODAY) == born
    assert nik.kode_kecamatan == "33.10.05"


@given(st.text())
def test_any_text_is_a_nik_or_is_refused(text: str) -> None:
    with contextlib.suppress(NotValid):
        assert len(check_nik(text).digits) == 16


@given(day=st.sampled_from([0, *range(32, 41), *range(72, 100)]))
def test_a_day_that_no_calendar_has_is_refused(day: int) -> None:
    with pytest.raises(NotValid, match="tanggal lahir"):
        check_nik(f"331005{day:02}01900001")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Masukkan NIK Anda."),
        (" . ", "Masukkan NIK Anda."),
        ("33100502O2900001", "NIK hanya berisi angka. Hapus huruf atau tanda baca."),
        ("٣٣١٠٠٥٠٢٠٢٩٠٠٠٠١", "NIK hanya berisi angka. Hapus huruf atau tanda baca."),
        (MAN[:15], "NIK harus 16 angka. Yang Anda masukkan 15 angka."),
        (MAN + "1", "NIK harus 16 angka. Yang Anda masukkan 17 angka."),
        (
            "3310053002900001",
            "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Cocokkan dengan KTP‑el.",
        ),
        (MAN[:12] + "0000", "Empat angka terakhir NIK tidak mungkin 0000. Cocokkan dengan KTP‑el."),
    ],
)
def test_a_wrong_nik_is_refused_in_plain_words(text: str, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        check_nik(text)
    assert str(refused.value.message) == sentence


def test_a_leap_day_counts_in_a_leap_year_only() -> None:
    assert check_nik("3310052902960001").tanggal_lahir(TODAY) == date(1996, 2, 29)
    assert check_nik("3310052902000001").tanggal_lahir(TODAY) == date(2000, 2, 29)
    with pytest.raises(NotValid):
        check_nik("3310052902970001")


def test_a_birth_date_is_never_in_the_future() -> None:
    assert check_nik("3310052511260001").tanggal_lahir(TODAY) == date(1926, 11, 25)
    assert check_nik("3310052411260001").tanggal_lahir(TODAY) == TODAY


def test_what_differs_warns_and_does_not_refuse() -> None:
    nik = check_nik(WOMAN)
    assert nik.warnings(TODAY, date(1990, 2, 2), "P") == []
    assert nik.warnings(TODAY, None, None) == []
    assert nik.warnings(TODAY, date(1990, 2, 3), "L") == [WARN_TANGGAL, WARN_JENIS_KELAMIN]
    assert check_nik("99" + WOMAN[2:]).warnings(TODAY, None, None) == [WARN_WILAYAH]


def test_a_nik_never_prints_itself() -> None:
    nik = check_nik(WOMAN)
    assert str(nik) == "3310 05•• •••• 0001"
    assert WOMAN not in repr(nik)


def test_a_kk_has_no_days_of_women() -> None:
    assert check_kk("3310 0502 0219 0001") == "3310050202190001"
    with pytest.raises(NotValid, match="bukan tanggal"):
        check_kk("3310054202190001")
    with pytest.raises(NotValid, match="tidak mungkin 0000"):
        check_kk("3310050202190000")
    with pytest.raises(NotValid, match="Yang Anda masukkan 3 angka"):
        check_kk("331")


def test_digits_are_shown_in_fours() -> None:
    assert group4(MAN) == "3310 0502 0290 0001"
    assert mask(MAN) == "3310 05•• •••• 0001"


def test_the_made_up_persons_have_numbers_of_valid_form_that_nobody_has() -> None:
    for person in PERSONS:
        nik = check_nik(person.nik)
        assert nik.tanggal_lahir(TODAY) == person.tanggal_lahir
        assert nik.jenis_kelamin == person.jenis_kelamin
        assert check_kk(person.kk) == person.kk
        assert person.nik[12] == person.kk[12] == "9"
    assert len(BY_NIK) == len(PERSONS) == 40
    assert max(len(family_of(person.nik)) for person in PERSONS) == 3
