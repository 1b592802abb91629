"""What an office may write of itself, and how its hours read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from services.identity.akun.rules import check_email
from services.identity.instansi.models import Instansi, InstansiForm
from shared import paket
from shared.errors import FieldErrors, NotValid
from shared.rantai import DESA, DINAS, KECAMATAN, RT, SETEMPAT, rantai_of
from shared.sesi.token import Principal
from shared.wilayah.kode import kantor_of, singkatan_zona, zona_of

HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
# What the law calls an area, and what a region may call it instead (S3: kapanewon, kalurahan).
JENIS_WILAYAH = {
    "kecamatan": "Kecamatan", "kelurahan": "Kelurahan", "desa": "Desa", "dusun": "Dusun",
}  # fmt: skip
# Who may check a permohonan before the office.
JENJANG = {RT: "RT", DESA: "Desa atau kelurahan", KECAMATAN: "Kecamatan"}
PAKET = paket.names()
NEEDED = {
    "nama": "Tulis nama kantor.", "nama_kepala": "Tulis nama kepala kantor.",
    "jabatan_kepala": "Tulis jabatan kepala kantor.", "alamat": "Tulis alamat kantor.",
    "telepon": "Tulis nomor telepon kantor.", "kota_ttd": "Tulis kota penandatanganan.",
}  # fmt: skip
HOURS = re.compile(r"([01]\d|2[0-3])\.[0-5]\d–([01]\d|2[0-3])\.[0-5]\d")
NO_PACK = "Pilih paket formulir."
NO_HOURS = "Isi jam buka paling sedikit satu hari."
WRONG_HOURS = "Tulis jam seperti 08.00–15.00, atau kosongkan bila tutup."
WRONG_DAY = "Tulis satu hari libur per baris, seperti 25/12/2026 Hari Natal."
NO_LEVEL = "Pilih tingkat dari daftar; Disdukcapil selalu yang terakhir."
LEVEL_TWICE = "%(jenjang)s sudah dipilih di langkah sebelumnya."
LINE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s+(\S.*)")


def own_kantor(who: Principal) -> str:
    """Return the code of the officer's own office."""
    return kantor_of(who.wilayah)


def check_instansi(kode_kantor: str, form: InstansiForm) -> Instansi:
    """Return the office as it will sign, or raise Invalid."""
    errors = FieldErrors()
    clean = {name: " ".join(getattr(form, name).split()) for name in TEXTS}
    for name, sentence in NEEDED.items():
        if not clean[name]:
            errors.add(name, sentence)
    with errors.field("email"):
        clean["email"] = check_email(form.email)
    if form.paket_formulir not in PAKET:
        errors.add("paket_formulir", NO_PACK)
    hours: dict[str, str] = {}
    for hari in HARI:
        with errors.field(f"jam_{hari}"):
            hours |= _hours(hari, form.jam_mingguan.get(hari, ""))
    if not hours:
        errors.add("jam_senin", NO_HOURS)
    with errors.field("libur"):
        libur = {_iso(day): why.strip()[:100] for day, why in form.libur.items()}
    _check_rantai(errors, form.rantai or ())
    errors.raise_any()
    zona = zona_of(kode_kantor)
    return Instansi(
        kode_kantor=kode_kantor, **clean, zona=zona,
        jam_kerja=f"{hours_text(hours)} {singkatan_zona(zona)}",
        nama_lokal=_local_names(form.nama_lokal), jam_mingguan=hours,
        libur=dict(sorted(libur.items())), rantai=rantai_of(form.rantai or ()),
    )  # fmt: skip


def _check_rantai(errors: FieldErrors, given: tuple[str, ...]) -> None:
    """Each level once, in the office's own order; the office itself is always the last (D6)."""
    for number, jenjang in enumerate(given, 1):
        is_dinas = jenjang == DINAS and number == len(given)
        if jenjang and not is_dinas and jenjang not in JENJANG:
            errors.add(f"rantai_{number}", NO_LEVEL)
        elif jenjang in given[: number - 1] and jenjang:
            errors.add(f"rantai_{number}", LEVEL_TWICE, jenjang=JENJANG[jenjang])


