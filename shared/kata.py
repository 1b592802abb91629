"""Numbers, dates, phones and the words of closed lists, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    number_type,
    parse,
)

from shared.errors import N_
from shared.wilayah.kode import singkatan_zona

Bahasa = Literal["id", "en"]
LOCALES = {"id": "id_ID", "en": "en_GB"}

OLDEST_BAND = 75
BAND = 5
KELOMPOK_UMUR = (*(f"{n}-{n + BAND - 1}" for n in range(0, OLDEST_BAND, BAND)), f"{OLDEST_BAND}+")

# The Indonesian word of every code below is a gettext msgid as well.
KEPERLUAN: Mapping[str, str] = {
    "bekerja": N_("Bekerja"),
    "pendidikan": N_("Pendidikan/Sekolah"),
    "berobat": N_("Berobat"),
    "keluarga": N_("Mendampingi keluarga"),
    "tugas": N_("Tugas/dinas"),
    "lainnya": N_("Lainnya"),
}
JENIS_KELAMIN: Mapping[str, str] = {"L": N_("Laki-laki"), "P": N_("Perempuan")}
# Why an office says no; verification sends the codes, the owners show the words.
ALASAN_AKUN: Mapping[str, str] = {
    "nik_tidak_cocok": N_("NIK tidak cocok dengan data kependudukan"),
    "kk_tidak_cocok": N_("Nomor KK tidak cocok dengan NIK"),
    "nama_alamat_beda": N_("Nama atau alamat berbeda dari KTP‑el"),
    "swafoto_tidak_jelas": N_("Swafoto tidak jelas"),
    "swafoto_bukan_pemilik": N_("Swafoto bukan pemilik NIK"),
    "lainnya": N_("Alasan lain"),
}
# The fields of an akun that an officer may mark as wrong.
BIDANG_AKUN: Mapping[str, str] = {
    "nik": N_("NIK"),
    "kk": N_("Nomor KK"),
    "nama": N_("Nama lengkap"),
    "alamat": N_("Alamat di KTP‑el"),
    "telepon": N_("Nomor HP"),
    "swafoto": N_("Swafoto"),
}
ALASAN_PERMOHONAN: Mapping[str, str] = {
    "ktp_el": N_("Kepemilikan KTP‑el belum terbukti"),
    "alasan_tinggal": N_("Alasan tinggal sementara belum terbukti"),
    "jangka_waktu": N_("Jangka waktu tidak sesuai"),
    "alamat_tidak_ditemukan": N_("Alamat domisili tidak ditemukan"),
    "alamat_tidak_lengkap": N_("Alamat domisili tidak lengkap"),
    "anggota_tidak_cocok": N_("Data anggota keluarga tidak cocok"),
    "dokumen": N_("Dokumen pendukung kurang atau tidak terbaca"),
    "sudah_terdaftar": N_("Sudah terdaftar di tempat lain"),
    "lainnya": N_("Alasan lain"),
}
# What an office says of somebody who stays twice; of the first its own stay ends.
ALASAN_KASUS: Mapping[str, str] = {
    "domisili_ini": "Domisili di sini yang keliru: cabut",
    "domisili_lain": "Domisili di kantor lain yang keliru",
    "sudah_dikoreksi": "Sudah dikoreksi",
}
# What an officer may send back to be corrected; the last three are documents.
BIDANG_PERMOHONAN: Mapping[str, str] = {
    "keperluan": N_("Jenis keperluan"),
    "tanggal_datang": N_("Tanggal datang"),
    "jangka_waktu": N_("Jangka waktu"),
    "alamat": N_("Alamat, RT, dan RW"),
    "pengikut": N_("Pengikut"),
    "keterangan": N_("Keterangan formulir"),
    "ktp_el": N_("KTP‑el"),
    "kk": N_("Kartu keluarga"),
    "pendukung": N_("Dokumen pendukung"),
}
DOKUMEN_PENDUKUNG: Mapping[str, str] = {
    "surat_tugas": N_("Surat tugas"),
    "surat_sekolah": N_("Surat keterangan dari sekolah atau kampus"),
    "surat_perusahaan": N_("Surat keterangan dari perusahaan atau instansi"),
    "surat_pengobatan": N_("Surat keterangan berobat"),
    "pengantar_rt_rw": N_("Surat pengantar RT/RW"),
}
# Closed lists of F.4-01 and F.4-02.
PENDIDIKAN: Mapping[str, str] = {
    "belum_sekolah": N_("Tidak/belum sekolah"),
    "belum_tamat_sd": N_("Belum tamat SD"),
    "sd": N_("Tamat SD/sederajat"),
    "smp": N_("SMP/sederajat"),
    "sma": N_("SMA/sederajat"),
    "diploma": N_("Diploma"),
    "s1": N_("Diploma IV/Strata I"),
    "s2": N_("Strata II"),
    "s3": N_("Strata III"),
}
PEKERJAAN: Mapping[str, str] = {
    "belum_bekerja": N_("Belum/tidak bekerja"),
    "rumah_tangga": N_("Mengurus rumah tangga"),
    "pelajar": N_("Pelajar/mahasiswa"),
    "asn": N_("Pegawai negeri, TNI, atau Polri"),
    "swasta": N_("Karyawan swasta"),
    "bumn": N_("Karyawan BUMN/BUMD"),
    "wiraswasta": N_("Wiraswasta"),
    "petani": N_("Petani, pekebun, atau nelayan"),
    "buruh": N_("Buruh harian lepas"),
    "pensiunan": N_("Pensiunan"),
    "lainnya": N_("Lainnya"),
}
AGAMA: Mapping[str, str] = {
    "islam": N_("Islam"),
    "kristen": N_("Kristen"),
    "katolik": N_("Katolik"),
    "hindu": N_("Hindu"),
    "buddha": N_("Buddha"),
    "khonghucu": N_("Khonghucu"),
    "kepercayaan": N_("Kepercayaan terhadap Tuhan YME"),
}
STATUS_KAWIN: Mapping[str, str] = {
    "belum_kawin": N_("Belum kawin"),
    "kawin": N_("Kawin"),
    "cerai_hidup": N_("Cerai hidup"),
    "cerai_mati": N_("Cerai mati"),
}
HUBUNGAN: Mapping[str, str] = {
    "kepala_keluarga": N_("Kepala keluarga"),
    "suami": N_("Suami"),
    "istri": N_("Istri"),
    "anak": N_("Anak"),
    "menantu": N_("Menantu"),
    "cucu": N_("Cucu"),
    "orang_tua": N_("Orang tua"),
    "mertua": N_("Mertua"),
    "famili_lain": N_("Famili lain"),
    "lainnya": N_("Lainnya"),
}
# Our status values → the six words of residents.
STATUS: Mapping[str, str] = {
    "draft": N_("Draf"),
    "submitted": N_("Menunggu diperiksa"),
    "claimed": N_("Sedang diperiksa"),
    "returned": N_("Perlu diperbaiki"),
    "approved": N_("Terdaftar"),
    "rejected": N_("Ditolak"),
    "cancelled": N_("Dibatalkan"),
    "ended": N_("Berakhir"),
}
STATUS_AKUN: Mapping[str, str] = {
    "registered": N_("Menunggu konfirmasi email"),
    "submitted": N_("Menunggu diperiksa"),
    "claimed": N_("Sedang diperiksa"),
    "rejected": N_("Tidak valid"),
    "approved": N_("Aktif"),
    "blocked": N_("Diblokir"),
}


def angka(value: int | float | Decimal, bahasa: Bahasa = "id") -> str:
    """Return a number with separators: `18.053`, in English `18,053`."""
    return format_decimal(value, locale=LOCALES[bahasa])


def ukuran_berkas(size: int, bahasa: Bahasa = "id") -> str:
    """Return the size of a file: `325 KB`, `1,2 MB`."""
    if size < 1_000_000:
        return f"{angka(max(1, round(size / 1000)), bahasa)} KB"
    return f"{angka(Decimal(round(size / 100_000)) / 10, bahasa)} MB"


def persen(share: float | Decimal, bahasa: Bahasa = "id") -> str:
    """Return a share of 1 as per cent with at most one decimal: 0.486 → `48,6%`."""
    return format_percent(share, format="#,##0.#%", locale=LOCALES[bahasa])


def tanggal(day: date, bahasa: Bahasa = "id") -> str:
    """Return `Selasa, 24 November 2026` or `Tuesday, 24 November 2026`."""
    return format_date(day, "EEEE, d MMMM y", locale=LOCALES[bahasa])


def tanggal_panjang(day: date, bahasa: Bahasa = "id") -> str:
    """Return `24 November 2026`, as letters and births are dated."""
    return format_date(day, "d MMMM y", locale=LOCALES[bahasa])


def tanggal_pendek(day: date, bahasa: Bahasa = "id") -> str:
    """Return `24 Nov 2026`."""
    return format_date(day, "d MMM y", locale=LOCALES[bahasa])


def waktu(at: datetime, zona: str) -> str:
    """Return the time of an aware `at` in an area's zone: `15.30 WIB`."""
    return f"{at.astimezone(ZoneInfo(zona)):%H.%M} {singkatan_zona(zona)}"


