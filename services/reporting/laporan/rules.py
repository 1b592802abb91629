"""How a recap goes up: who may do what, from which level to which, and by when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

import orjson

from services.reporting.laporan.models import Laporan, Perbedaan, Rantai
from services.reporting.penghitung.models import Angka
from services.reporting.penghitung.rules import akhir_bulan
from services.reporting.rekap.alamat import Unit
from services.reporting.rekap.formulir import BAGIAN
from shared.errors import Conflict, NotAllowed, NotFound, NotValid
from shared.paket import BAKU, part
from shared.sesi.token import Principal
from shared.wilayah.kode import JAKARTA, NASIONAL, Tingkat, is_within, kantor_of, tingkat_of

PERIODE = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2]))?", re.ASCII)
# The levels, from the smallest; the Ministry decides from the regency up (Ps 23).
JENJANG = ("rt", "desa", "kecamatan", "kabupaten", "provinsi", "nasional")
DARI_KEMENTERIAN = frozenset({"provinsi", "nasional"})
TERPANJANG = 500
SIAPKAN, TANDATANGANI, KIRIM = "siapkan", "tandatangani", "kirim"
TERIMA, KEMBALIKAN = "terima", "kembalikan"
TINDAKAN = (SIAPKAN, TANDATANGANI, KIRIM, TERIMA, KEMBALIKAN)


def akhir_periode(periode: str) -> date:
    """Return the last day of a year or month; raises NotFound for neither."""
    found = PERIODE.fullmatch(periode)
    if not found:
        raise NotFound
    year, month = int(found[1]), found[2]
    return akhir_bulan(date(year, int(month), 1)) if month else date(year, 12, 31)


def tenggat_of(periode: str) -> date | None:
    """Return by when a year's recap is due: the end of April of the next year (Ps 23)."""
    last = akhir_periode(periode)
    return None if "-" in periode else date(last.year + 1, 4, 30)


@cache
def rantai_of(paket: str, unit: Unit) -> Rantai | None:
    """Return what a level does with its recap by its pack; None if it sends none of its own."""
    jenjang = unit.jenjang
    jakarta = unit.kode != NASIONAL and is_within(unit.kode, JAKARTA)
    if jakarta and jenjang == "kabupaten":
        return None
    if jakarta and jenjang == "provinsi":
        jenjang = "jakarta"
    packs = (BAKU,) if jenjang in DARI_KEMENTERIAN else (paket, BAKU)
    for each in packs:
        if found := part(each, BAGIAN)["rantai"].get(jenjang):
            return Rantai(tuple(found["siapkan"]), tuple(found["ttd"]))
    return None


def penerima_of(paket: str, unit: Unit) -> Unit | None:
    """Return the next level up that takes recaps in; None for the nation."""
    while unit.jenjang != JENJANG[-1]:
        unit = unit.induk
        if rantai_of(paket, unit):
            return unit
    return None


def jenjang_bagian(paket: str, unit: Unit) -> str:
    """Return the level right below whose recaps a unit waits for; empty if it waits for none."""
    below = JENJANG[: JENJANG.index(unit.jenjang)][-1:]
    if not below or unit.kode == JAKARTA:
        return ""
    if below[0] in ("kabupaten", "provinsi"):
        return below[0]
    return below[0] if below[0] in part(paket, BAGIAN)["rantai"] else ""


def check_own(principal: Principal, roles: Sequence[str] | frozenset[str], unit: Unit) -> None:
    """Let in who acts for exactly this level; raises NotAllowed."""
    if principal.peran not in roles or principal.wilayah != unit.kode:
        raise NotAllowed("Langkah ini dilakukan oleh pejabat wilayah yang bersangkutan.")


def check_ended(periode: str, today: date) -> None:
    """Refuse a period that is not over yet: its figures may still grow."""
    if akhir_periode(periode) >= today:
        raise Conflict("Periode ini belum berakhir. Laporan disiapkan setelah hari terakhirnya.")


def next_revisi(latest: Laporan | None) -> int:
    """Return the number of the recap to prepare now: the same until it was sent."""
    if latest is None:
        return 0
    return latest.nomor_revisi + (latest.status != "prepared")


def check_prepare(latest: Laporan | None, sidik_isi: str) -> None:
    """Refuse a revision that would say the same as what was sent."""
    if latest and latest.status in ("sent", "accepted") and latest.sidik == sidik_isi:
        raise Conflict("Angka sama dengan laporan yang sudah dikirim. Tidak perlu revisi.")


def next_penanda(laporan: Laporan, rantai: Rantai) -> str:
    """Return the role that signs next; raises Conflict if nobody does."""
    if laporan.status != "prepared" or laporan.ttd >= len(rantai.ttd):
        raise Conflict("Laporan ini tidak menunggu tanda tangan.")
    return rantai.ttd[laporan.ttd]


def check_send(laporan: Laporan, rantai: Rantai) -> None:
    """Refuse to send what is not signed by all, or was sent already."""
    if laporan.status != "prepared":
        raise Conflict("Laporan ini sudah dikirim.")
    if laporan.ttd < len(rantai.ttd):
        raise Conflict("Laporan ini belum ditandatangani semua pejabat.")


def check_arrived(laporan: Laporan) -> None:
    """Refuse to take in or give back what does not wait for it."""
    if laporan.status != "sent":
        raise Conflict("Laporan ini tidak menunggu jawaban.")


def is_to_sign(laporan: Laporan) -> bool:
    """Tell whether an office stands behind a recap: it was sent, and is as it was frozen."""
    return laporan.status in ("sent", "accepted") and sidik_of(laporan.isi) == laporan.sidik


def kode_kunci(unit: Unit) -> str:
    """Return whose key signs a recap: a desa's and a kecamatan's own, else their office's."""
    return unit.kode if tingkat_of(unit.kode) >= Tingkat.KECAMATAN else kantor_of(unit.kode)


def read_alasan(text: str) -> str:
    """Return why a recap is given back; raises NotValid."""
    alasan = " ".join(text.split())
    if not alasan:
        raise NotValid("Tulis alasan pengembalian.")
    if len(alasan) > TERPANJANG:
        raise NotValid("Paling banyak %(most)s huruf.", most=TERPANJANG)
    return alasan


def sidik_of(isi: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a recap says, whatever order its keys have."""
    return sha256(orjson.dumps(isi, option=orjson.OPT_SORT_KEYS)).hexdigest()


def angka_baris(isi: Mapping[str, Any]) -> dict[tuple[str, str], Angka]:
    """Return the rows of a recap by code and name."""
    return {(row[0], row[1]): Angka(row[2], row[3]) for row in isi["baris"]}


def perbedaan(dulu: Mapping[str, Any], kini: Mapping[str, Any]) -> list[Perbedaan]:
    """Return the rows that differ between two recaps."""
    before, after = angka_baris(dulu), angka_baris(kini)
    none = Angka(0, 0)
    return [
        Perbedaan(key[1], before.get(key, none), after.get(key, none))
        for key in sorted(before.keys() | after.keys())
        if before.get(key, none) != after.get(key, none)
    ]


def periods(today: date, years: int, months: int) -> list[str]:
    """Return the periods that are offered: this year and the ones before, then the last months."""
    found = [str(today.year - n) for n in range(years)]
    day = today.replace(day=1)
    for _ in range(months):
        day = date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
        found.append(f"{day:%Y-%m}")
    return found
