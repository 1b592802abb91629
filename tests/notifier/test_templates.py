"""Every message has its folder, in both languages, and says what it must and no more."""

import re
from html.parser import HTMLParser

import pytest

from services.notifier.kabar import reactions as rekap
from services.notifier.kabar import reactions_tugas as tugas
from services.notifier.katalog.rules import ALL
from services.notifier.naskah import rules as tulisan
from services.notifier.pemberitahuan import rules as pemberitahuan
from services.notifier.pengingat import reactions as pengingat
from services.notifier.surat import (
    naskah,
    reactions,
    reactions_bukti,
    reactions_masuk,
    reactions_percakapan,
)
from services.notifier.surat import reactions_domisili as domisili
from services.notifier.surat.models import Pesan
from shared.ids import uuid7
from tests.notifier.facts import MASUK, registered

FILES = {
    f"{name}{language}.{ending}"
    for name, ending in (("subjek", "txt"), ("isi", "txt"), ("isi", "html"))
    for language in ("", ".en")
}
# Of which nobody is told, and why.
UNTOLD = {
    "SesiRevoked": "the person who logged out knows it",
    "InstansiChanged": "an office writes it of itself; letters are signed so from then on",
    "AkunErased": "there is nobody left to be told; the page said it",
    "JejakAdded": "the owner reads it in his own trail",
    "DomisiliOpened": "PermohonanApproved tells it",
    "PetugasAssigned": "who was invited knows; verification keeps who is in an office",
    "PetugasEnded": "the administrator who ended it knows; the officer is told at the entrance",
    "PencocokanTold": "services compare counts; a difference is on reporting's page",
    "TugasPassed": "the resident's page says at which level it is; a letter would be noise",
    "TugasClaimed": "the resident's page says it; a letter for each step would be noise",
}
ADDRESSED = {
    Pesan.KONFIRMASI_EMAIL, Pesan.PENDAFTARAN_BERULANG, Pesan.PENGINGAT_KONFIRMASI, *MASUK
}  # fmt: skip


def values() -> dict[str, object]:
    from datetime import date

    from shared.instansi.models import Instansi

    return {
        "nama": "Siti Contoh",
        "situs": "http://127.0.0.1:8080",
        "tautan": "http://127.0.0.1:8080/ke-mana",
        "instansi": Instansi(
            kode_kantor="34.02",
            nama="Dinas Contoh",
            nama_kepala="Kepala Contoh",
            pangkat="Pembina",
            alamat="Jalan Contoh 1",
        ),
        "nomor": "A00004421",
        "nobukti": "W00000123",
        "tujuan": "Kabupaten Bantul",
        "keterangan": "Petugas verifikasi, Kabupaten Bantul",
        "catatan": "Swafoto <b>buram</b>",
        "alasan": "RT kosong",
        "dasar": "data_berulang",
        "status": "approved",
        "cara": "email",
        "pin": "480116",
        "sisa_kesempatan": "2",
        "jumlah_orang": "3",
        "tanggal_datang": date(2026, 11, 20),
        "tanggal_berakhir": date(2027, 5, 20),
        "tanggal_selesai": date(2027, 5, 20),
        "sebab": "departed",
        "hari": "7",
        "jumlah": "3",
        "daftar": "W00000123, W00000124, W00000125",
    }


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def words_of(html: str) -> str:
    parser = Words()
    parser.feed(html.split("<body")[1])
    return " ".join(" ".join(parser.text).split())


def test_each_message_has_a_folder_and_each_folder_a_message() -> None:
    folders = {path.name for path in naskah.TEMPLATES.iterdir() if path.is_dir()}
    assert folders == set(Pesan)


@pytest.mark.parametrize("pesan", list(Pesan))
def test_a_folder_holds_subject_text_and_html_in_both_languages(pesan: Pesan) -> None:
    assert {path.name for path in (naskah.TEMPLATES / pesan).iterdir()} == FILES


def test_every_event_has_its_message_or_a_reason_why_nobody_is_told() -> None:
    told = {*reactions.REACTIONS, *reactions_masuk.REACTIONS, *domisili.REACTIONS}
    told |= {*reactions_percakapan.REACTIONS}
    told |= {*reactions_bukti.REACTIONS, *pengingat.REACTIONS, *rekap.REACTIONS}
    told |= {*tugas.REACTIONS}
    named = {kind.__name__ for kind in told}
    assert {kind.__name__ for kind in ALL} == named | UNTOLD.keys()
    assert not named & UNTOLD.keys()


def test_every_message_is_sent_by_something() -> None:
    source = "".join(path.read_text() for path in naskah.TEMPLATES.parent.parent.rglob("*.py")
                     if path.name not in {"models.py"})  # fmt: skip
    assert [pesan.name for pesan in Pesan if f"Pesan.{pesan.name}" not in source] == []
    assert set(reactions_masuk.LINKS.values()) <= MASUK
    assert set(tulisan.TITLES) == set(Pesan)


