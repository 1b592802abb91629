"""Who is told that something was written, and that the words themselves go nowhere."""

import pytest

from services.notifier.kabar import queries, rules
from services.notifier.pemberitahuan.actions import read_inbox
from shared.events.percakapan import (
    PercakapanClosed,
    PercakapanOpened,
    PercakapanReopened,
    PercakapanWritten,
)
from shared.ids import uuid7
from shared.sesi.token import Principal
from tests.notifier import facts
from tests.notifier.facts import about_percakapan
from tests.notifier.test_reactions import SITUS, hear, letters, text_of


def officer(sign, app_of, wilayah: str) -> Principal:
    from shared.sesi.token import Verifier
    from shared.web.keys import SETTINGS

    app, _ = app_of("notifier")
    known = Verifier(app[SETTINGS].session_public_key).principal(sign("petugas", wilayah))
    assert known
    return known


async def test_the_office_reads_of_it_and_is_led_to_it(conn, sign, app_of) -> None:
    akun_id, one, stay = uuid7(), uuid7(), uuid7()
    await hear(conn, facts.registered(akun_id))
    about = {"aggregate_id": one, "jenis": "aduan"}
    talk = {"jenis": "diskusi", "permohonan_id": stay, "nomor": "W00000123", "dari": "warga"}
    opened = about_percakapan(PercakapanOpened, akun_id, 1, **about)
    written = about_percakapan(PercakapanWritten, akun_id, 2, dari="warga", **about)
    await hear(conn, opened, opened, written)
    await hear(conn, about_percakapan(PercakapanReopened, akun_id, 4, **about))
    await hear(conn, about_percakapan(PercakapanWritten, akun_id, 2, **talk))
    found = await queries.list_kabar(conn, officer(sign, app_of, "34.02"), 2**62, 20)
    assert [(rules.words_of(each.jenis, each.isian)[0], each.tautan) for each in found] == [
        ("Pesan pemohon tentang W00000123", f"/permohonan/{stay}/diskusi/petugas"),
        ("Balasan warga untuk K00000007", f"/konsultasi-masuk/{one}"),
        ("Balasan warga untuk K00000007", f"/konsultasi-masuk/{one}"),
        ("Aduan baru K00000007", f"/konsultasi-masuk/{one}"),
    ]
    assert await queries.list_kabar(conn, officer(sign, app_of, "33.10"), 2**62, 20) == []
    sent = [pesan for pesan, _ in await letters(conn)]
    assert sent == ["konfirmasi_email", "konsultasi_diterima"]


async def test_the_resident_is_told_by_letter_and_notice_and_led_to_the_page(conn) -> None:
    akun_id, one, stay = uuid7(), uuid7(), uuid7()
    await hear(conn, facts.registered(akun_id))
    await hear(conn, about_percakapan(PercakapanWritten, akun_id, 2, aggregate_id=one))
    await hear(conn, about_percakapan(PercakapanClosed, akun_id, 3, aggregate_id=one))
    talk = {"jenis": "diskusi", "permohonan_id": stay, "nomor": "W00000123"}
    await hear(conn, about_percakapan(PercakapanWritten, akun_id, 1, **talk))
    texts = {pesan: text_of(message) for pesan, message in await letters(conn)}
    assert "Ada balasan dari Dinas Kependudukan" in texts["konsultasi_dibalas"]
    assert f"{SITUS}/konsultasi/{one}" in texts["konsultasi_selesai"]
    assert f"{SITUS}/permohonan/{stay}/diskusi" in texts["diskusi_dibalas"]
    inbox = await read_inbox(conn, akun_id)
    assert [str(each.judul) for each in inbox.rows] == [
        "Ada balasan tentang permohonan W00000123", "K00000007 selesai dijawab",
        "Ada balasan untuk K00000007",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "kind", [PercakapanOpened, PercakapanWritten, PercakapanClosed, PercakapanReopened]
)
def test_no_event_has_a_place_for_words(kind) -> None:
    assert kind.exchange() == "events"
    assert not {"isi", "pesan", "nama"} & set(kind.model_fields)
