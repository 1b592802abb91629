"""What the steps of a sign-up ask for. Each check collects all that is wrong with its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from services.identity.akun import rules as diri
from services.identity.akun.models import DataDiri
from services.identity.pendaftaran.models import Draf
from services.identity.sandi.rules import check_repeated, check_sandi
from shared.errors import N_, FieldErrors
from shared.nik import check_kk, check_nik
from shared.wilayah.kode import Tingkat, is_kode, tingkat_of
from shared.wilayah.models import Wilayah

LIFETIME = timedelta(hours=24)
CAPTCHA_LIFETIME = timedelta(minutes=15)

PILIH: Sequence[tuple[str, str]] = (
    ("ktp_provinsi", N_("Pilih provinsi.")),
    ("ktp_kabupaten", N_("Pilih kabupaten atau kota.")),
    ("ktp_kecamatan", N_("Pilih kecamatan.")),
    ("ktp_kelurahan", N_("Pilih kelurahan atau desa.")),
)
SETUJU = N_("Centang persetujuan untuk melanjutkan.")
CAPTCHA_WRONG = N_("Kode tidak cocok. Kami sudah membuat kode baru.")
CAPTCHA_EMPTY = N_("Ketik kode pada gambar.")


def check_identitas(fields: Mapping[str, str], desa: Wilayah | None) -> dict[str, str]:
    """Return step 1, cleaned, or raise Invalid; `desa` is the chosen village, if there is one."""
    errors = FieldErrors()
    clean = dict(fields)
    with errors.field("nik"):
        clean["nik"] = check_nik(fields.get("nik", "")).digits
    with errors.field("nama"):
        clean["nama"] = diri.check_nama(fields.get("nama", ""))
    with errors.field("kk"):
        clean["kk"] = check_kk(fields.get("kk", ""))
    with errors.field("alamat"):
        clean["alamat"] = diri.check_alamat(fields.get("alamat", ""))
    if not is_chosen(fields, desa):
        errors.add(*_first_empty(fields))
    errors.raise_any()
    return clean


def is_chosen(fields: Mapping[str, str], desa: Wilayah | None) -> bool:
    """Tell whether the four selects name one village of today, each inside the one above."""
    chosen = [fields.get(name, "") for name, _ in PILIH]
    if desa is None or desa.tingkat is not Tingkat.DESA or desa.berlaku_sampai is not None:
        return False
    chain = all(low.startswith(high + ".") for high, low in pairwise(chosen))
    return chain and desa.kode == chosen[-1]


def _first_empty(fields: Mapping[str, str]) -> tuple[str, str]:
    above = ""
    for name, words in PILIH:
        kode = fields.get(name, "")
        if not kode or (above and not kode.startswith(above + ".")):
            return name, words
        above = kode
    return PILIH[-1]


def check_kontak(fields: Mapping[str, str]) -> dict[str, str]:
    """Return phone and address, cleaned, or raise Invalid."""
    errors = FieldErrors()
    clean = dict(fields)
    with errors.field("telepon"):
        clean["telepon"] = diri.check_telepon(fields.get("telepon", ""))
    with errors.field("email"):
        clean["email"] = diri.check_email(fields.get("email", ""))
    errors.raise_any()
    return clean


def check_sandi_baru(sandi: str, again: str, draf: Draf, kontak: Mapping[str, str]) -> None:
    """Accept a new password typed twice, or raise Invalid."""
    errors = FieldErrors()
    about = [draf.identitas.get(name, "") for name in ("nik", "nama", "kk")]
    about += [kontak.get("email", "").partition("@")[0], kontak.get("telepon", "")]
    with errors.field("sandi"):
        check_sandi(sandi, about)
    if not errors.fields:
        with errors.field("sandi_ulang"):
            check_repeated(sandi, again)
    errors.raise_any()


def data_diri(draf: Draf) -> DataDiri:
    """Return the person of a draft whose steps were accepted."""
    named = {name: draf.identitas[name] for name in ("nik", "kk", "nama", "alamat")}
    return DataDiri(**named, **draf.kontak)


def area_of_nik(nik: str) -> list[str]:
    """Return province, regency and kecamatan of first registration, as a suggestion."""
    digits = "".join(char for char in nik if char.isdigit())
    if len(digits) < 6:
        return []
    kode = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"
    if not is_kode(kode) or tingkat_of(kode) is not Tingkat.KECAMATAN:
        return []
    return [kode[:2], kode[:5], kode]