def test_every_message_to_an_akun_is_in_the_inbox_as_well() -> None:
    assert set(pemberitahuan.WORDS) == set(Pesan) - ADDRESSED


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("pesan", list(Pesan))
def test_text_and_html_say_the_same_and_the_head_of_the_office_signs(pesan, bahasa) -> None:
    letter = naskah.write(pesan, bahasa, values())
    shown = words_of(letter.html)
    for part in ("Siti Contoh", "Kepala Dinas", "Dinas Contoh", "Kepala Contoh", "Jalan Contoh 1"):
        assert part in letter.teks
        assert part in shown
    assert "http://127.0.0.1:8080/ke-mana" in letter.teks
    assert 'href="http://127.0.0.1:8080/ke-mana"' in letter.html
    assert f'lang="{bahasa}"' in letter.html


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_the_proof_s_letter_has_link_pin_and_qr_only_where_it_goes_by_mail(bahasa) -> None:
    by_mail = naskah.write(Pesan.BUKTI_TERBIT, bahasa, values())
    assert "480116" in by_mail.teks
    assert by_mail.html.count("<td colspan") > 300
    for cara in ("ambil", "pos"):
        letter = naskah.write(Pesan.BUKTI_TERBIT, bahasa, values() | {"cara": cara, "pin": ""})
        assert "PIN" not in letter.teks + letter.html
        assert "<td colspan" not in letter.html


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("pesan", list(Pesan))
def test_the_subject_names_nobody_and_no_number(pesan, bahasa) -> None:
    subject = naskah.write(pesan, bahasa, values()).subjek
    assert 10 < len(subject) < 78
    assert "Siti" not in subject
    assert not re.search(r"\d", subject)


@pytest.mark.parametrize("pesan", list(Pesan))
def test_no_letter_has_sixteen_digits_or_a_script_or_a_picture(pesan) -> None:
    letter = naskah.write(pesan, "id", values())
    assert not re.search(r"\d{16}", letter.teks + letter.html)
    assert not re.search(r"<(script|img|link)", letter.html)


def test_what_an_officer_typed_is_text_in_html() -> None:
    letter = naskah.write(Pesan.AKUN_TIDAK_VALID, "id", values())
    assert "&lt;b&gt;buram" in letter.html
    assert "<b>buram</b>" in letter.teks


def test_the_last_correction_is_told_apart() -> None:
    letter = naskah.write(Pesan.AKUN_TIDAK_VALID, "id", values() | {"sisa_kesempatan": "0"})
    assert "sudah habis" in letter.teks
    assert "sudah habis" in words_of(letter.html)


@pytest.mark.parametrize(
    "nama",
    ["Siti\r\nBcc: semua@contoh.id", "Siti\nSubject: x", "Siti\x00\x0b\u2028Bcc: a@contoh.id"],
)
def test_a_name_with_line_breaks_never_becomes_a_header(nama: str) -> None:
    letter = naskah.write(Pesan.AKUN_DITERIMA, "id", values() | {"nama": nama})
    message = naskah.to_message(letter, uuid7(), "Kami <kami@contoh.id>", "siti@contoh.id", "")
    head = message.as_bytes().split(b"\r\n\r\n")[0]
    assert b"Bcc" not in head
    assert message.get_all("Subject") == ["Pendaftaran akun Anda kami terima"]
    assert message.get_all("To") == ["siti@contoh.id"]
    assert not any(line.startswith(("Bcc:", "Subject:")) for line in letter.teks.splitlines())


@pytest.mark.parametrize(
    "email", ["a@contoh.id\r\nBcc: b@contoh.id", "a@contoh.id, b@contoh.id", ""]
)
def test_an_address_that_is_more_than_one_is_refused(email: str) -> None:
    letter = naskah.write(Pesan.AKUN_DITERIMA, "id", values())
    with pytest.raises(ValueError, match="not one address"):
        naskah.to_message(letter, uuid7(), "Kami <kami@contoh.id>", email, "")


def test_the_message_id_is_the_letters_own() -> None:
    letter, surat_id = naskah.write(Pesan.AKUN_DITERIMA, "en", values()), uuid7()
    first, again = (
        naskah.to_message(letter, surat_id, "Kami <kami@contoh.id>", "a@contoh.id", "d@contoh.id")
        for _ in range(2)
    )
    assert first["Message-ID"] == again["Message-ID"] == f"<{surat_id}@contoh.id>"
    assert first["Reply-To"] == "d@contoh.id"
    assert first["Content-Language"] == "en"
    assert first.get_content_type() == "multipart/alternative"


def test_the_sample_name_is_a_made_up_one() -> None:
    event = registered(uuid7())
    assert event.pribadi is not None
    assert event.pribadi.nama == "Siti Contoh"