TEXTS = (
    "nama", "nama_kepala", "jabatan_kepala", "pangkat", "nip", "alamat", "telepon", "email",
    "paket_formulir", "kota_ttd",
)  # fmt: skip


def _local_names(given: Mapping[str, str]) -> dict[str, str]:
    return {
        jenis: " ".join(given[jenis].split())[:40]
        for jenis in JENIS_WILAYAH
        if given.get(jenis, "").strip()
    }


def _hours(hari: str, text: str) -> dict[str, str]:
    """Return the day's hours, nothing for a closed day; raises NotValid."""
    written = re.sub(r"\s*[-–]\s*", "–", text.strip().replace(":", "."))
    if not written:
        return {}
    opens, _, closes = written.partition("–")
    if not HOURS.fullmatch(written) or opens >= closes:
        raise NotValid(WRONG_HOURS)
    return {hari: written}


def _iso(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise NotValid(WRONG_DAY) from None


def parse_libur(text: str) -> dict[str, str]:
    """Return ISO date → why of lines `25/12/2026 Hari Natal`; raises NotValid."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = LINE.fullmatch(line)
        if match is None:
            raise NotValid(WRONG_DAY)
        day, month, year, why = match.groups()
        found[_iso(f"{year}-{int(month):02}-{int(day):02}")] = why
    return found


def libur_text(libur: Mapping[str, str]) -> str:
    """Return holidays as they are typed, a line each."""
    days = ((date.fromisoformat(day), why) for day, why in libur.items())
    return "\n".join(f"{day:%d/%m/%Y} {why}" for day, why in days)


def hours_text(hours: Mapping[str, str]) -> str:
    """Return `Senin–Kamis, 08.00–15.30; Jumat, 08.00–14.30`: neighbours alike go together."""
    runs: list[tuple[str, str, str]] = []
    for number, hari in enumerate(HARI):
        if hari not in hours:
            continue
        before = HARI[number - 1] if number else ""
        if runs and runs[-1][1] == before and runs[-1][2] == hours[hari]:
            runs[-1] = (runs[-1][0], hari, hours[hari])
        else:
            runs.append((hari, hari, hours[hari]))
    return "; ".join(
        f"{first.title() if first == last else f'{first.title()}–{last.title()}'}, {each}"
        for first, last, each in runs
    )


FIELD_NAMES = {
    "nama": "Nama kantor", "alamat": "Alamat", "telepon": "Telepon", "email": "Email",
    "nama_kepala": "Nama kepala", "jabatan_kepala": "Jabatan", "pangkat": "Pangkat", "nip": "NIP",
    "kota_ttd": "Kota penandatanganan", "paket_formulir": "Paket formulir",
    "libur": "Hari libur", **{f"rantai_{n}": f"Langkah {n}" for n in range(1, len(SETEMPAT) + 1)},
    **{f"jam_{hari}": hari.title() for hari in HARI},
    **{f"lokal_{jenis}": nama for jenis, nama in JENIS_WILAYAH.items()},
}  # fmt: skip


def differences(typed: Mapping[str, str], kept: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return label and kept text of the fields in which what was typed differs from what is kept.

    Spaces and how a dash is written make no difference.
    """
    return [
        (label, kept.get(name, "") or "(kosong)")
        for name, label in FIELD_NAMES.items()
        if _plain(typed.get(name, "")) != _plain(kept.get(name, ""))
    ]


def _plain(text: str) -> str:
    return re.sub(r"\s*[-–]\s*", "–", " ".join(text.split()).replace(":", "."))


def version_of(text: str) -> int:
    """Return the version that a form was opened on; nonsense counts as none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
