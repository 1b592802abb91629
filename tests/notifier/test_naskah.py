"""Words written by the Ministry: checked when saved, never run, versioned, and used."""

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.notifier.app import SERVICE
from services.notifier.naskah import rules
from services.notifier.naskah.models import NaskahForm
from services.notifier.surat.actions import write_out
from services.notifier.surat.models import Pesan
from services.notifier.surat.queries import take_due
from services.notifier.surat.rules import LEASE
from shared.errors import Invalid
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts

SUBJECT = "Akun Anda sedang diperiksa"
TEXT = "Pendaftaran {nomor} sudah masuk.\n\nTunggu kabar dari {nama_kantor}.\n\n[Lihat status akun]"
API = "/api/v1/notifier/naskah/akun_diterima"


@pytest.mark.parametrize(
    "isi",
    [
        TEXT + "\n\n{nik}", TEXT + "\n\n{{ nomor }}", TEXT + "\n\n{% include 'x' %}",
        TEXT + "\n\n{nomor.__class__}", TEXT + "\n\nhttps://lain.contoh.id", "[Tombol saja]",
        TEXT + "\n\n[Dua tombol]", TEXT.replace("[Lihat status akun]", ""), TEXT + "<script>",
    ],
)  # fmt: skip
def test_what_may_not_be_in_a_text_is_refused_when_saved(isi) -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_form(Pesan.AKUN_DITERIMA, NaskahForm(subjek=SUBJECT, isi=isi))
    assert set(wrong.value.fields) == {"isi"}


@pytest.mark.parametrize("subjek", ["pendek", "Permohonan {nobukti} Anda", "x" * 90])
def test_a_subject_names_nothing(subjek) -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_form(Pesan.AKUN_DITERIMA, NaskahForm(subjek=subjek, isi=TEXT))
    assert set(wrong.value.fields) == {"subjek"}


def test_braces_in_a_value_are_text() -> None:
    parts = rules.filled("{catatan}", "id", {"catatan": "{nama} {{ x }}", "nama": "Siti"})
    assert list(parts) == [("teks", "{nama} {{ x }}")]


@pytest.fixture
async def site(app_of, database):
    app, sign = app_of("notifier")
    async with TestClient(TestServer(app)) as client:
        yield client, sign, database


async def letter(database) -> str:
    akun_id = uuid7()
    async with database.transaction() as conn:
        await react(SERVICE.reactions, conn, facts.registered(akun_id), facts.submitted(akun_id))
        await take_due(conn, LEASE)
        surat = await take_due(conn, LEASE)
        message = await write_out(conn, surat, "http://127.0.0.1", "Kami <kami@contoh.id>")
    text = message.get_body(("plain",)).get_content()
    return text + message.get_body(("html",)).get_content() + message["Subject"]


async def test_new_words_are_used_from_now_on_and_old_ones_come_back(site) -> None:
    client, sign, database = site
    ministry = {"Authorization": f"Bearer {sign('petugas_kementerian', nama='Sinta')}"}
    body = {"subjek": SUBJECT, "isi": TEXT}
    got = await client.post(API, json=body, headers=ministry)
    assert (got.status, await got.json()) == (201, {"versi": 1})
    sent = await letter(database)
    assert SUBJECT in sent
    assert sent.count("Pendaftaran A00004421 sudah masuk.") == 2
    assert "Lihat status akun" in sent
    listed = await (await client.get(API, headers=ministry)).json()
    assert [(one["versi"], one["penulis"], one["aktif"]) for one in listed["versi"]] == [
        (1, "Sinta", True)
    ]
    got = await client.put(f"{API}/dipakai", json={"versi": 0}, headers=ministry)
    assert got.status == 200
    assert SUBJECT not in await letter(database)
    assert (await client.put(f"{API}/dipakai", json={"versi": 7}, headers=ministry)).status == 404


async def test_an_office_adds_its_block_and_writes_no_words(site) -> None:
    client, sign, database = site
    token = sign("admin_kabupaten", "33.10")
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/html"}
    got = await client.post(
        "/pesan/blok", data={"teks": "Loket buka sampai sore"}, headers=headers,
        allow_redirects=False,
    )  # fmt: skip
    assert got.status == 303
    assert (await letter(database)).count("Loket buka sampai sore") == 2
    got = await client.post("/pesan/blok", data={"teks": "{{ x }}"}, headers=headers)
    assert got.status == 422
    refused = await client.post(API, json={"subjek": SUBJECT, "isi": TEXT}, headers=headers)
    assert refused.status == 403


async def test_every_message_has_its_page_and_its_sample(site) -> None:
    client, sign, _ = site
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}", "Accept": "text/html"}
    for pesan in Pesan:
        got = await client.get(f"/pesan/{pesan}?bahasa=en", headers=headers)
        assert got.status == 200, pesan
        got = await client.get(f"/pesan/{pesan}/contoh", headers=headers)
        assert "sandbox" in got.headers["Content-Security-Policy"]
        assert got.status == 200
    assert (await client.get("/pesan/tidak_ada", headers=headers)).status == 404
