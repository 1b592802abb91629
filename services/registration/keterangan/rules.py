"""Reading what a pack asks, and checking what was filled in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from services.registration.keterangan.models import Bidang, Lembar
from shared import kata, paket
from shared.errors import N_, FieldErrors, NotValid

LONGEST = 150
PILIHAN: Mapping[str, Mapping[str, str]] = {
    "pendidikan": kata.PENDIDIKAN,
    "pekerjaan": kata.PEKERJAAN,
    "agama": kata.AGAMA,
    "status_kawin": kata.STATUS_KAWIN,
    "hubungan": kata.HUBUNGAN,
}
# The packs' words, so that they can be translated.
LABELS = (
    N_("Keterangan F.4-01"), N_("Keterangan F.1-15"), N_("Dusun"), N_("Tempat lahir"),
    N_("Pendidikan terakhir"), N_("Pekerjaan"), N_("Alasan tinggal sementara"),
    N_("Alamat sementara sebelumnya"), N_("Status perkawinan"), N_("Agama"),
    N_("Hubungan dengan kepala keluarga"), N_("Kosongkan jika Anda belum tahu"),
    N_("Kabupaten atau kota, seperti di KTP‑el"),
    N_("Dengan kata Anda sendiri, misalnya bekerja di pabrik sampai panen selesai"),
    N_("Jika sebelum ini Anda tinggal sementara di tempat lain"),
    N_("Alasan pembatalan"), N_("Misalnya tidak jadi pindah atau salah memilih alamat"),
)  # fmt: skip

EMPTY_TEXT = N_("Bagian ini wajib diisi.")
EMPTY_CHOICE = N_("Pilih salah satu.")
NOT_LISTED = N_("Pilihan ini tidak ada dalam daftar.")
TOO_LONG = N_("Paling panjang %(batas)d huruf.")
SIGNS = N_("Tulis tanpa tanda < dan >.")
NOT_ASKED = N_("Isian ini tidak diminta oleh kantor tujuan.")


@cache
def lembar_of(kode_paket: str) -> Lembar:
    """Return what a pack asks; the Ministry's for a pack that is unknown."""
    told = paket.part(kode_paket, "isian")
    dokumen = told["dokumen"]
    return Lembar(
        judul=told["judul"],
        pemohon=_fields(told["bidang"], "pemohon"),
        pengikut=_fields(told["bidang"], "pengikut"),
        pembatalan=_fields(told["bidang"], "pembatalan"),
        dokumen_wajib=frozenset(dokumen["wajib"]),
        pendukung={kode: kata.DOKUMEN_PENDUKUNG[kode] for kode in dokumen["pendukung"]},
    )


def _fields(told: Sequence[Mapping[str, Any]], untuk: str) -> tuple[Bidang, ...]:
    return tuple(
        Bidang(
            kode=one["kode"],
            label=one["label"],
            petunjuk=one.get("petunjuk", ""),
            wajib=one["wajib"],
            pilihan=PILIHAN[one["pilihan"]] if "pilihan" in one else {},
        )
        for one in told
        if one["untuk"] == untuk
    )


def check_keterangan(asked: Sequence[Bidang], isian: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in of the fields asked, empty ones left out; or raise Invalid."""
    wrong = FieldErrors()
    found: dict[str, str] = {}
    for bidang in asked:
        with wrong.field(bidang.kode):
            isi = _checked(bidang, " ".join(isian.get(bidang.kode, "").split()))
            if isi:
                found[bidang.kode] = isi
    wrong.raise_any()
    return found


def check_asked(asked: Sequence[Bidang], isian: Mapping[str, str]) -> None:
    """Raise Invalid for fields that the pack does not ask."""
    wrong = FieldErrors()
    for kode in isian.keys() - {bidang.kode for bidang in asked}:
        wrong.add(kode, NOT_ASKED)
    wrong.raise_any()


def _checked(bidang: Bidang, isi: str) -> str:
    if not isi:
        if bidang.wajib:
            raise NotValid(EMPTY_CHOICE if bidang.pilihan else EMPTY_TEXT)
    elif bidang.pilihan:
        if isi not in bidang.pilihan:
            raise NotValid(NOT_LISTED)
    elif len(isi) > LONGEST:
        raise NotValid(TOO_LONG, batas=LONGEST)
    elif "<" in isi or ">" in isi or not isi.isprintable():
        raise NotValid(SIGNS)
    return isi


def only_asked(asked: Sequence[Bidang], isian: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in of the fields asked."""
    return {bidang.kode: isian[bidang.kode] for bidang in asked if isian.get(bidang.kode)}


def is_filled(asked: Sequence[Bidang], isian: Mapping[str, str]) -> bool:
    """Tell whether nothing compulsory is missing."""
    return all(isian.get(bidang.kode) for bidang in asked if bidang.wajib)


def ringkas(asked: Sequence[Bidang], isian: Mapping[str, str]) -> list[tuple[Bidang, str]]:
    """Return what was filled in, field by field, as people read it."""
    return [
        (bidang, bidang.tampil(isian[bidang.kode])) for bidang in asked if isian.get(bidang.kode)
    ]
