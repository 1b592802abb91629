"""What a fact leaves behind: one letter and one notice, in any order, however often it is told."""

from uuid import UUID

import orjson
import pytest

from services.notifier.app import SERVICE
from services.notifier.kontak.queries import find_kontak
from services.notifier.pemberitahuan.actions import read_inbox
from services.notifier.pemberitahuan.queries import count_unread
from services.notifier.surat.actions import write_out
from services.notifier.surat.models import Pesan
from services.notifier.surat.queries import take_due
from services.notifier.surat.rules import LEASE
from shared.bus.errors import Retry
from shared.events.registration import (
    PermohonanApproved,
    PermohonanCancelled,
    PermohonanRejected,
    PermohonanSubmitted,
)
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts

SITUS, PENGIRIM = "http://127.0.0.1:8080", "Penduduk Nonpermanen <kami@contoh.id>"
NAMA = {"nama": facts.NAMA}


async def hear(conn, *events) -> None:
    for event in events:
        await react(SERVICE.reactions, conn, event)


async def letters(conn) -> list[tuple[str, object]]:
    """Every letter that waits, as (message, e-mail)."""
    found = []
    while surat := await take_due(conn, LEASE):
        found.append((surat.pesan, await write_out(conn, surat, SITUS, PENGIRIM)))
    return found


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


@pytest.fixture
def akun_id() -> UUID:
    return uuid7()


async def test_every_fact_becomes_one_letter_and_those_of_an_akun_one_notice(conn, akun_id) -> None:
    await hear(conn, *facts.every_fact(akun_id))
    assert sorted(pesan for pesan, _ in await letters(conn)) == sorted(facts.TOLD)
    assert await count_unread(conn, akun_id) == len(facts.TOLD) - 2


async def test_a_fact_told_twice_is_one_letter_and_one_notice(conn, akun_id) -> None:
    events = facts.every_fact(akun_id)
    await hear(conn, *events, *reversed(events))
    assert len(await letters(conn)) == len(facts.TOLD)
    assert await count_unread(conn, akun_id) == len(facts.TOLD) - 2


async def test_letters_leave_in_the_order_of_their_facts(conn, akun_id) -> None:
    await hear(conn, *facts.every_fact(akun_id))
    order = [pesan for pesan, _ in await letters(conn)]
    assert order == list(map(Pesan, (
        "konfirmasi_email", "pendaftaran_berulang", "akun_diterima", "akun_tidak_valid",
        "akun_disetujui", "permohonan_diterima", "permohonan_dibatalkan",
        "permohonan_disetujui", "permohonan_ditolak", "permohonan_dikembalikan", "bukti_terbit",
        "bukti_dicabut", "akun_diblokir", "banding_diterima", "banding_ditolak", "blokir_dibuka",
        "ingat_dicuri", "masa_tinggal_diperpanjang", "masa_tinggal_diperbaiki",
        "masa_tinggal_berakhir", "konsultasi_diterima", "konsultasi_dibalas", "diskusi_dibalas",
        "konsultasi_selesai",
    )))  # fmt: skip


async def test_a_batch_of_permohonan_is_one_letter_and_one_notice_each_in_their_order(
    conn, akun_id
) -> None:
    other = uuid7()
    events = [
        facts.about_permohonan(PermohonanSubmitted, akun_id, pribadi=NAMA),
        facts.about_permohonan(PermohonanApproved, other),
        facts.about_permohonan(PermohonanCancelled, akun_id),
    ]
    await hear(conn, facts.registered(akun_id), facts.registered(other))
    await react(SERVICE.reactions, conn, *events, *events[:1])
    assert [pesan for pesan, _ in await letters(conn)][2:] == [
        Pesan.PERMOHONAN_DITERIMA,
        Pesan.PERMOHONAN_DISETUJUI,
        Pesan.PERMOHONAN_DIBATALKAN,
    ]
    titles = [str(row.judul) for row in (await read_inbox(conn, akun_id)).rows]
    assert [title.split()[-1] for title in titles] == ["dibatalkan", "terima"]
    assert await count_unread(conn, other) == 1


async def test_one_unknown_resident_holds_back_the_whole_batch(conn, akun_id) -> None:
    await hear(conn, facts.registered(akun_id))
    events = [facts.about_permohonan(PermohonanApproved, one) for one in (akun_id, uuid7())]
    with pytest.raises(Retry):
        await react(SERVICE.reactions, conn, *events)
    assert await count_unread(conn, akun_id) == 0


async def test_a_fact_about_somebody_unknown_comes_back_later(conn, akun_id) -> None:
    early = facts.about_permohonan(PermohonanApproved, akun_id)
    for event in (facts.submitted(akun_id), facts.rejected(akun_id), early):
        with pytest.raises(Retry):
            await hear(conn, event)
    await hear(conn, facts.approved(akun_id), early)
    assert [pesan for pesan, _ in await letters(conn)] == [
        Pesan.AKUN_DISETUJUI,
        Pesan.PERMOHONAN_DISETUJUI,
    ]


