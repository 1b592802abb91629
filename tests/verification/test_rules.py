"""The rules of the queue, without I/O."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.verification.antrean import rules
from services.verification.jam_kerja.rules import jam_kerja_of
from shared.errors import Invalid
from shared.wilayah.kode import WIB


def local(text: str, zona: str = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zona))


@pytest.mark.parametrize(
    ("now", "pendek", "panjang", "warna"),
    [
        ("2026-11-20T12:30", "3 jam", "Sisa 3 jam kerja", "merah"),
        ("2026-11-20T15:00", "30 menit", "Sisa 30 menit kerja", "merah"),
        ("2026-11-20T08:00", "7 jam", "Sisa 7 jam kerja", "merah"),
        ("2026-11-19T14:30", "1 hari", "Sisa 1 hari kerja", "kuning"),
        ("2026-11-19T08:00", "2 hari", "Sisa 2 hari kerja", ""),
        ("2026-11-23T09:30", "Lewat 1 jam", "Lewat 1 jam kerja", "merah"),
        ("2026-11-20T15:45", "Lewat", "Lewat tenggat", "merah"),
    ],
)
def test_the_clock_says_working_time_with_words_and_colour(now, pendek, panjang, warna) -> None:
    sisa = rules.sisa_of(local(now), local("2026-11-20T15:30"), jam_kerja_of(WIB, {}))
    assert (sisa.pendek, sisa.panjang, sisa.warna) == (pendek, panjang, warna)


def test_a_submission_ends_by_the_first_fact_after_it() -> None:
    kabar = {"1": "submitted", "3": "rejected", "5": "submitted", "6": "approved"}
    assert rules.ending_of(1, kabar) == ("settled", "rejected")
    assert rules.ending_of(5, kabar) == ("settled", "approved")
    assert rules.ending_of(6, kabar) is None
    assert rules.ending_of(1, {"1": "submitted", "2": "cancelled"}) == ("withdrawn", "cancelled")
    assert rules.ending_of(9, {"9": "submitted", "10": "approved"}) == ("settled", "approved")


def test_the_six_checks_are_those_of_pasal_12() -> None:
    assert len(rules.BUTIR["permohonan"]) == 6
    assert len(rules.BUTIR["akun"]) == 3


def test_approval_lists_every_open_and_every_failed_check() -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_approval("permohonan", {"ktp_el": "sesuai", "alamat": "tidak"}, "")
    assert set(wrong.value.fields) == {
        f"periksa_{kode}" for kode in rules.BUTIR["permohonan"] if kode != "ktp_el"
    }
    assert "Tidak" in str(wrong.value.fields["periksa_alamat"])
    rules.check_approval("akun", dict.fromkeys(rules.BUTIR["akun"], "sesuai"), "")


def test_approval_with_words_of_refusal_is_a_slip() -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_approval("akun", dict.fromkeys(rules.BUTIR["akun"], "sesuai"), "Foto buram.")
    assert set(wrong.value.fields) == {"catatan"}


def test_rejection_needs_a_reason_of_the_list_and_a_note() -> None:
    for alasan, catatan, fields in (
        ([], "", {"alasan", "catatan"}),
        (["dokumen"], "pendek", {"catatan"}),
        (["swafoto_tidak_jelas"], "Unggah lagi surat kerja Anda.", {"alasan"}),
    ):
        with pytest.raises(Invalid) as wrong:
            rules.check_rejection("permohonan", alasan, catatan)
        assert set(wrong.value.fields) == fields
    rules.check_rejection("permohonan", ["dokumen"], "Unggah lagi surat kerja Anda.")


def test_a_check_of_another_kind_is_refused() -> None:
    with pytest.raises(Invalid):
        rules.check_butir("akun", {"ktp_el": "sesuai"})


def test_a_name_is_found_by_its_folded_words() -> None:
    assert rules.kata_nama("Siti  RAHMAWATI, S.Pd.") == ["pd", "rahmawati", "s", "siti"]
    assert rules.kata_nama("Ma'ruf") == ["maruf"]
