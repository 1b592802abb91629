"""The proof: never before approval, signed, looked up, opened by PIN, handed over, revoked."""

import re
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdfium2 import PdfDocument

from services.registration.bukti import pembukaan, queries, rules
from services.registration.bukti.actions import choose_cara, revoke_bukti
from services.registration.bukti.penerbitan import issue_next
from shared import clock
from shared.db import Database
from shared.events import envelope
from shared.events.domisili import BuktiIssued
from shared.sesi import lulus, token
from shared.tanda_tangan.port import lemari_of
from tests.registration.browser import Browser
from tests.registration.made import decided, hear, make_pemohon, pengikut, submit
from tests.registration.offices import instansi_changed

ALAMAT = "203.0.113.7"


@pytest.fixture
def settings(migrated) -> Any:
    return migrated.settings("registration")


@pytest.fixture
def make_pass(servers):
    """Sign a captcha pass as identity does."""
    import base64

    pair = servers.secrets.session_private_key, servers.secrets.session_public_key
    key = token.private_key(*(base64.b64decode(half) for half in pair))
    return lambda tujuan: lulus.sign(tujuan, key)


async def issued(database: Database, settings: Any, *members: Any, cara: str = "", paket: str = ""):
    """Return pemohon and permohonan of a stay whose proof was issued, with what was told."""
    async with database.transaction() as conn:
        await hear(conn, instansi_changed("34.02", paket or "bantul-19-2019"))
        pemohon = await make_pemohon(conn)
        sent = await submit(conn, pemohon, *members)
        if cara:
            await choose_cara(conn, sent.permohonan_id, pemohon.akun_id, cara)
        await hear(conn, decided(sent.permohonan_id, decided_at=clock.now()))
    while await issue_next(database, settings):
        pass
    return pemohon, sent


async def secret_of(database: Database) -> dict[str, Any]:
    """Return the newest link and PIN that were told."""
    async with database.connection() as conn:
        row = await conn.fetchrow(
            "SELECT * FROM outbox WHERE type LIKE '%bukti.issued%' ORDER BY id DESC LIMIT 1"
        )
    known = {BuktiIssued.type_name(): BuktiIssued}
    event = envelope.from_message(row["sealed"], known).event
    assert isinstance(event, BuktiIssued)
    assert event.pribadi
    return event.pribadi.model_dump()


async def files_of(database: Database, permohonan_id: Any) -> list[bytes]:
    """Return the signed files."""
    async with database.connection() as conn:
        bukti = await queries.find_bukti(conn, permohonan_id)
        names = await pembukaan.list_names(conn, bukti)
        return [await pembukaan.open_file(conn, bukti, number) for number, _ in names]


def text_of(pdf: bytes) -> str:
    document = PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def kode_in(pdf: bytes) -> str:
    found = re.search(r"Kode (\w{4}-\w{4}-\w{4}-\w{4})", text_of(pdf).replace("\r", ""))
    assert found
    return found.group(1)


async def is_signed(pdf: bytes, settings: Any) -> bool:
    trust = ValidationContext(
        trust_roots=[lemari_of(settings.signing_url).root()], allow_fetching=False
    )
    signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    return bool((await async_validate_pdf_signature(signature, trust)).bottom_line)


async def test_no_proof_before_approval_and_none_after_a_refusal(database, settings) -> None:
    async with database.transaction() as conn:
        pemohon = await make_pemohon(conn)
        waiting, refused = await submit(conn, pemohon), await submit(conn, pemohon)
        await hear(conn, decided(refused.permohonan_id, "rejected", alasan=("dokumen",)))
    assert not await issue_next(database, settings)
    async with database.connection() as conn:
        for sent in (waiting, refused):
            assert await queries.find_bukti(conn, sent.permohonan_id) is None


async def test_everybody_of_a_stay_gets_a_signed_file_of_one_s_own(database, settings) -> None:
    _, sent = await issued(database, settings, pengikut())
    own, members = await files_of(database, sent.permohonan_id)
    text = text_of(own)
    for words in (
        "Tanda Bukti Pendataan Penduduk Nonpermanen", "Kabupaten Bantul Periode",
        "Siti Rahma", "3310055205900001", "003", "Jalan Mawar 5", sent.nobukti, "Petugas,",
    ):  # fmt: skip
        assert words in text
    assert "Muhammad Ilham" in text_of(members)
    assert "Siti Rahma" not in text_of(members)
    assert kode_in(own) != kode_in(members)
    for pdf in (own, members):
        assert await is_signed(pdf, settings)


