"""Rules without I/O: passwords, the sign-up form, comparison with the registry, limits, codes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest

from services.identity.akun import rules as diri
from services.identity.akun.models import Penduduk
from services.identity.laju.rules import is_counted, network, too_many
from services.identity.pendaftaran.rules import area_of_nik, check_identitas
from services.identity.petugas.rules import step_of
from services.identity.sandi.rules import check_repeated, check_sandi
from services.identity.sesi.rules import browser_name, needs_captcha
from shared.berkas.rules import format_of
from shared.errors import Invalid, NotValid
from shared.wilayah.kode import Tingkat
from shared.wilayah.models import Wilayah
from tests.identity.conftest import some_diri

GOOD = ("Rumah#Biru7", "kuda laut berenang pelan", "Aa1!Aa2?", "sembilanbelas burung")
MISSING = (
    ("rumah#biru7", "Kata sandi belum memuat huruf besar."),
    ("RUMAH#BIRU7", "Kata sandi belum memuat huruf kecil."),
    ("Rumah#Biru", "Kata sandi belum memuat angka."),
    ("RumahBiru7", "Kata sandi belum memuat simbol."),
)


@pytest.mark.parametrize("sandi", GOOD)
def test_good_passwords_are_accepted(sandi: str) -> None:
    check_sandi(sandi)


@pytest.mark.parametrize(("sandi", "words"), MISSING)
def test_only_the_missing_class_is_named(sandi: str, words: str) -> None:
    with pytest.raises(NotValid, match=words):
        check_sandi(sandi)


@pytest.mark.parametrize(
    ("sandi", "part"),
    [
        ("", "Masukkan kata sandi"), ("Aa1!", "paling sedikit 8"), ("a" * 129, "paling panjang"),
        ("rumahbiru", "huruf besar, huruf kecil, angka, dan simbol"),
        ("P@ssw0rd123!", "mudah ditebak"), ("aaaaaaaaaaaaaaaaaa", "mudah ditebak"),
        ("Rahasia-2026", "mudah ditebak"), ("Nonpermanen#1", "mudah ditebak"),
    ],
)  # fmt: skip
def test_weak_passwords_are_refused(sandi: str, part: str) -> None:
    with pytest.raises(NotValid, match=part):
        check_sandi(sandi)


def test_a_password_made_of_ones_own_name_is_refused() -> None:
    with pytest.raises(NotValid, match="data diri"):
        check_sandi("Tukiyem#77", ["Tukiyem Rekaan"])
    check_sandi("Tukiyem suka bakso 77!", ["Tukiyem Rekaan"])


def test_the_two_passwords_must_be_the_same() -> None:
    check_repeated("satu", "satu")
    with pytest.raises(NotValid, match="tidak sama"):
        check_repeated("satu", "dua")


def desa(kode: str = "33.10.05.2011", ended: date | None = None) -> Wilayah:
    return Wilayah(
        kode=kode, induk=kode[:8], nama="PANDES", tampil="Pandes", tingkat=Tingkat.DESA,
        berlaku_dari=date(2025, 4, 25), berlaku_sampai=ended,
    )  # fmt: skip


def identitas(**own: str) -> dict[str, str]:
    person = some_diri()
    return {
        "nik": person.nik, "nama": person.nama, "kk": person.kk, "alamat": person.alamat,
        "ktp_provinsi": "33", "ktp_kabupaten": "33.10", "ktp_kecamatan": "33.10.05",
        "ktp_kelurahan": "33.10.05.2011", **own,
    }  # fmt: skip


def galat_of(fields: dict[str, str], village: Wilayah | None = None) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check_identitas(fields, village)
    return {name: str(text) for name, text in refused.value.fields.items()}


def test_spaces_and_dots_in_numbers_are_accepted() -> None:
    fields = identitas()
    spaced = " ".join(fields["nik"][n : n + 4] for n in range(0, 16, 4))
    assert check_identitas({**fields, "nik": spaced}, desa())["nik"] == fields["nik"]


def test_the_first_empty_select_is_the_one_that_is_named() -> None:
    assert galat_of(identitas(ktp_kecamatan="", ktp_kelurahan="")) == {
        "ktp_kecamatan": "Pilih kecamatan."
    }
    wrong = identitas(ktp_provinsi="34")
    assert list(galat_of(wrong, desa())) == ["ktp_kabupaten"]
    assert list(galat_of(identitas(), desa(ended=date(2025, 1, 1)))) == ["ktp_kelurahan"]


def test_every_wrong_field_is_told_at_once() -> None:
    assert set(galat_of(dict.fromkeys(identitas(), ""))) == {
        "nik", "nama", "kk", "alamat", "ktp_provinsi",
    }  # fmt: skip


@pytest.mark.parametrize("nama", ["Ni Luh Ayu D.", "Ma'ruf", "Abdul-Rahman, S.", "Ö. Ütama"])
def test_names_may_have_what_names_have(nama: str) -> None:
    assert diri.check_nama(nama) == nama


@pytest.mark.parametrize("nama", ["", "R2D2", "<b>Siti</b>", "=cmd", "a" * 101])
def test_names_are_words(nama: str) -> None:
    with pytest.raises(NotValid):
        diri.check_nama(nama)


def test_a_phone_has_nine_digits_or_more() -> None:
    assert diri.check_telepon("0812 3456 7890") == "+6281234567890"
    assert diri.check_telepon("+62 812-3456-7890") == "+6281234567890"
    for wrong in ("", "12345678", "0812-KODE-ABC", "1" * 16):
        with pytest.raises(NotValid):
            diri.check_telepon(wrong)


def test_an_address_is_compared_in_lower_case() -> None:
    assert diri.check_email("Siti.R@Contoh.ID") == "siti.r@contoh.id"
    assert diri.email_key(" bukan email ") == "bukan email"
    with pytest.raises(NotValid, match=r"nama@contoh\.com"):
        diri.check_email("siti@")


def test_rt_three_is_rt_003() -> None:
    assert diri.is_same("Dk. Pandes RT 03 RW 01", "DUKUH PANDES RT 003 RW 001")
    assert diri.is_same("Jl. Kenari 8 RT 4", "Jalan Kenari 8 RT 004 RW 000")
    assert not diri.is_same("Dk. Pandes RT 03 RW 01", "Dk. Pandes RT 003 RW 002")


def known(**own: str) -> Penduduk:
    person = some_diri()
    base = {
        "nik": person.nik, "kk": person.kk, "nama": "TUKIYEM REKAAN", "jenis_kelamin": "L",
        "tempat_lahir": "Klaten", "tanggal_lahir": "1990-01-01", "alamat": "Dukuh Sawit Kidul",
        "rt": "003", "rw": "007", "kode_wilayah": "33.10.05.2011",
    }  # fmt: skip
    return Penduduk.model_validate({**base, **own})


def test_the_comparison_marks_only_what_differs() -> None:
    registered = known(kk="3310051205150001")
    written = some_diri(nik=registered.nik)
    rows = diri.compare(written, "Pandes", "33.10.05.2011", registered, "Pandes")
    assert {row.label: row.hasil for row in rows} == {
        "NIK": "same", "Nomor KK": "differs", "Nama": "same", "Alamat KTP‑el": "same",
        "Wilayah KTP‑el": "same",
    }  # fmt: skip


def test_without_an_answer_nothing_is_called_the_same() -> None:
    rows = diri.compare(some_diri(), "Pandes", "33.10.05.2011", None, "")
    assert {row.hasil for row in rows} == {"none"}


def test_initials_are_of_the_first_and_last_name() -> None:
    assert diri.inisial("Siti Nur Rahmawati") == "SR"
    assert diri.inisial("Suharto") == "S"


def test_a_nik_suggests_the_kecamatan_of_its_birth() -> None:
    assert area_of_nik("3310 0541 0290 9001") == ["33", "33.10", "33.10.05"]
    assert area_of_nik("33") == []


def test_a_code_counts_one_step_early_or_late() -> None:
    secret = pyotp.random_base32()
    at = 1_800_000_015.0
    for offset, expected in ((-30, 0), (0, 1), (30, 2)):
        code = pyotp.TOTP(secret).at(for_time=int(at) + offset)
        assert step_of(secret, f" {code[:3]} {code[3:]}", at) == int(at) // 30 - 1 + expected
    assert step_of(secret, pyotp.TOTP(secret).at(for_time=int(at) + 90), at) is None
    assert step_of(secret, "", at) is None
    assert step_of(secret, "１２３４５６", at) is None


def test_ipv6_neighbours_count_together_and_loopback_not_at_all() -> None:
    assert network("2001:db8:1:2::7") == network("2001:db8:1:2:ffff::1")
    assert network("203.0.113.7") != network("203.0.113.8")
    assert not is_counted(network("127.0.0.1"))
    assert not is_counted(network("::1"))
    assert is_counted(network("203.0.113.7"))


def test_who_must_wait_is_told_how_long() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    refused = too_many(now + timedelta(seconds=90), now)
    assert (str(refused), refused.retry_after) == (
        "Terlalu banyak percobaan. Coba lagi dalam 2 menit.", 90,
    )  # fmt: skip


def test_a_known_device_is_spared_the_captcha_three_times() -> None:
    assert needs_captcha(1, is_known_device=False)
    assert not needs_captcha(3, is_known_device=True)
    assert needs_captcha(4, is_known_device=True)


def test_browsers_are_named_as_people_know_them() -> None:
    phone = "Mozilla/5.0 (Linux; Android 13; SM-A245F) Chrome/126.0 Mobile Safari/537.36"
    assert browser_name(phone) == "Chrome (Android)"
    assert browser_name("") == "Perangkat lain"


def test_pictures_are_known_by_their_content() -> None:
    assert format_of(b"\xff\xd8\xff\xe0") == "JPEG"
    assert format_of(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "WEBP"
    for wrong in (b"", b"GIF89a", b"<svg/>", b"RIFF\x00\x00\x00\x00WAVE"):
        with pytest.raises(NotValid):
            format_of(wrong)
