"""What an officer may correct of a stay. Pure: today is an argument, in the area's own zone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.registration.domisili.models import DASAR_KOREKSI, Masa, Tinggal
from services.registration.domisili.rules import latest, pendek, year_end
from shared.errors import Conflict, FieldErrors, NotValid

Tindakan = Literal["mulai", "selesai", "keluarkan", "cabut"]
TINDAKAN: dict[Tindakan, str] = {
    "mulai": "Ubah tanggal mulai tercatat",
    "selesai": "Ubah tanggal selesai",
    "keluarkan": "Keluarkan orang yang keliru tercatat",
    "cabut": "Cabut domisili mulai tanggal ini",
}


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
        raise NotValid(SELESAI_BEFORE, tanggal=pendek(first))
    if kind == "cabut" and tanggal > today:
        raise NotValid(CABUT_LATER)
    if tanggal > year_end(datang):
        raise NotValid(SELESAI_YEAR, tanggal=pendek(year_end(datang)))


def _check_mulai(chosen: Sequence[Masa], tanggal: date, datang: date, today: date) -> None:
    if tanggal > today:
        raise NotValid(MULAI_LATER)
    if tanggal < datang:
        raise NotValid(MULAI_BEFORE, tanggal=pendek(datang))
    if tanggal > latest(chosen):
        raise NotValid(MULAI_AFTER_END, tanggal=pendek(latest(chosen)))