async def test_an_older_address_never_replaces_a_newer_one(conn, akun_id) -> None:
    new = facts.registered(akun_id, 2, email="baru@contoh.id", tautan="/konfirmasi-email/baru")
    await hear(conn, new, facts.registered(akun_id, 1))
    kontak = await find_kontak(conn, akun_id)
    assert kontak is not None
    assert kontak.email == "baru@contoh.id"
    found = await letters(conn)
    assert [pesan for pesan, _ in found] == [Pesan.KONFIRMASI_EMAIL]
    assert "/konfirmasi-email/baru" in text_of(found[0][1])
    assert found[0][1]["To"] == "baru@contoh.id"


async def test_a_link_asked_for_again_is_a_second_letter(conn, akun_id) -> None:
    await hear(conn, facts.registered(akun_id, 1), facts.registered(akun_id, 2, tautan="/b"))
    assert len(await letters(conn)) == 2


async def test_the_origin_signs_the_receipt_and_the_destination_the_decision(conn, akun_id) -> None:
    await hear(
        conn,
        facts.registered(akun_id),
        facts.instansi("34.02"),
        facts.instansi("33.10", nama="Dinas Contoh Klaten", nama_kepala="Kepala Klaten"),
        facts.about_permohonan(PermohonanSubmitted, akun_id, pribadi=NAMA),
        facts.about_permohonan(PermohonanCancelled, akun_id),
        facts.about_permohonan(PermohonanRejected, akun_id, pribadi={"alasan": "RT kosong."}),
    )
    found = {pesan: text_of(message) for pesan, message in await letters(conn)}
    receipt = found[Pesan.PERMOHONAN_DITERIMA]
    assert "Dinas Contoh Klaten" in receipt
    assert "Kepala Klaten" in receipt
    for pesan in (Pesan.PERMOHONAN_DIBATALKAN, Pesan.PERMOHONAN_DITOLAK):
        assert "Kabupaten Bantul\n\nKepala Contoh" in found[pesan]
    assert "RT kosong." in found[Pesan.PERMOHONAN_DITOLAK]


async def test_all_of_jakarta_is_signed_by_the_province(conn, akun_id) -> None:
    jakarta = facts.about_permohonan(PermohonanApproved, akun_id, kode_wilayah_tujuan=facts.JAKARTA)
    await hear(conn, facts.registered(akun_id), jakarta)
    text = text_of((await letters(conn))[-1][1])
    assert "Kepala Dinas\nDinas Kependudukan dan Pencatatan Sipil DKI Jakarta" in text


async def test_an_office_that_has_not_introduced_itself_signs_by_its_areas_name(
    conn, akun_id
) -> None:
    await hear(conn, facts.registered(akun_id), facts.submitted(akun_id))
    text = text_of((await letters(conn))[-1][1])
    assert "Kepala Dinas\nDinas Kependudukan dan Pencatatan Sipil Kabupaten Klaten" in text


async def test_an_office_keeps_its_newest_form(conn, akun_id) -> None:
    newer = facts.instansi("33.10", 2, nama_kepala="Kepala Baru")
    older = facts.instansi("33.10", 1, nama_kepala="Kepala Lama")
    await hear(conn, newer, older, facts.registered(akun_id))
    text = text_of((await letters(conn))[0][1])
    assert "Kepala Baru" in text
    assert "Kepala Lama" not in text


async def test_a_letter_speaks_the_language_of_its_reader(conn, akun_id) -> None:
    await hear(conn, facts.registered(akun_id, bahasa="en"), facts.repeated(bahasa="en"))
    found = [message for _, message in await letters(conn)]
    assert found[0]["Subject"] == "Confirm your email address"
    assert found[1]["Subject"].startswith("Someone signed up")


async def test_the_confirmation_link_is_a_whole_address(conn, akun_id) -> None:
    await hear(conn, facts.registered(akun_id))
    message = (await letters(conn))[0][1]
    assert f"{SITUS}{facts.TAUTAN}\n" in text_of(message)
    html = message.get_body(("html",)).get_content()
    assert f'href="{SITUS}{facts.TAUTAN}"' in html


async def test_nothing_personal_lies_in_the_tables_in_clear(conn, akun_id) -> None:
    await hear(conn, *facts.every_fact(akun_id))
    for table in ("kontak", "surat", "pemberitahuan"):
        rows = await conn.fetch(f"SELECT t::text AS line FROM {table} AS t")
        assert rows
        everything = " ".join(row["line"] for row in rows)
        # bytea reads as hex.
        for word in (facts.NAMA, facts.EMAIL, "Swafoto", "RT dan RW", facts.TAUTAN):
            assert word not in everything
            assert word.encode().hex() not in everything


async def test_the_notice_says_what_the_officer_wrote(conn, akun_id) -> None:
    await hear(conn, facts.registered(akun_id), facts.rejected(akun_id))
    halaman = await read_inbox(conn, akun_id)
    assert str(halaman.rows[0].isi) == "Catatan petugas: Swafoto tidak jelas."
    assert halaman.rows[0].dari.endswith("Kabupaten Klaten")


async def test_the_values_of_a_letter_open_only_in_its_own_row(conn, akun_id) -> None:
    from cryptography.exceptions import InvalidTag

    await hear(conn, facts.registered(akun_id), facts.submitted(akun_id))
    first, second = await take_due(conn, LEASE), await take_due(conn, LEASE)
    kontak = await find_kontak(conn, akun_id)
    assert orjson.loads(kontak.kunci.open(first.isian, first.context))["tautan"]
    with pytest.raises(InvalidTag):
        kontak.kunci.open(first.isian, second.context)