async def test_one_changed_byte_and_the_signature_is_good_no_longer(database, settings) -> None:
    _, sent = await issued(database, settings)
    pdf = bytearray((await files_of(database, sent.permohonan_id))[0])
    for place in (700, len(pdf) // 3, len(pdf) // 2):
        changed = bytearray(pdf)
        changed[place] ^= 1
        try:
            good = await is_signed(bytes(changed), settings)
        except Exception:
            good = False
        assert not good, place


async def test_a_regency_whose_regulation_gives_no_proof_gives_none(database, settings) -> None:
    _, sent = await issued(database, settings, paket="permendagri-74-2022")
    async with database.connection() as conn:
        assert await queries.find_bukti(conn, sent.permohonan_id) is None


async def test_anybody_sees_worth_masked_name_village_and_period(
    database, settings, client
) -> None:
    _, sent = await issued(database, settings)
    pdf = (await files_of(database, sent.permohonan_id))[0]
    kode = kode_in(pdf)
    page = await (await client.get(f"/cek/{kode}")).text()
    for words in ("Bukti ini berlaku", "S••• R••••", "Bantul"):
        assert words in page
    for words in ("Siti", "3310", "Mawar"):
        assert words not in page
    seen = await (await client.get(f"/api/v1/registration/cek/{kode.lower()}")).json()
    assert (seen["keadaan"], seen["nama"]) == ("valid", "S••• R••••")
    assert seen["sidik"] == sha256(pdf).hexdigest()
    unknown = await client.get(f"/cek/{rules.make_kode()}")
    assert unknown.status == 404
    assert "tidak kami kenal" in await unknown.text()


async def test_a_file_is_compared_and_not_kept(database, settings, client, sign) -> None:
    _, sent = await issued(database, settings)
    pdf = (await files_of(database, sent.permohonan_id))[0]
    browser = Browser(client, "")
    path = f"/cek/{kode_in(pdf)}"
    from aiohttp import FormData

    for content, words in ((pdf, "persis berkas"), (pdf[:-1] + b"x", "berbeda"), (b"", "Pilih")):
        await browser.get(path)
        form = FormData()
        form.add_field("_csrf", browser.token)
        form.add_field("berkas", content, filename="bukti.pdf", content_type="application/pdf")
        cookies = "; ".join(f"{name}={text}" for name, text in browser.cookies.items())
        answer = await client.post(path, data=form, headers={"Cookie": cookies})
        page = await answer.text()
        shown = page.split("Pilih berkas PDF bukti")[0] if content else page
        assert words in shown


async def test_a_stay_that_is_over_and_a_revoked_proof_say_so(database, settings, client) -> None:
    _, sent = await issued(database, settings)
    kode = kode_in((await files_of(database, sent.permohonan_id))[0])
    later = clock.now() + timedelta(days=400)
    with patch("shared.clock.now", return_value=later):
        async with database.connection() as conn:
            seen = await pembukaan.look_up(conn, kode)
    assert seen.keadaan == "ended"
    async with database.transaction() as conn:
        assert await revoke_bukti(conn, sent.permohonan_id, clock.now())
        assert not await revoke_bukti(conn, sent.permohonan_id, clock.now())
    assert "Bukti ini dicabut" in await (await client.get(f"/cek/{kode}")).text()
    async with database.connection() as conn:
        told = await conn.fetchval("SELECT count(*) FROM outbox WHERE type LIKE '%bukti.revoked%'")
    assert told == 1


async def test_a_proof_revoked_before_it_was_issued_is_never_issued(database, settings) -> None:
    async with database.transaction() as conn:
        pemohon = await make_pemohon(conn)
        sent = await submit(conn, pemohon)
        await hear(conn, decided(sent.permohonan_id, decided_at=clock.now()))
        assert await revoke_bukti(conn, sent.permohonan_id, clock.now())
    assert not await issue_next(database, settings)


async def test_link_and_pin_open_the_files_and_five_wrong_ones_lock(
    database, settings, client, make_pass
) -> None:
    await issued(database, settings, pengikut(), cara="email")
    told = await secret_of(database)
    path, browser = told["tautan"], Browser(client, "")
    assert re.fullmatch(r"\d{6}", told["pin"])
    assert (await browser.get(path)).status == 200
    wrong = "000000" if told["pin"] != "000000" else "111111"
    await browser.post(path, pin=told["pin"])
    assert "belum cocok" in browser.text
    used = make_pass(path)
    await browser.post(f"{path}?lulus={used}", pin=wrong)
    assert "Sisa 4 kali" in browser.text
    await browser.post(f"{path}?lulus={used}", pin=told["pin"])
    assert "belum cocok" in browser.text
    assert (await browser.post(f"{path}?lulus={make_pass(path)}", pin=told["pin"])).status == 200
    files = re.findall(r'href="(/bukti/[^"]+\.pdf\?izin=[^"]+)"', browser.text)
    assert len(files) == 2
    answer = await client.get(files[0])
    assert answer.status == 200
    assert (await answer.read()).startswith(b"%PDF")
    forged = files[0][:-1] + ("1" if files[0][-1] == "0" else "0")
    assert (await client.get(forged)).status == 404
    assert (await client.get(files[0].split("?")[0])).status == 404
    for _ in range(5):
        await browser.post(f"{path}?lulus={make_pass(path)}", pin=wrong)
    assert "15 menit" in browser.text
    await browser.post(f"{path}?lulus={make_pass(path)}", pin=told["pin"])
    assert "menit lagi" in browser.text
    with patch("shared.clock.now", return_value=clock.now() + timedelta(minutes=16)):
        answer = await browser.post(f"{path}?lulus={make_pass(path)}", pin=told["pin"])
    assert answer.status == 200


async def test_a_pass_for_one_page_is_none_for_another(database, client, make_pass) -> None:
    browser = Browser(client, "")
    await browser.get("/cek")
    for given in (make_pass("/bukti/ABCD"), "x", ""):
        answer = await browser.post(f"/cek?lulus={given}", kode="7KQM-2XW9-HT4B-PZ8C")
        assert answer.status == 422
        assert "7KQM-2XW9-HT4B-PZ8C" in browser.text
    answer = await browser.post(f"/cek?lulus={make_pass('/cek')}", kode="7KQM-2XW9-HT4B-PZ8C")
    assert answer.status == 404


async def test_many_look_ups_of_one_network_need_a_captcha_and_then_wait(database, client) -> None:
    headers = {"X-Forwarded-For": ALAMAT}
    path = f"/cek/{rules.make_kode()}"
    states = [(await client.get(path, headers=headers)).status for _ in range(12)]
    assert states == [404] * 10 + [200] * 2
    api = f"/api/v1/registration{path}"
    assert (await client.get(api, headers=headers)).status == 422
    async with database.transaction() as conn:
        await conn.execute("UPDATE percobaan SET jumlah = 60")
    assert (await client.get(path, headers=headers)).status == 429


async def test_found_or_not_takes_the_same_time(database, settings, client) -> None:
    import time

    _, sent = await issued(database, settings)
    known = kode_in((await files_of(database, sent.permohonan_id))[0])
    took = []
    for kode in (known, rules.make_kode()):
        began = time.monotonic()
        await client.get(f"/cek/{kode}")
        took.append(time.monotonic() - began)
    assert min(took) >= rules.LOOK_SECONDS


async def test_the_resident_chooses_before_or_after_and_a_new_way_kills_the_old_link(
    database, settings, client, sign
) -> None:
    pemohon, sent = await issued(database, settings, cara="ambil")
    browser = Browser(client, sign("penduduk", who=pemohon.akun_id))
    path = f"/permohonan/{sent.permohonan_id}/bukti"
    await browser.get(path)
    assert "Bukti sudah terbit" in browser.text
    assert "Perbup Bantul 19/2019 Pasal 5" in browser.text
    assert (await browser.post(path, cara="merpati")).status == 422
    await browser.follow(path, cara="email")
    first = (await secret_of(database))["tautan"]
    await browser.follow(f"{path}/kirim-ulang")
    second = (await secret_of(database))["tautan"]
    assert first != second
    async with database.transaction() as conn:
        assert (await pembukaan.try_pin(conn, first.split("/")[-1], "1"))[0] is None
    answer = await client.get(
        f"{path}/0.pdf", headers={"Authorization": f"Bearer {browser.cookies['__Host-sesi']}"}
    )
    assert answer.content_type == "application/pdf"
    stranger = {"Authorization": f"Bearer {sign('penduduk', who=uuid4())}"}
    assert (await client.get(f"{path}/0.pdf", headers=stranger)).status == 404
    api = f"/api/v1/registration/permohonan/{sent.permohonan_id}/bukti"
    bearer = {"Authorization": f"Bearer {browser.cookies['__Host-sesi']}"}
    state = await (await client.put(api, json={"cara": "pos"}, headers=bearer)).json()
    assert (state["cara"], state["status"], state["keadaan"]) == ("pos", "issued", "valid")


async def test_the_office_hands_over_posts_and_takes_back(database, settings, client, sign) -> None:
    pemohon, sent = await issued(database, settings, cara="pos")
    officer = Browser(client, sign("petugas", "34.02", uuid4(), "Gita Wulandari"))
    await officer.get("/permohonan/penyerahan")
    assert sent.nobukti in officer.text
    await officer.get("/permohonan/penyerahan/cetak")
    for words in ("DAFTAR PENYERAHAN", sent.nobukti, "Dikirim lewat pos", "Gita Wulandari"):
        assert words in officer.text
    path = f"/permohonan/penyerahan/{sent.permohonan_id}"
    assert (await officer.post(path, aksi="returned")).status == 409
    await officer.follow(path, aksi="posted", nomor_kiriman="RR123")
    resident = Browser(client, sign("penduduk", who=pemohon.akun_id))
    await resident.get(f"/permohonan/{sent.permohonan_id}/bukti")
    assert "RR123" in resident.text
    changed = await resident.post(f"/permohonan/{sent.permohonan_id}/bukti", cara="email")
    assert changed.status == 409
    await officer.get("/permohonan/penyerahan?tab=selesai")
    assert "oleh Gita Wulandari" in officer.text
    await officer.follow(path, aksi="returned")
    camat = {"Authorization": f"Bearer {sign('camat', '34.02.15', uuid4(), 'Camat Uji')}"}
    api = "/api/v1/registration/penyerahan"
    lines = (await (await client.get(api, headers=camat)).json())["penyerahan"]
    assert [line["status"] for line in lines] == ["returned"]
    other = {"Authorization": f"Bearer {sign('camat', '34.02.01', uuid4(), 'Camat Lain')}"}
    assert (await (await client.get(api, headers=other)).json())["penyerahan"] == []
    body = {"aksi": "handed_over"}
    refused = await client.post(f"{api}/{sent.permohonan_id}", json=body, headers=other)
    assert refused.status == 403
    done = await client.post(f"{api}/{sent.permohonan_id}", json=body, headers=camat)
    assert (await done.json())["status"] == "handed_over"
    answer = await client.get(f"{path}/0.pdf", headers=camat)
    assert answer.content_type == "application/pdf"
    async with database.connection() as conn:
        looked = await conn.fetchval("SELECT yang_dilihat FROM jejak_lihat")
    assert looked == "bukti pendataan"
    revoked = await client.post(f"{api}/{sent.permohonan_id}/cabut", headers=camat)
    assert revoked.status == 403
    await officer.get(f"{path}/cabut")
    await officer.follow(f"{path}/cabut")
    assert "Bukti dicabut" in officer.text


async def test_who_was_forgotten_has_no_proof_left(database, settings, client) -> None:
    from shared.events.identity import AkunErased
    from tests.registration.made import KLATEN

    pemohon, sent = await issued(database, settings)
    kode = kode_in((await files_of(database, sent.permohonan_id))[0])
    async with database.transaction() as conn:
        erased = AkunErased(
            aggregate_id=pemohon.akun_id, version=9, kode_wilayah_asal=KLATEN,
            erased_at=clock.now(),
        )  # fmt: skip
        await hear(conn, erased)
    assert (await client.get(f"/cek/{kode}")).status == 404


def test_codes_are_long_random_and_forgiving() -> None:
    kode = rules.make_kode()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", kode)
    assert rules.plain_kode(f" {kode.lower().replace('-', ' ')} ") == kode.replace("-", "")
    assert rules.plain_kode("o" * 16) == "0" * 16
    assert rules.plain_kode("pendek") == ""
    assert len({rules.make_kode() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    ("revoked", "selesai", "worth"),
    [
        (None, date(2026, 11, 21), "valid"),
        (None, date(2026, 11, 20), "ended"),
        (clock.now(), date(2026, 11, 21), "revoked"),
    ],
)
def test_a_proof_is_worth_what_the_ledger_says(revoked, selesai, worth) -> None:
    assert rules.keadaan_of(revoked, selesai, date(2026, 11, 20)) == worth


@pytest.mark.parametrize(
    ("cara", "status", "marks"),
    [
        ("ambil", "ready", {"handed_over"}),
        ("pos", "ready", {"handed_over", "posted"}),
        ("pos", "posted", {"returned"}),
        ("pos", "returned", {"handed_over", "posted"}),
        ("ambil", "handed_over", set()),
        ("ambil", "waiting", set()),
    ],
)
def test_a_mark_has_its_turn(cara, status, marks) -> None:
    assert {mark for mark in rules.MARKS if rules.may_mark(cara, status, mark)} == marks
