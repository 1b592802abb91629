"""What the regulations say of a stay. Pure: today is an argument, in the area's own zone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from services.registration.domisili.models import DASAR_KOREKSI, Masa, Tinggal
from services.registration.permohonan.rules import LONGEST_STAY, add_months
from shared.errors import N_, Conflict, FieldErrors, NotValid

AHEAD = timedelta(days=14)
REMIND_BEFORE = {"domisili_30": 30, "domisili_7": 7, "domisili_0": 0}
Cara = Literal["departed", "moved"]
Tindakan = Literal["mulai", "selesai", "keluarkan", "cabut"]
CARA: dict[Cara, str] = {
    "departed": N_("Pergi dari tempat ini"),
    "moved": N_("Sudah mengurus pindah datang dan menetap"),
}
TINDAKAN: dict[Tindakan, str] = {
    "mulai": "Ubah tanggal mulai tercatat",
    "selesai": "Ubah tanggal selesai",
    "keluarkan": "Keluarkan orang yang keliru tercatat",
    "cabut": "Cabut domisili mulai tanggal ini",
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
CHOOSE_TINDAKAN = "Pilih apa yang dikoreksi."
CHOOSE_DASAR = "Pilih dasar koreksi."
CHOOSE_ORANG = "Pilih orang yang dikoreksi."
TANGGAL_EMPTY = "Isi tanggal, misalnya 17 8 2026."
MULAI_LATER = "Tanggal mulai tidak boleh sesudah hari ini."
MULAI_BEFORE = "Tanggal mulai tidak boleh sebelum tanggal datang, %(tanggal)s."
MULAI_AFTER_END = "Tanggal mulai tidak boleh sesudah tanggal selesai, %(tanggal)s."
SELESAI_BEFORE = "Tanggal selesai tidak boleh sebelum tanggal mulai, %(tanggal)s."
SELESAI_YEAR = "Masa tinggal paling lama 1 tahun, sampai %(tanggal)s (Ps 15 Perbup 64/2021)."
CABUT_LATER = "Pencabutan tidak boleh sesudah hari ini."
NOBODY = "Tidak ada lagi orang yang tercatat di masa tinggal ini."


@dataclass(frozen=True)
class Koreksi:
    """A correction that was checked: what changes, for whom, on which grounds."""

    tindakan: Tindakan
    orang_ids: tuple[UUID, ...]
    tanggal: date | None
    dasar: tuple[str, ...]


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
        _check_tanggal_pergi(tanggal, tanggal_datang, _latest(here), today)
    wrong.raise_any()
    return going


def _check_tanggal_pergi(
    tanggal: date | None, tanggal_datang: date, latest: date, today: date
) -> None:
    if tanggal is None:
        raise NotValid(PERGI_EMPTY)
    if tanggal < tanggal_datang:
        raise NotValid(PERGI_BEFORE, tanggal=_pendek(tanggal_datang))
    if tanggal > today + AHEAD:
        raise NotValid(PERGI_AHEAD, hari=AHEAD.days)
    if tanggal > latest:
        raise NotValid(PERGI_AFTER)


def _latest(persons: Iterable[Masa]) -> date:
    return max(one.selesai for one in persons)


def _pendek(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def check_koreksi(
    tinggal: Tinggal,
    tindakan: str,
    orang_ids: Collection[UUID],
    tanggal: date | None,
    dasar: Sequence[str],
    tanggal_datang: date,
    today: date,
) -> Koreksi:
    """Return the correction, or raise Invalid; start and revocation concern everybody."""
    if not tinggal.masa:
        raise Conflict(NOBODY)
    wrong = FieldErrors()
    kind = next((one for one in TINDAKAN if one == tindakan), None)
    if kind is None:
        wrong.add("tindakan", CHOOSE_TINDAKAN)
    if not dasar or any(kode not in DASAR_KOREKSI for kode in dasar):
        wrong.add("dasar", CHOOSE_DASAR)
    chosen = _concerned(tinggal, kind, orang_ids, today)
    if kind and not chosen:
        wrong.add("orang", CHOOSE_ORANG)
    with wrong.field("tanggal"):
        if kind and chosen and kind != "keluarkan":
            _check_tanggal(kind, chosen, tanggal, tanggal_datang, today)
    wrong.raise_any()
    assert kind is not None
    ids = tuple(one.orang_id for one in chosen)
    return Koreksi(kind, ids, None if kind == "keluarkan" else tanggal, tuple(dasar))


def _concerned(
    tinggal: Tinggal, kind: Tindakan | None, orang_ids: Collection[UUID], today: date
) -> tuple[Masa, ...]:
    if kind == "mulai":
        return tinggal.masa
    if kind == "cabut":
        return tinggal.here(today) or tinggal.masa
    return tuple(one for one in tinggal.masa if one.orang_id in orang_ids)


def _check_tanggal(
    kind: Tindakan, chosen: Sequence[Masa], tanggal: date | None, datang: date, today: date
) -> None:
    if tanggal is None:
        raise NotValid(TANGGAL_EMPTY)
    if kind == "mulai":
        _check_mulai(chosen, tanggal, datang, today)
        return
    first = max(one.mulai for one in chosen)
    if tanggal < first:
        raise NotValid(SELESAI_BEFORE, tanggal=_pendek(first))
    if kind == "cabut" and tanggal > today:
        raise NotValid(CABUT_LATER)
    if tanggal > year_end(datang):
        raise NotValid(SELESAI_YEAR, tanggal=_pendek(year_end(datang)))


def _check_mulai(chosen: Sequence[Masa], tanggal: date, datang: date, today: date) -> None:
    if tanggal > today:
        raise NotValid(MULAI_LATER)
    if tanggal < datang:
        raise NotValid(MULAI_BEFORE, tanggal=_pendek(datang))
    if tanggal > _latest(chosen):
        raise NotValid(MULAI_AFTER_END, tanggal=_pendek(_latest(chosen)))


def reminders(jatuh_tempo: date, today: date) -> list[tuple[str, date]]:
    """Return which reminders are still to come before a stay runs out, each with its day."""
    days = [(jenis, jatuh_tempo - timedelta(days=n)) for jenis, n in REMIND_BEFORE.items()]
    return [(jenis, day) for jenis, day in days if day >= today]
