"""Which area and which day may be asked."""

from datetime import date

import pytest

from services.reporting.penghitung.rules import akhir_bulan
from services.reporting.rekap.alamat import Unit, unit_of, url_of
from services.reporting.rekap.rules import parse_per, pilihan_bulan, titik_tren
from shared.errors import NotValid

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("per", "bulan", "day"),
    [
        ("", "", TODAY),
        ("2026-03-05", "2026-01", date(2026, 3, 5)),
        ("", "2026-11", TODAY),
        ("", "2024-02", date(2024, 2, 29)),
        ("", "2025-12", date(2025, 12, 31)),
    ],
)
def test_a_day_wins_over_a_month_and_a_month_means_its_end(per, bulan, day) -> None:
    assert parse_per(per, bulan, TODAY) == day


@pytest.mark.parametrize(
    ("per", "bulan"),
    [("2026-11-21", ""), ("2014-01-01", ""), ("kemarin", ""), ("", "2026-13"), ("", "2026-12"),
     ("", "0000-01"), ("", "٢٠٢٦-٠١")],
)  # fmt: skip
def test_a_day_that_cannot_be_asked_is_refused(per, bulan) -> None:
    with pytest.raises(NotValid):
        parse_per(per, bulan, TODAY)


def test_the_trend_has_eleven_month_ends_and_the_day_itself() -> None:
    days = titik_tren(date(2026, 3, 31))
    assert len(days) == 12
    assert days[-3:] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert days[0] == date(2025, 4, 30)


def test_the_months_offered_go_back_two_years() -> None:
    months = pilihan_bulan(TODAY)
    assert (months[0], months[-1], len(months)) == (date(2026, 11, 1), date(2024, 12, 1), 24)
    assert akhir_bulan(date(2024, 12, 5)) == date(2024, 12, 31)


@pytest.mark.parametrize(
    "url", ["Nasional", "34.2", "0", "", ".", "34..02", "34.02-001-001", "34.02.15.2004-1-1", "-"]
)
def test_what_is_no_area_and_no_rt_of_one_has_no_recap(url) -> None:
    assert unit_of(url) is None


def test_the_nation_has_a_word_instead_of_a_code() -> None:
    assert unit_of("nasional") == Unit("")
    assert url_of("") == "nasional"


def test_an_rt_follows_its_village_in_an_address() -> None:
    unit = unit_of("64.02.06.1001-003-001")
    assert unit == Unit("64.02.06.1001", "003/001")
    assert (unit.url, unit.jenjang) == ("64.02.06.1001-003-001", "rt")
    assert unit.induk.induk == Unit("64.02.06")
