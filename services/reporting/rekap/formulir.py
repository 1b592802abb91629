"""The recap forms of each regulation, keyed by (regulation, level), never by code alone.

F.4-05 is the regency's recap in Permendagri 14/2015 and Perbup Bantul 19/2019 but the village's
in Perbup Kutai Kartanegara 64/2021. What a pack does not have comes from the Ministry's; what
no pack has (a kecamatan's recap by the Ministry) is a plain recap without a code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shared.wilayah.kode import Tingkat

Posisi = Literal["POSISI", "BULAN"]

BAKU = "permendagri-14-2015"
JUDUL = "LAPORAN REKAPITULASI PENDUDUK NONPERMANEN"
# The last of them stands over the name; `{kepala}` is what the area's head is called.
DIRJEN = ("a.n. Menteri Dalam Negeri", "Direktur Jenderal Kependudukan dan Pencatatan Sipil")
SEKDA_PROVINSI = ("a.n. Gubernur {wilayah}", "Sekretaris Daerah Provinsi")
SEKDA = ("a.n. {kepala}", "Sekretaris Daerah")
CAMAT = ("Camat {wilayah}",)
# In Jakarta the province's Dinas does what the regulation gives to regencies (Ps 22).
DINAS_JAKARTA = (
    "a.n. Gubernur DKI Jakarta",
    "Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi DKI Jakarta",
)


@dataclass(frozen=True)
class Formulir:
    """One form: `kode` may be empty; `oleh` says who signs, `kepala_instansi` if its head does."""

    kode: str
    kolom: str
    oleh: tuple[str, ...]
    posisi: Posisi = "POSISI"
    kepala_instansi: bool = False
    judul: str = JUDUL


Paket = Mapping[Tingkat, Formulir]

# S1: Ps 15 says who signs; the drawings after F.4-03 are not in the text at hand.
PERMENDAGRI_14_2015: Paket = {
    Tingkat.NASIONAL: Formulir("F.4-03", "Provinsi", DIRJEN, kepala_instansi=True),
    Tingkat.PROVINSI: Formulir("F.4-04", "Kabupaten/Kota", SEKDA_PROVINSI),
    Tingkat.KABUPATEN: Formulir("F.4-05", "Kecamatan", SEKDA),
    Tingkat.KECAMATAN: Formulir("", "Desa/Kelurahan", CAMAT),
}
# S3: Ps 8 (2)–(3) and the drawings F.4-05 and F.4-05.01.
BANTUL_19_2019: Paket = {
    Tingkat.KABUPATEN: Formulir("F.4-05", "Kecamatan", SEKDA, "BULAN"),
    Tingkat.KECAMATAN: Formulir("F.4-05.01", "Desa", CAMAT, "BULAN"),
}
# S2: Ps 5 (2) names the codes; the regulation draws neither heading nor signature of a recap.
KUTAI_KARTANEGARA_64_2021: Paket = {
    Tingkat.KABUPATEN: Formulir("F.4-03", "Kecamatan", SEKDA),
    Tingkat.KECAMATAN: Formulir("F.4-04", "Kelurahan/Desa", CAMAT),
    Tingkat.DESA: Formulir("F.4-05", "RT", ("Lurah/Kepala Desa {wilayah}",)),
}
PAKET: Mapping[str, Paket] = {
    BAKU: PERMENDAGRI_14_2015,
    "bantul-19-2019": BANTUL_19_2019,
    "kutai-kartanegara-64-2021": KUTAI_KARTANEGARA_64_2021,
}


def formulir_of(paket: str, tingkat: Tingkat) -> Formulir:
    """Return the form of a level in a pack; the Ministry's where the pack has none."""
    own = PAKET.get(paket, PERMENDAGRI_14_2015)
    return own.get(tingkat) or PERMENDAGRI_14_2015[tingkat]
