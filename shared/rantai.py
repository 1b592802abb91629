"""The chain of levels that check a permohonan before and with the office (D6): pure.

Permendagri 14/2015 Ps 11 leaves the check to the village's officer, Bantul Ps 13 too; in Kutai
Kartanegara the RT's head does it first (Ps 11) and sends it on level by level (Ps 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.instansi.rules import KELURAHAN, sebutan_desa
from shared.wilayah.kode import Tingkat, jalur_of, kantor_of

RT = "rt"
DESA = "desa"
KECAMATAN = "kecamatan"
DINAS = "dinas"
SETEMPAT = (RT, DESA, KECAMATAN)
BIASA = (DINAS,)


def rantai_of(jenjang: Iterable[str]) -> tuple[str, ...]:
    """Return the levels as a chain: each once, in their order, unknown ones left out, Dinas last.

    >>> rantai_of(["desa", "rt", "desa"])
    ('desa', 'rt', 'dinas')
    """
    return (*dict.fromkeys(one for one in jenjang if one in SETEMPAT), DINAS)


def sebelum(rantai: Sequence[str], jenjang: str) -> str:
    """Return the level before this one, or "" for the first."""
    place = rantai.index(jenjang)
    return rantai[place - 1] if place else ""


def sesudah(rantai: Sequence[str], jenjang: str) -> str:
    """Return the level after this one, or "" for the last."""
    place = rantai.index(jenjang) + 1
    return rantai[place] if place < len(rantai) else ""


def tempat_of(jenjang: str, kode_desa: str) -> str:
    """Return the area whose officers stand for the level: RT and desa share the village's code."""
    if jenjang == DINAS:
        return kantor_of(kode_desa)
    return jalur_of(kode_desa)[Tingkat.KECAMATAN - 1] if jenjang == KECAMATAN else kode_desa


def sebutan_of(jenjang: str, kode_desa: str, nama_lokal: Mapping[str, str]) -> str:
    """Return what the region calls a level: `RT`, `Kalurahan`, `Kapanewon`, `Disdukcapil`."""
    if jenjang == DESA:
        is_kelurahan = kode_desa.rpartition(".")[2].startswith(KELURAHAN)
        usual = "Kelurahan" if is_kelurahan else "Desa"
        return sebutan_desa(kode_desa, nama_lokal) or usual
    if jenjang == KECAMATAN:
        return nama_lokal.get("kecamatan", "") or "Kecamatan"
    return "RT" if jenjang == RT else "Disdukcapil"
