"""What each regulation's form says on paper."""

from datetime import UTC, date, datetime

import pytest

from services.reporting.penghitung.models import Angka, Titik
from services.reporting.rekap.formulir import BAKU, formulir_of
from services.reporting.rekap.lembar import make_lembar
from services.reporting.rekap.models import Baris, Rekap
from services.reporting.rekap.tabel_csv import plain, to_csv
from shared.instansi.models import Instansi
from shared.paket import names
from shared.wilayah.kode import Tingkat, kantor_of, tingkat_of

BANTUL = "bantul-19-2019"
KUTAI = "kutai-kartanegara-64-2021"


@pytest.mark.parametrize(
    ("paket", "tingkat", "kode"),
    [
        (BAKU, Tingkat.NASIONAL, "F.4-03"),
        (BAKU, Tingkat.PROVINSI, "F.4-04"),
        (BAKU, Tingkat.KABUPATEN, "F.4-05"),
        (BAKU, Tingkat.KECAMATAN, ""),
        (BANTUL, Tingkat.KABUPATEN, "F.4-05"),
        (BANTUL, Tingkat.KECAMATAN, "F.4-05.01"),
        (KUTAI, Tingkat.KABUPATEN, "F.4-03"),
        (KUTAI, Tingkat.KECAMATAN, "F.4-04"),
        (KUTAI, Tingkat.DESA, "F.4-05"),
        ("permendagri-74-2022", Tingkat.KABUPATEN, "F.4-05"),
        (KUTAI, Tingkat.PROVINSI, "F.4-04"),
    ],
)
def test_the_same_level_has_another_code_in_another_regulation(paket, tingkat, kode) -> None:
    assert formulir_of(paket, tingkat.name.lower()).kode == kode


def test_every_pack_can_print_every_level_that_has_a_recap() -> None:
    for paket in (*names(), "tidak-dikenal"):
        for tingkat in Tingkat:
            assert formulir_of(paket, tingkat.name.lower()).kolom


def rekap(kode: str, nama: str, per: date = date(2026, 11, 20)) -> Rekap:
    rows = (Baris("x.1", "Sewon", Angka(1_756, 1_902)), Baris("x.2", "=Kretek", Angka(1, 0)))
    point = Titik(per, Angka(1_757, 1_902))
    return Rekap(
        kode, nama, tingkat_of(kode), per, "Asia/Jakarta", datetime(2026, 11, 20, tzinfo=UTC),
        rows, (point, point),
    )  # fmt: skip


def office(kode: str, paket: str = "") -> Instansi:
    return Instansi(
        kode_kantor=kantor_of(kode), nama="Dinas", nama_kepala="Sri Contoh, S.Sos.",
        jabatan_kepala="Kepala Dinas", pangkat="Pembina", nip="19700101", paket_formulir=paket,
        kota_ttd="Bantul",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kode", "nama", "judul", "oleh"),
    [
        ("34.02", "Kabupaten Bantul", "KABUPATEN BANTUL",
         ("a.n. Bupati Bantul", "Sekretaris Daerah")),
        ("34.71", "Kota Yogyakarta", "KOTA YOGYAKARTA",
         ("a.n. Wali Kota Yogyakarta", "Sekretaris Daerah")),
        ("34.02.15", "Sewon, Kabupaten Bantul", "KECAMATAN SEWON, KABUPATEN BANTUL",
         ("Camat Sewon",)),
        ("33", "Jawa Tengah", "PROVINSI JAWA TENGAH",
         ("a.n. Gubernur Jawa Tengah", "Sekretaris Daerah Provinsi")),
    ],
)  # fmt: skip
def test_who_signs_depends_on_the_level(kode, nama, judul, oleh) -> None:
    lembar = make_lembar(rekap(kode, nama), office(kode))
    assert lembar.judul[1] == judul
    assert lembar.oleh == oleh
    assert (lembar.nama, lembar.bawah) == ("", ("NIP.",))


def test_the_directorate_general_signs_the_nations_recap_by_name() -> None:
    lembar = make_lembar(rekap("", "Indonesia"), office(""))
    assert lembar.judul == ("LAPORAN REKAPITULASI PENDUDUK NONPERMANEN", "NASIONAL")
    assert lembar.oleh[0] == "a.n. Menteri Dalam Negeri"
    assert (lembar.nama, lembar.bawah) == ("Sri Contoh, S.Sos.", ("Pembina", "NIP. 19700101"))


def test_in_jakarta_the_provinces_dinas_signs_for_its_cities() -> None:
    lembar = make_lembar(rekap("31.74", "Kota Administrasi Jakarta Selatan"), office("31.74"))
    assert lembar.oleh[1].endswith("Provinsi DKI Jakarta")
    assert lembar.nama == "Sri Contoh, S.Sos."


@pytest.mark.parametrize(
    ("paket", "per", "posisi"),
    [
        (BAKU, date(2026, 11, 20), "Posisi: 20 November 2026"),
        (BANTUL, date(2026, 10, 31), "Bulan: Oktober 2026"),
        (BANTUL, date(2026, 11, 20), "Bulan: November 2026 (per 20 November 2026)"),
    ],
)
def test_a_form_says_a_day_or_a_month(paket, per, posisi) -> None:
    sheet = make_lembar(rekap("34.02", "Kabupaten Bantul", per), office("34.02", paket))
    assert sheet.posisi == posisi


def test_the_total_is_the_sum_of_the_rows() -> None:
    sheet = make_lembar(rekap("34.02", "Kabupaten Bantul"), office("34.02"))
    assert sheet.jumlah == ("1.757", "1.902", "3.659")
    assert sheet.baris[0] == ("1", "Sewon", "1.756", "1.902", "3.658")


def test_csv_is_plain_with_crlf_and_bom_and_holds_no_formula() -> None:
    text = to_csv(rekap("34.02", "Kabupaten Bantul"), "Kecamatan").decode()
    assert text.startswith("﻿No,Kode wilayah,Kecamatan,Laki-laki,Perempuan,Jumlah\r\n")
    assert "2,x.2,'=Kretek,1,0,1\r\n" in text
    assert text.endswith(",,Jumlah,1757,1902,3659\r\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1"])
def test_no_spreadsheet_takes_a_name_for_a_formula(text) -> None:
    assert plain(text) == "'" + text
