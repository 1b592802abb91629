"""Reading what a person typed in the steps of a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from services.registration.dokumen.rules import missing
from services.registration.draf.models import Isian, Lengkap
from services.registration.keterangan.models import Lembar
from services.registration.keterangan.rules import is_filled
from shared.errors import N_, NotValid
from shared.wilayah.kode import is_kode, is_within

KEPT = timedelta(days=30)
MOST_DRAFTS = 10
LEVELS = ("provinsi", "kabupaten", "kecamatan", "kelurahan")

NO_DATE = N_("Tanggal ini tidak ada. Tulis tanggal, bulan, dan tahun dengan angka.")
HALF_DATE = N_("Lengkapi tanggal, bulan, dan tahun.")


def lengkap(isian: Isian, lembar: Lembar, slots: Collection[str]) -> Lengkap:
    """Return which parts have all that is compulsory at the destination."""
    return Lengkap(
        keperluan=isian.keperluan is not None,
        domisili=isian.domisili is not None,
        pengikut=isian.is_pengikut_filled
        and all(is_filled(lembar.pengikut, one.keterangan) for one in isian.pengikut),
        keterangan=is_filled(lembar.pemohon, isian.keterangan),
        berkas=not missing(lembar.dokumen_wajib, slots),
    )


# Where each field that an office may mark is filled in.
STEPS: Mapping[str, str] = {
    "keperluan": "keperluan", "tanggal_datang": "keperluan#tanggal_datang",
    "jangka_waktu": "keperluan#jangka_waktu", "alamat": "domisili", "pengikut": "pengikut",
    "keterangan": "keterangan", "ktp_el": "berkas#ktp_el", "kk": "berkas#kk",
    "pendukung": "berkas#pendukung",
}  # fmt: skip


def first_step(bidang: Sequence[str]) -> str:
    """Return the step of the first marked field; the task list if there is none."""
    return next((STEPS[one] for one in bidang if one in STEPS), "isi")


def read_date(fields: Mapping[str, str], name: str) -> date | None:
    """Return the date of three number fields, None if all are empty; raises NotValid."""
    parts = [fields.get(f"{name}_{part}", "").strip() for part in ("tahun", "bulan", "hari")]
    if not any(parts):
        return None
    if not all(parts):
        raise NotValid(HALF_DATE)
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        raise NotValid(NO_DATE)
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise NotValid(NO_DATE) from None


def read_number(text: str) -> int | None:
    """Return a whole number of at most three digits, None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None


def read_version(text: str) -> int:
    """Return the version a page was made from; 0, which no draft has, for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def deepest_choice(fields: Mapping[str, str], awal: str) -> str:
    """Return the lowest area chosen in the cascade; a select that no longer fits is left out."""
    found = ""
    for level in LEVELS:
        kode = fields.get(f"{awal}_{level}", "")
        if not is_kode(kode) or not is_within(kode, found):
            break
        found = kode
    return found


def choose_desa(found: str, cascade: str, before: str) -> str:
    """Return the area a person means: the one of search or cascade that was changed.

    `before` is what the page showed; both unchanged means it stays.
    """
    if found and found != before:
        return found
    if cascade and not is_within(before, cascade):
        return cascade
    return found or before or cascade
