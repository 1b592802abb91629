"""The recap forms of each regulation, keyed by (regulation, level), never by code alone.

F.4-05 is the regency's recap in Permendagri 14/2015 and Perbup Bantul 19/2019 but the village's
in Perbup Kutai Kartanegara 64/2021. They are data: `rekap.toml` of each pack. What a pack does not
have comes from the Ministry's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shared.paket import BAKU, part

Posisi = Literal["POSISI", "BULAN"]
BAGIAN = "rekap"
JUDUL = "LAPORAN REKAPITULASI PENDUDUK NONPERMANEN"
# Whose name and rank the office itself tells.
KEPALA_INSTANSI = frozenset({"kepala_dinas", "dirjen"})


@dataclass(frozen=True)
class Formulir:
    """One form: `kode` may be empty; `atas` stands over the name of who signs as `penanda`."""

    kode: str
    kolom: str
    atas: tuple[str, ...]
    penanda: str
    posisi: Posisi = "POSISI"
    baris: str = "wilayah"
    judul: str = JUDUL


@cache
def formulir_of(paket: str, jenjang: str) -> Formulir:
    """Return the form of a level in a pack; the Ministry's where the pack has none."""
    own = part(paket, BAGIAN)["formulir"]
    drawn = own.get(jenjang) or part(BAKU, BAGIAN)["formulir"][jenjang]
    return Formulir(**{**drawn, "atas": tuple(drawn["atas"])})


@cache
def formulir_jakarta(jenjang: str) -> Formulir:
    """Return the form of a city or regency of Jakarta: the province's Dinas signs (Ps 22)."""
    drawn = part(BAKU, BAGIAN)
    atas = tuple(drawn["jakarta"]["atas"])
    return Formulir(
        **{**drawn["formulir"][jenjang], "atas": atas, "penanda": "kepala_dinas"}
    )  # fmt: skip