def tanggal_waktu(at: datetime, zona: str, bahasa: Bahasa = "id") -> str:
    """Return `Selasa, 24 November 2026, 15.30 WIB`: day and time both in the area's zone."""
    return f"{tanggal(at.astimezone(ZoneInfo(zona)).date(), bahasa)}, {waktu(at, zona)}"


def telepon(nomor: str) -> str:
    """Return a phone number in groups: `0812-3456-7890`, a foreign one with its country.

    What is no phone number comes back as it was written.
    """
    try:
        number = parse(nomor, "ID")
    except NumberParseException:
        return nomor
    if number.country_code != 62:
        return format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if number_type(number) != PhoneNumberType.MOBILE:
        return format_number(number, PhoneNumberFormat.NATIONAL)
    national = f"0{number.national_number}"
    return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)


def usia(tanggal_lahir: date, today: date) -> int:
    """Return the full years of age on `today`; a leap day's birthday is 1 March."""
    before = (today.month, today.day) < (tanggal_lahir.month, tanggal_lahir.day)
    return today.year - tanggal_lahir.year - before


def kelompok_umur(umur: int) -> str:
    """Return the band of five years: `0-4` … `70-74`, `75+`; raises ValueError below 0."""
    if umur < 0:
        raise ValueError("an age below 0")
    return KELOMPOK_UMUR[min(umur, OLDEST_BAND) // BAND]
