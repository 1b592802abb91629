"""What the regulations say of a permohonan. Pure: today is an argument, in the area's own zone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from services.registration.permohonan.models import Keperluan, Pengikut, TempatTinggal
from shared.errors import N_, FieldErrors, NotValid
from shared.kata import ALASAN_PERMOHONAN, BIDANG_PERMOHONAN, JENIS_KELAMIN, KEPERLUAN
from shared.nik import check_nik
from shared.wilayah.kode import Tingkat, is_kode, kabupaten_of, tingkat_of

LONGEST_STAY = 12
MOST_MEMBERS = 30
OLDEST = 130
OTHER_REASON = "lainnya"
OPEN = frozenset({"submitted", "claimed"})
# Which fields a reason names: marked at a refusal, and at a return without marks of its own.
BIDANG_OF: Mapping[str, tuple[str, ...]] = {
    "ktp_el": ("ktp_el",),
    "alasan_tinggal": ("keperluan", "pendukung"),
    "jangka_waktu": ("jangka_waktu",),
    "alamat_tidak_ditemukan": ("alamat",),
    "alamat_tidak_lengkap": ("alamat",),
    "anggota_tidak_cocok": ("pengikut",),
    "dokumen": ("ktp_el", "kk", "pendukung"),
}
RT_RW = re.compile(r"[0-9]{1,3}")
LETTERS = re.compile(r"[^\W\d_]")
NOT_IN_NAMES = re.compile(r"[\d<>{}\[\]@#\x00-\x1f]")

CHOOSE_KEPERLUAN = N_("Pilih jenis keperluan.")
DATANG_EMPTY = N_("Isi tanggal datang, misalnya 17 8 2026.")
DATANG_LATER = N_("Tanggal datang belum tiba. Daftarkan setelah Anda tinggal di sana.")
DATANG_OVER = N_(
    "Masa tinggal dari tanggal datang ini sudah habis. Periksa tanggal dan jangka waktu."
)
JANGKA_EMPTY = N_("Pilih jangka waktu, 1 sampai 12 bulan.")
JANGKA_LONG = N_("Paling lama 1 tahun. Untuk menetap, urus pindah datang.")
ALAMAT_EMPTY = N_("Isi alamat tempat tinggal, misalnya nama jalan dan nomor rumah.")
ALAMAT_LONG = N_("Alamat paling panjang 200 huruf. Yang Anda tulis %(jumlah)d huruf.")
RT_EMPTY = N_("Isi RT, misalnya 3. Jika tidak ada, isi 0.")
RW_EMPTY = N_("Isi RW, misalnya 12. Jika tidak ada, isi 0.")
RT_RW_DIGITS = N_("Isi dengan angka saja, paling banyak 3 angka.")
CHOOSE_DESA = N_("Pilih kelurahan atau desa.")
SAME_KOTA = N_("Domisili harus di kabupaten/kota lain dari alamat KTP‑el.")
NIK_EMPTY = N_("Masukkan NIK pengikut.")
NAMA_EMPTY = N_("Isi nama lengkap sesuai KTP‑el atau KK.")
NAMA_LONG = N_("Nama paling panjang 100 huruf.")
NAMA_SIGNS = N_("Nama tidak memuat angka atau tanda khusus.")
KELAMIN_WRONG = N_("Pilih laki-laki atau perempuan.")
LAHIR_LATER = N_("Tanggal lahir belum tiba. Periksa tahunnya.")
LAHIR_OLD = N_("Tanggal lahir terlalu lama. Periksa tahunnya.")
SAME_AS_OWN = N_("NIK pengikut sama dengan NIK Anda.")
TWICE = N_("NIK ini sudah ada di daftar pengikut.")
TOO_MANY = N_("Paling banyak %(batas)d pengikut dalam satu permohonan.")


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def tanggal_berakhir(tanggal_datang: date, jangka_waktu: int) -> date:
    """Return the first day after the stay; a year from 29 February ends on 28 February."""
    return add_months(tanggal_datang, jangka_waktu)


def check_jangka_waktu(months: int | None) -> int:
    """Return a length of 1 to 12 months; a stay lasts at most one year (Perbup 64/2021 Ps 15)."""
    if months is None or months < 1:
        raise NotValid(JANGKA_EMPTY)
    if months > LONGEST_STAY:
        raise NotValid(JANGKA_LONG)
    return months


def check_tanggal_datang(day: date | None, today: date) -> date:
    """Return the day of arrival: known and not ahead (Permendagri 14/2015 Ps 8(1)f)."""
    if day is None:
        raise NotValid(DATANG_EMPTY)
    if day > today:
        raise NotValid(DATANG_LATER)
    return day


def check_keperluan(
    keperluan: str, tanggal_datang: date | None, jangka_waktu: int | None, today: date
) -> Keperluan:
    """Return the purpose with its dates, or raise Invalid."""
    wrong = FieldErrors()
    if keperluan not in KEPERLUAN:
        wrong.add("keperluan", CHOOSE_KEPERLUAN)
    with wrong.field("tanggal_datang"):
        check_tanggal_datang(tanggal_datang, today)
    with wrong.field("jangka_waktu"):
        check_jangka_waktu(jangka_waktu)
    wrong.raise_any()
    assert tanggal_datang is not None
    assert jangka_waktu is not None
    if tanggal_berakhir(tanggal_datang, jangka_waktu) <= today:
        wrong.add("tanggal_datang", DATANG_OVER)
    wrong.raise_any()
    return Keperluan(keperluan=keperluan, tanggal_datang=tanggal_datang, jangka_waktu=jangka_waktu)


def check_tujuan(kode_tujuan: str, kode_asal: str) -> str:
    """Return the village of the stay, which lies in another kabupaten/kota than the KTP-el's.

    Permendagri 14/2015 Ps 1(3). Jakarta's cities are different cities here (D9), although one
    office serves them all.
    """
    if not is_kode(kode_tujuan) or tingkat_of(kode_tujuan) is not Tingkat.DESA:
        raise NotValid(CHOOSE_DESA)
    if kabupaten_of(kode_tujuan) == kabupaten_of(kode_asal):
        raise NotValid(SAME_KOTA)
    return kode_tujuan


def check_tempat_tinggal(
    alamat: str, rt: str, rw: str, kode_wilayah: str, kode_asal: str
) -> TempatTinggal:
    """Return the temporary address, or raise Invalid; RT and RW are kept in three digits."""
    wrong = FieldErrors()
    alamat = " ".join(alamat.split())
    with wrong.field("alamat"):
        _check_alamat(alamat)
    with wrong.field("rt"):
        rt = _three_digits(rt, RT_EMPTY)
    with wrong.field("rw"):
        rw = _three_digits(rw, RW_EMPTY)
    with wrong.field("kode_wilayah"):
        check_tujuan(kode_wilayah, kode_asal)
    wrong.raise_any()
    return TempatTinggal(alamat=alamat, rt=rt, rw=rw, kode_wilayah=kode_wilayah)


def _check_alamat(alamat: str) -> None:
    if len(alamat) < 3:
        raise NotValid(ALAMAT_EMPTY)
    if len(alamat) > 200:
        raise NotValid(ALAMAT_LONG, jumlah=len(alamat))


def _three_digits(text: str, empty: str) -> str:
    digits = text.strip()
    if not digits:
        raise NotValid(empty)
    if not RT_RW.fullmatch(digits):
        raise NotValid(RT_RW_DIGITS)
    return digits.zfill(3)


def check_pengikut(
    pengikut_id: UUID,
    nik: str,
    nama: str,
    jenis_kelamin: str,
    tanggal_lahir: date | None,
    today: date,
) -> Pengikut:
    """Return a member, or raise Invalid; a sex or birth date left out is taken from the NIK."""
    wrong = FieldErrors()
    known = None
    nama = " ".join(nama.split())
    with wrong.field("nik"):
        if not nik.strip():
            raise NotValid(NIK_EMPTY)
        known = check_nik(nik)
    with wrong.field("nama"):
        _check_nama(nama)
    if jenis_kelamin and jenis_kelamin not in JENIS_KELAMIN:
        wrong.add("jenis_kelamin", KELAMIN_WRONG)
    with wrong.field("tanggal_lahir"):
        _check_lahir(tanggal_lahir, today)
    wrong.raise_any()
    assert known is not None
    return Pengikut(
        id=pengikut_id,
        nik=known.digits,
        nama=nama,
        jenis_kelamin="P" if (jenis_kelamin or known.jenis_kelamin) == "P" else "L",
        tanggal_lahir=tanggal_lahir or known.tanggal_lahir(today),
    )


def _check_nama(nama: str) -> None:
    if len(nama) < 2 or not LETTERS.search(nama):
        raise NotValid(NAMA_EMPTY)
    if len(nama) > 100:
        raise NotValid(NAMA_LONG)
    if NOT_IN_NAMES.search(nama):
        raise NotValid(NAMA_SIGNS)


def _check_lahir(day: date | None, today: date) -> None:
    if day is None:
        return
    if day > today:
        raise NotValid(LAHIR_LATER)
    if day.year < today.year - OLDEST:
        raise NotValid(LAHIR_OLD)


def check_bersama(others: Sequence[Pengikut], one: Pengikut, is_own: bool) -> None:
    """Raise NotValid unless `one` may join `others`: once, and not the applicant (`is_own`)."""
    if is_own:
        raise NotValid(SAME_AS_OWN)
    if any(other.nik == one.nik for other in others if other.id != one.id):
        raise NotValid(TWICE)
    if sum(other.id != one.id for other in others) >= MOST_MEMBERS:
        raise NotValid(TOO_MANY, batas=MOST_MEMBERS)


def may_cancel(status: str) -> bool:
    """Tell whether the resident may still take it back."""
    return status in OPEN or status == "returned"


def may_decide(status: str) -> bool:
    """Tell whether an officer's decision still counts."""
    return status in OPEN


def alasan_tampil(codes: Sequence[str], catatan: str) -> str:
    """Return why an office said no: the words of its reasons, then the officer's own."""
    words = [ALASAN_PERMOHONAN.get(code, code) for code in codes if code != OTHER_REASON]
    return ". ".join(part for part in ("; ".join(words), catatan.strip()) if part)


def bidang_of(alasan: Sequence[str], bidang: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that were marked, else those the reasons name, in their usual order."""
    named = set(bidang) or {one for code in alasan for one in BIDANG_OF.get(code, ())}
    return tuple(code for code in BIDANG_PERMOHONAN if code in named)


def status_tampil(status: str, berakhir: date, today: date) -> str:
    """Return the status as residents see it: an approved stay that has run out is `ended`."""
    return "ended" if status == "approved" and today >= berakhir else status


def tanggal_mulai(decided: date, berakhir: date) -> date:
    """Return the first day that counts: the day of approval, never after the stay's end."""
    return min(decided, berakhir)
