"""What each sheet says, line by line, as the JSON that its `.typ` file sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from services.registration.formulir.models import Anggota, Formulir, Isi, TandaTangan
from shared import cetak
from shared.instansi.models import Instansi
from shared.kata import JENIS_KELAMIN, tanggal_panjang, usia

FOLDER = Path(__file__).parent
TITIK = "." * 22
LEAST_ROWS = 6
PILIHAN = {
    "jenis_kelamin": tuple(JENIS_KELAMIN.values()),
    "jenis_permohonan": ("Pendaftaran", "Pembatalan"),
}
# Where each thing of a member stands in F.4-02 (columns 6, 7, 8, 9, 10).
RINCIAN = ("status_perkawinan", "agama", "pekerjaan", "hubungan", "keterangan")
UU_ITE = (
    "Pasal 5 ayat (1) Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi "
    "Elektronik: “Informasi Elektronik dan/atau Dokumen Elektronik dan/atau hasil cetaknya "
    "merupakan alat bukti hukum yang sah.”"
)
COMPUTED = (
    "Tanda terima ini dibuat oleh sistem sebagai bukti pengajuan permohonan, sehingga tidak "
    "memerlukan tanda tangan petugas. Tanda terima ini bukan bukti bahwa permohonan disetujui."
)


def source_of(name: str) -> Path:
    """Return the file that sets a sheet."""
    return FOLDER / f"{name}.typ"


def make_formulir(formulir: Formulir, isi: Isi, *, contoh: bool = False) -> dict[str, Any]:
    """Return the sheet of a form of fields or of members."""
    sheet = {
        "kode": formulir.kode,
        "judul": formulir.judul,
        "dasar": formulir.dasar,
        "sebagian": formulir.sebagian,
        "kaki": isi.nobukti,
        "contoh": contoh,
        "tanda_tangan": [_tanda_tangan(each, isi) for each in formulir.tanda_tangan],
    }
    if formulir.lembar == "anggota":
        return sheet | _members(formulir, isi)
    return sheet | {"bagian": [_section(each, isi) for each in formulir.bagian]}


def _section(bagian: Mapping[str, Any], isi: Isi) -> dict[str, Any]:
    lines = [
        {
            "huruf": huruf,
            "label": label,
            "isi": isi.nilai.get(name, ""),
            "pilihan": PILIHAN.get(name, ()),
        }
        for huruf, label, name in bagian["isian"]
    ]
    return {"judul": bagian["judul"], "isian": lines}


def _members(formulir: Formulir, isi: Isi) -> dict[str, Any]:
    rows = [_row(number, one, isi) for number, one in enumerate(isi.anggota, 1)]
    blank = [[str(number), *[""] * 9] for number in range(len(rows) + 1, LEAST_ROWS + 1)]
    return {
        "kolom": formulir.kolom,
        "nomor_kolom": formulir.nomor_kolom,
        "baris": rows + blank,
        "atas": [
            {"label": "Penduduk nonpermanen", "isi": isi.nama},
            {"label": "Alamat domisili sementara", "isi": isi.nilai.get("alamat", "")},
        ],
    }


def _row(number: int, one: Anggota, isi: Isi) -> list[str]:
    umur = str(max(0, usia(one.tanggal_lahir, isi.today)))
    rest = [one.rincian.get(name, "") for name in RINCIAN]
    return [str(number), one.nik, one.nama, umur, one.jenis_kelamin, *rest]


def _tanda_tangan(block: TandaTangan, isi: Isi) -> dict[str, Any]:
    dated = [f"{isi.tempat_ttd or TITIK}, {TITIK}"] if block.tempat else []
    name = isi.nama if block.nama == "pemohon" else ""
    return {"atas": [*dated, *block.atas], "nama": name, "bawah": []}


def kop_of(instansi: Instansi) -> dict[str, Any]:
    """Return the office's letterhead."""
    contact = (instansi.alamat, instansi.telepon, instansi.email)
    return {
        "baris": [instansi.nama.upper()],
        "alamat": " · ".join(part for part in contact if part),
    }


def make_tanda_terima(
    isi: Isi, instansi: Instansi, baris: Sequence[tuple[str, str]], *, contoh: bool = False
) -> dict[str, Any]:
    """Return the sheet of a receipt: what was handed in, and what it proves (UU ITE)."""
    day = tanggal_panjang(isi.today)
    place = f"{isi.tempat_ttd}, {day}" if isi.tempat_ttd else day
    return {
        "kop": kop_of(instansi),
        "judul": "TANDA TERIMA PERMOHONAN",
        "nobukti": isi.nobukti,
        "contoh": contoh,
        "baris": [{"label": label, "isi": text} for label, text in baris],
        "tanda_tangan": [{"atas": [place, "Pemohon"], "nama": isi.nama, "bawah": []}],
        "catatan": [UU_ITE, COMPUTED],
    }


async def print_formulir(
    formulir: Formulir, isi: Isi, at: datetime, *, contoh: bool = False
) -> bytes:
    """Return a form as PDF/A, dated `at`."""
    sheet = make_formulir(formulir, isi, contoh=contoh)
    return await cetak.to_pdf(source_of(formulir.lembar), sheet, at)
