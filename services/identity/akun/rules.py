"""What a person may write of himself, and how it is compared with the population registry."""

from __future__ import annotations

import re
from datetime import date

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from services.identity.akun.models import BarisBanding, DataDiri, Penduduk
from shared.errors import N_, NotValid
from shared.kata import JENIS_KELAMIN, tanggal_panjang
from shared.nik import Nik, group4

LONGEST_NAME = 100
LONGEST_ADDRESS = 200
LEAST_PHONE, MOST_PHONE = 9, 15
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'’`/-])*")
PHONE = re.compile(r"\+?[\d\s().-]+")

NOTHING = "Tidak ada data"
PHONE_WRONG = N_("Nomor HP paling sedikit 9 angka, misalnya 0812 3456 7890.")
EMAIL_WRONG = N_("Tulis email lengkap, misalnya nama@contoh.com.")


def check_nama(text: str) -> str:
    """Return a name with single spaces or raise NotValid."""
    nama = " ".join(text.split())
    if not nama:
        raise NotValid("Masukkan nama lengkap Anda.")
    if len(nama) > LONGEST_NAME:
        raise NotValid("Nama paling panjang 100 huruf.")
    if not NAME.fullmatch(nama):
        raise NotValid("Nama hanya berisi huruf, spasi, titik, koma, dan tanda petik.")
    return nama


def check_alamat(text: str) -> str:
    """Return an address of one line or raise NotValid."""
    alamat = " ".join(text.split())
    if not alamat:
        raise NotValid("Masukkan alamat seperti di KTP‑el.")
    if len(alamat) > LONGEST_ADDRESS:
        raise NotValid("Alamat paling panjang 200 huruf.")
    return alamat


def check_telepon(text: str) -> str:
    """Return a phone number as E.164 or raise NotValid: at least nine digits."""
    if not text.strip():
        raise NotValid("Masukkan nomor HP Anda.")
    digits = re.sub(r"\D", "", text)
    if not PHONE.fullmatch(text.strip()) or not LEAST_PHONE <= len(digits) <= MOST_PHONE:
        raise NotValid(PHONE_WRONG)
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        raise NotValid(PHONE_WRONG) from None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_email(text: str) -> str:
    """Return an e-mail address, normalised and in lower case, or raise NotValid."""
    if not text.strip():
        raise NotValid("Masukkan email Anda.")
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise NotValid(EMAIL_WRONG) from None


def email_key(text: str) -> str:
    """Return what an address is looked up by; anything may come in at the entrance."""
    try:
        return check_email(text)
    except NotValid:
        return text.strip().lower()[:254]


def inisial(nama: str) -> str:
    """Return at most two initials: `Siti Rahmawati` is `SR`."""
    words = nama.split()
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper()


# ---- comparison ---------------------------------------------------------------------------------

SHORT_FORMS = {
    "jalan": "jl", "jln": "jl", "dukuh": "dk", "dkh": "dk", "dusun": "dsn", "gang": "gg",
    "nomor": "no", "kampung": "kp", "kampong": "kp", "kpg": "kp", "perumahan": "perum",
    "kompleks": "komp", "komplek": "komp", "blk": "blok", "padukuhan": "pdk", "lingkungan": "lingk",
}  # fmt: skip
WORD = re.compile(r"[a-z]+|\d+")
RT_RW = re.compile(r"\brt(?: ?/ ?rw)?[ .:]*(\d{1,3}) ?/ ?(\d{1,3})\b")


def folded(text: str) -> list[str]:
    """Return the words of a text for comparison: RT 003 is RT 3, Jalan is Jl, case is gone.

    RT 03/07 is RT 3 RW 7.
    """
    plain = RT_RW.sub(r"rt \1 rw \2", text.lower().replace("'", "").replace("’", ""))
    return [
        str(int(word)) if word.isdigit() else SHORT_FORMS.get(word, word)
        for word in WORD.findall(plain)
    ]


def without_empty_rw(words: list[str]) -> list[str]:
    """Return the words without an RW 0: where there are no RW, the registry says 000."""
    pairs = list(zip(words, [*words[1:], ""], strict=True))
    drop = {n for n, pair in enumerate(pairs) if pair == ("rw", "0")}
    return [word for n, word in enumerate(words) if n not in drop and n - 1 not in drop]


def is_same(written: str, registered: str) -> bool:
    """Tell whether two texts say the same."""
    return without_empty_rw(folded(written)) == without_empty_rw(folded(registered))


def compare(
    diri: DataDiri, letak: str, kode_wilayah: str, known: Penduduk | None, letak_known: str
) -> list[BarisBanding]:
    """Return what was written beside what is registered; `letak` are the areas' names."""
    lines = [
        ("NIK", group4(diri.nik), group4(known.nik) if known else ""),
        ("Nomor KK", group4(diri.kk), group4(known.kk) if known else ""),
        ("Nama", diri.nama, known.nama if known else ""),
        ("Alamat KTP‑el", diri.alamat, _address(known) if known else ""),
    ]
    rows = [_line(label, written, other, known is not None) for label, written, other in lines]
    same_area = known is not None and known.kode_wilayah == kode_wilayah
    rows.append(_area(letak, letak_known, same_area, known is not None))
    return rows


def birth_lines(nik: Nik, today: date, known: Penduduk | None) -> list[BarisBanding]:
    """Return birth date and sex as the NIK tells them beside what is registered."""
    lines = [
        ("Tanggal lahir (dari NIK)", tanggal_panjang(nik.tanggal_lahir(today)),
         tanggal_panjang(known.tanggal_lahir) if known else ""),
        ("Jenis kelamin (dari NIK)", JENIS_KELAMIN[nik.jenis_kelamin],
         JENIS_KELAMIN[known.jenis_kelamin] if known else ""),
    ]  # fmt: skip
    return [_line(label, written, other, known is not None) for label, written, other in lines]


def _address(known: Penduduk) -> str:
    return f"{known.alamat} RT {known.rt} RW {known.rw}"


def _line(label: str, written: str, registered: str, is_known: bool) -> BarisBanding:
    if not is_known:
        return BarisBanding(label=label, ditulis=written, hasil="none", catatan=NOTHING)
    if is_same(written, registered):
        return BarisBanding(label=label, ditulis=written, dukcapil=registered, hasil="same")
    return BarisBanding(
        label=label, ditulis=written, dukcapil=registered, hasil="differs", catatan=f"Beda {label}"
    )


def _area(letak: str, letak_known: str, same: bool, is_known: bool) -> BarisBanding:
    label = "Wilayah KTP‑el"
    if not is_known:
        return BarisBanding(label=label, ditulis=letak, hasil="none", catatan=NOTHING)
    if same:
        return BarisBanding(label=label, ditulis=letak, dukcapil=letak_known, hasil="same")
    return BarisBanding(
        label=label, ditulis=letak, dukcapil=letak_known, hasil="differs", catatan="Beda wilayah"
    )
