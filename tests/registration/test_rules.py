"""The regulations, without database."""

from datetime import date
from uuid import uuid4

import pytest

from services.registration.draf import rules as reading
from services.registration.permohonan import rules
from shared.errors import Invalid, NotValid
from tests.registration.made import BANTUL, KLATEN, NIK_AISYAH, NIK_ILHAM, pengikut

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 21), 1, date(2026, 12, 21)),
        (date(2026, 11, 21), 12, date(2027, 11, 21)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_a_stay_ends_on_the_same_day_or_on_the_last_of_a_shorter_month(start, months, end) -> None:
    assert rules.tanggal_berakhir(start, months) == end


def test_a_stay_lasts_at_most_one_year() -> None:
    assert rules.check_jangka_waktu(12) == 12
    with pytest.raises(NotValid) as refused:
        rules.check_jangka_waktu(13)
    assert str(refused.value) == "Paling lama 1 tahun. Untuk menetap, urus pindah datang."
    for nothing in (None, 0, -1):
        with pytest.raises(NotValid):
            rules.check_jangka_waktu(nothing)


def test_a_stay_that_is_already_over_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_keperluan("bekerja", date(2026, 5, 21), 6, TODAY)
    assert set(refused.value.fields) == {"tanggal_datang"}
    assert rules.check_keperluan("bekerja", date(2026, 5, 22), 6, TODAY).jangka_waktu == 6


def test_an_arrival_that_is_still_ahead_is_refused() -> None:
    with pytest.raises(Invalid):
        rules.check_keperluan("bekerja", date(2026, 11, 22), 6, TODAY)


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_keperluan("menetap", None, 24, TODAY)
    assert list(refused.value.fields) == ["keperluan", "tanggal_datang", "jangka_waktu"]


def test_the_destination_is_another_kabupaten_than_the_origin() -> None:
    assert rules.check_tujuan(BANTUL, KLATEN) == BANTUL
    with pytest.raises(NotValid) as refused:
        rules.check_tujuan("33.10.05.2009", KLATEN)
    assert str(refused.value) == "Domisili harus di kabupaten/kota lain dari alamat KTP‑el."


def test_the_cities_of_jakarta_are_different_cities() -> None:
    selatan, pusat = "31.74.01.1001", "31.71.01.1001"
    assert rules.check_tujuan(pusat, selatan) == pusat
    with pytest.raises(NotValid):
        rules.check_tujuan(selatan, "31.74.02.1003")


@pytest.mark.parametrize("kode", ["", "34.02", "34.02.15", "x", "34.02.15.2004.1"])
def test_the_destination_is_a_village(kode) -> None:
    with pytest.raises(NotValid) as refused:
        rules.check_tujuan(kode, KLATEN)
    assert str(refused.value) == rules.CHOOSE_DESA


def test_an_address_is_tidied_and_rt_rw_get_three_digits() -> None:
    place = rules.check_tempat_tinggal("  Jl.  Mawar 5 ", "3", " 012 ", BANTUL, KLATEN)
    assert (place.alamat, place.rt, place.rw) == ("Jl. Mawar 5", "003", "012")
    with pytest.raises(Invalid) as refused:
        rules.check_tempat_tinggal("", "", "1a", "", KLATEN)
    assert set(refused.value.fields) == {"alamat", "rt", "rw", "kode_wilayah"}


def test_what_is_left_out_of_a_member_comes_from_the_nik() -> None:
    one = rules.check_pengikut(uuid4(), "3310 0541 0115 0003", " Aisyah  Nur", "", None, TODAY)
    assert (one.nik, one.nama) == (NIK_AISYAH, "Aisyah Nur")
    assert (one.jenis_kelamin, one.tanggal_lahir) == ("P", date(2015, 1, 1))
    written = rules.check_pengikut(uuid4(), NIK_AISYAH, "A Nur", "L", date(2015, 1, 2), TODAY)
    assert (written.jenis_kelamin, written.tanggal_lahir) == ("L", date(2015, 1, 2))


def test_a_wrong_member_names_each_field() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_pengikut(uuid4(), "123", "R2", "X", date(2027, 1, 1), TODAY)
    assert set(refused.value.fields) == {"nik", "nama", "jenis_kelamin", "tanggal_lahir"}


def test_nobody_is_a_member_twice_and_the_applicant_is_none() -> None:
    ilham = pengikut()
    with pytest.raises(NotValid) as refused:
        rules.check_bersama([ilham], pengikut(NIK_ILHAM, "Ilham"), False)
    assert str(refused.value) == rules.TWICE
    rules.check_bersama([ilham], ilham, False)
    with pytest.raises(NotValid) as refused:
        rules.check_bersama([], ilham, True)
    assert str(refused.value) == "NIK pengikut sama dengan NIK Anda."


def test_a_registered_stay_is_over_on_its_last_day_plus_one() -> None:
    assert rules.status_tampil("approved", date(2026, 11, 22), TODAY) == "approved"
    assert rules.status_tampil("approved", TODAY, TODAY) == "ended"
    assert rules.status_tampil("rejected", TODAY, TODAY) == "rejected"


def test_only_what_waits_may_be_cancelled_or_decided() -> None:
    for status in ("submitted", "claimed"):
        assert rules.may_cancel(status)
        assert rules.may_decide(status)
    for status in ("approved", "rejected", "cancelled"):
        assert not rules.may_cancel(status)
        assert not rules.may_decide(status)


def test_the_reason_is_the_words_of_the_codes_and_the_officers_own() -> None:
    words = rules.alasan_tampil(("alamat_tidak_lengkap", "lainnya"), " Tulis RT. ")
    assert words == "Alamat domisili tidak lengkap. Tulis RT."
    assert rules.alasan_tampil((), "Tulis RT.") == "Tulis RT."


def test_a_date_is_read_from_three_fields() -> None:
    fields = {"lahir_hari": "5", "lahir_bulan": "06", "lahir_tahun": "1998"}
    assert reading.read_date(fields, "lahir") == date(1998, 6, 5)
    assert reading.read_date({}, "lahir") is None
    for wrong in ({"lahir_hari": ""}, {"lahir_bulan": "13"}, {"lahir_tahun": "98"}):
        with pytest.raises(NotValid):
            reading.read_date(fields | wrong, "lahir")


def test_the_village_is_the_one_that_was_changed_last() -> None:
    other = "34.04.07.2001"
    assert reading.choose_desa("", BANTUL, "") == BANTUL
    assert reading.choose_desa(other, BANTUL, BANTUL) == other
    assert reading.choose_desa(BANTUL, other, BANTUL) == other
    assert reading.choose_desa(BANTUL, "34.04", BANTUL) == "34.04"
    assert reading.choose_desa(BANTUL, BANTUL, BANTUL) == BANTUL
    assert reading.choose_desa("", "34.02", BANTUL) == BANTUL


def test_a_select_below_another_choice_does_not_count() -> None:
    fields = {"d_provinsi": "33", "d_kabupaten": "34.02", "d_kecamatan": "34.02.15"}
    assert reading.deepest_choice(fields, "d") == "33"
    assert reading.deepest_choice(fields | {"d_provinsi": "34"}, "d") == "34.02.15"
