"""What the regulations say of a stay. Pure: today is an argument, in the area's own zone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from services.registration.domisili.models import Masa, Tinggal
from services.registration.permohonan.rules import LONGEST_STAY, add_months
from shared.errors import N_, Conflict, FieldErrors, NotValid

AHEAD = timedelta(days=14)
REMIND_BEFORE = {"domisili_30": 30, "domisili_7": 7, "domisili_0": 0}
Cara = Literal["departed", "moved"]
CARA: dict[Cara, str] = {
    "departed": N_("Pergi dari tempat ini"),
    "moved": N_("Sudah mengurus pindah datang dan menetap"),
}
OVER = N_("Masa tinggal ini sudah berakhir.")
ENDING = N_("Kepergian sudah dilaporkan, jadi masa tinggal ini tidak bisa diperpanjang.")
YEAR_FULL = N_("Masa tinggal sudah genap 1 tahun. Untuk menetap, urus pindah datang.")
CHOOSE_LENGTH = N_("Pilih sampai kapan Anda tinggal di sana.")
CHOOSE_WHO = N_("Pilih siapa yang pergi.")
CHOOSE_CARA = N_("Pilih salah satu.")
NOT_HERE = N_("Orang ini tidak tercatat di masa tinggal ini.")
PERGI_EMPTY = N_("Isi tanggal pergi, misalnya 17 8 2026.")
PERGI_BEFORE = N_("Tanggal pergi tidak boleh sebelum tanggal datang, %(tanggal)s.")
PERGI_AHEAD = N_("Kepergian bisa dilaporkan paling cepat %(hari)d hari sebelumnya.")
PERGI_AFTER = N_("Masa tinggal sudah habis sebelum tanggal ini.")


def year_end(tanggal_datang: date) -> date:
    """Return the day before which a stay must end: a year after arrival (Perbup 64/2021 Ps 15)."""
    return add_months(tanggal_datang, LONGEST_STAY)


def choices(tanggal_datang: date, berakhir: date) -> list[tuple[int, date]]:
    """Return the lengths from arrival that a stay may be extended to, with their ends (D7)."""
    ends = [(months, add_months(tanggal_datang, months)) for months in range(1, LONGEST_STAY + 1)]
    return [(months, end) for months, end in ends if end > berakhir]


def may_extend(tinggal: Tinggal, tanggal_datang: date, today: date) -> bool:
    """Tell whether anything is left of the year, and somebody to use it."""
    return refusal_to_extend(tinggal, tanggal_datang, today) is None


def refusal_to_extend(tinggal: Tinggal, tanggal_datang: date, today: date) -> str | None:
    """Return why a stay cannot be extended, or None."""
    if tinggal.is_over(today):
        return OVER
    going_on = [one for one in tinggal.planned if one.selesai > today]
    if not going_on:
        return ENDING
    longest = max(one.selesai for one in going_on)
    return None if choices(tanggal_datang, longest) else YEAR_FULL


def check_extension(
    tinggal: Tinggal, tanggal_datang: date, months: int | None, today: date
) -> tuple[date, tuple[UUID, ...]]:
    """Return the new end and for whom; raises Conflict when nothing can be extended."""
    refusal = refusal_to_extend(tinggal, tanggal_datang, today)
    if refusal:
        raise Conflict(refusal)
    going_on = [one for one in tinggal.planned if one.selesai > today]
    longest = max(one.selesai for one in going_on)
    found = dict(choices(tanggal_datang, longest)).get(months or 0)
    wrong = FieldErrors()
    if found is None:
        wrong.add("jangka_waktu", CHOOSE_LENGTH)
    wrong.raise_any()
    assert found is not None
    return found, tuple(one.orang_id for one in going_on)


def check_departure(
    tinggal: Tinggal,
    orang_ids: Collection[UUID],
    tanggal: date | None,
    cara: str,
    tanggal_datang: date,
    today: date,
) -> tuple[Masa, ...]:
    """Return who leaves (Perbup 64/2021 Ps 15(1)), or raise Invalid; Conflict once it is over.

    The applicant does not leave members behind: who registered them answers for them.
    """
    if tinggal.is_over(today):
        raise Conflict(OVER)
    here = tinggal.here(today)
    going = tuple(one for one in here if one.orang_id in orang_ids)
    if any(one.pengikut_id is None for one in going):
        going = here
    wrong = FieldErrors()
    if not orang_ids:
        wrong.add("siapa", CHOOSE_WHO)
    elif {one.orang_id for one in going} < set(orang_ids):
        wrong.add("siapa", NOT_HERE)
    if cara not in CARA:
        wrong.add("cara", CHOOSE_CARA)
    with wrong.field("tanggal"):
        _check_tanggal_pergi(tanggal, tanggal_datang, latest(here), today)
    wrong.raise_any()
    return going


def _check_tanggal_pergi(
    tanggal: date | None, tanggal_datang: date, latest: date, today: date
) -> None:
    if tanggal is None:
        raise NotValid(PERGI_EMPTY)
    if tanggal < tanggal_datang:
        raise NotValid(PERGI_BEFORE, tanggal=pendek(tanggal_datang))
    if tanggal > today + AHEAD:
        raise NotValid(PERGI_AHEAD, hari=AHEAD.days)
    if tanggal > latest:
        raise NotValid(PERGI_AFTER)


def latest(persons: Iterable[Masa]) -> date:
    """Return the last day before which somebody's time ends."""
    return max(one.selesai for one in persons)


def pendek(day: date) -> str:
    """Return a day as it is typed into the form."""
    return f"{day.day}-{day.month}-{day.year}"


def reminders(jatuh_tempo: date, today: date) -> list[tuple[str, date]]:
    """Return which reminders are still to come before a stay runs out, each with its day."""
    days = [(jenis, jatuh_tempo - timedelta(days=n)) for jenis, n in REMIND_BEFORE.items()]
    return [(jenis, day) for jenis, day in days if day >= today]
