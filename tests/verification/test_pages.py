"""The officers' pages, through the real middlewares."""

import re
from typing import Any
from uuid import UUID

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from services.verification.antrean import rules
from tests.verification import facts
from tests.verification.conftest import GILANG, RINI, hear, lapse, open_tugas

TOKEN = re.compile(r'name="_csrf" value="([^"]+)"')
FENCE = re.compile(r'name="fence" value="(\d+)"')
ALL_FIT = {f"periksa_{kode}": "sesuai" for kode in rules.BUTIR["permohonan"]}


class Browser:
    """An officer's browser: cookies, and the token of the last page in every form."""

    def __init__(self, client: TestClient[Any, Any], session: str) -> None:
        self.client = client
        self.cookies = {"__Host-sesi": session}
        self.text = self.token = ""

    async def get(self, path: str) -> ClientResponse:
        return await self._ask("GET", path)

    async def post(self, path: str, **fields: str) -> ClientResponse:
        fields.setdefault("_csrf", self.token)
        return await self._ask("POST", path, data=fields)

    async def _ask(self, method: str, path: str, **more: Any) -> ClientResponse:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept": "text/html", "Cookie": cookie}
        response = await self.client.request(
            method, path, headers=headers, allow_redirects=False, **more
        )
        for name, morsel in response.cookies.items():
            self.cookies[name] = morsel.value
        self.text = await response.text()
        self.token = next(iter(TOKEN.findall(self.text)), self.token)
        return response

    @property
    def fence(self) -> str:
        return FENCE.search(self.text)[1]


@pytest.fixture
def rini(client, sign) -> Browser:
    return Browser(client, sign("petugas", "34.02", RINI.id, RINI.nama))


@pytest.fixture
def gilang(client, sign) -> Browser:
    return Browser(client, sign("petugas", "34.02", GILANG.id, GILANG.nama))


async def test_the_queue_shows_what_waits_in_the_own_office(db, rini) -> None:
    await open_tugas(db, nama="Siti Rahmawati")
    await open_tugas(db, tujuan=facts.JAKARTA, nama="Orang Jakarta")
    response = await rini.get("/verifikasi")
    assert response.status == 200
    assert "Siti Rahmawati" in rini.text
    assert "Orang Jakarta" not in rini.text
    assert "Semua 1" in rini.text
    assert "Permohonan 1" in rini.text
    assert "masuk Rab 18 Nov" in rini.text


async def test_an_empty_queue_says_what_it_is(rini) -> None:
    await rini.get("/verifikasi")
    assert "Tidak ada tugas" in rini.text


async def test_opening_a_task_shows_the_owners_cards_and_claims_nothing(db, rini) -> None:
    tugas_id = await open_tugas(db)
    response = await rini.get(f"/verifikasi/{tugas_id}")
    assert response.status == 200
    assert '<!--# include virtual="/permohonan/_kartu/' in rini.text
    assert '<!--# include virtual="/akun/_kartu/' in rini.text
    assert f'formaction="/verifikasi/{tugas_id}/periksa' not in rini.text
    async with db.connection() as conn:
        assert await conn.fetchval("SELECT claimed_by FROM tugas") is None


async def test_a_clean_case_takes_eight_clicks_and_leads_on(db, rini) -> None:
    first = await open_tugas(db, nobukti="W00000001")
    second = await open_tugas(db, nobukti="W00000002", at=facts.AT.replace(day=24))
    await rini.get(f"/verifikasi/{first}")
    assert (await rini.post(f"/verifikasi/{first}/ambil")).status == 303
    await rini.get(f"/verifikasi/{first}")
    assert "checked" not in rini.text
    fields = {"fence": rini.fence, "keputusan": "approved", **ALL_FIT}
    response = await rini.post(f"/verifikasi/{first}/keputusan", **fields)
    assert response.status == 303
    assert response.headers["Location"].startswith(f"/verifikasi/{second}?")
    await rini.get(response.headers["Location"])
    assert "W00000001 disetujui pukul" in rini.text
    assert "Selesai" in rini.text
    await rini.get("/verifikasi?selesai=1")
    assert "W00000001" in rini.text
    await rini.get(f"/verifikasi/{first}")
    assert f"Disetujui oleh {RINI.nama}" in rini.text


async def test_after_the_last_decision_the_queue_is_shown(db, rini) -> None:
    only = await open_tugas(db)
    await rini.get(f"/verifikasi/{only}")
    await rini.post(f"/verifikasi/{only}/ambil")
    await rini.get(f"/verifikasi/{only}")
    fields = {"fence": rini.fence, "keputusan": "approved", **ALL_FIT}
    response = await rini.post(f"/verifikasi/{only}/keputusan", **fields)
    assert response.headers["Location"] == f"/verifikasi?putus={only}"
    await rini.get(response.headers["Location"])
    assert "Terakhir selesai" in rini.text


async def test_approval_with_open_checks_lists_them_and_keeps_the_answers(db, rini) -> None:
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    await rini.get(f"/verifikasi/{tugas_id}")
    response = await rini.post(
        f"/verifikasi/{tugas_id}/keputusan", fence=rini.fence, keputusan="approved",
        periksa_ktp_el="sesuai", periksa_alamat="tidak",
    )  # fmt: skip
    assert response.status == 422
    assert "<title>Galat: " in rini.text
    assert 'href="#periksa_alasan"' in rini.text
    assert 'href="#periksa_alamat"' in rini.text
    assert 'href="#periksa_ktp_el"' not in rini.text
    assert rini.text.count(" checked") == 2


async def test_a_rejection_without_reason_and_note_is_refused(db, rini) -> None:
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    await rini.get(f"/verifikasi/{tugas_id}")
    response = await rini.post(
        f"/verifikasi/{tugas_id}/keputusan", fence=rini.fence, keputusan="rejected"
    )
    assert response.status == 422
    assert "Pilih alasan penolakan." in rini.text
    assert "Tulis catatan untuk pemohon." in rini.text
    response = await rini.post(
        f"/verifikasi/{tugas_id}/keputusan", fence=rini.fence, keputusan="rejected",
        alasan="dokumen", catatan="Unggah lagi surat kerja Anda.",
    )  # fmt: skip
    assert response.status == 303


async def test_a_second_officer_is_told_who_has_it_and_since_when(db, rini, gilang) -> None:
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    await gilang.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    response = await gilang.post(f"/verifikasi/{tugas_id}/ambil")
    assert response.status == 409
    assert re.search(rf"diambil {RINI.nama} pukul \d\d\.\d\d WIB", gilang.text)


async def test_a_late_page_gets_409_and_the_state_as_it_is(db, rini, gilang) -> None:
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    await rini.get(f"/verifikasi/{tugas_id}")
    mine = rini.fence
    await lapse(db, tugas_id)
    await gilang.get(f"/verifikasi/{tugas_id}")
    await gilang.post(f"/verifikasi/{tugas_id}/ambil")
    response = await rini.post(
        f"/verifikasi/{tugas_id}/keputusan", fence=mine, keputusan="approved", **ALL_FIT
    )
    assert response.status == 409
    assert f"diambil {GILANG.nama} pukul" in rini.text
    assert (await rini.post(f"/verifikasi/{tugas_id}/periksa", fence=mine)).status == 409
    assert (await rini.post(f"/verifikasi/{tugas_id}/lepas", fence=mine)).status == 409


async def test_saved_checks_come_back_and_a_released_task_is_free(db, rini, gilang) -> None:
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    await rini.get(f"/verifikasi/{tugas_id}")
    saved = await rini.post(
        f"/verifikasi/{tugas_id}/periksa", fence=rini.fence, periksa_ktp_el="sesuai"
    )
    assert saved.status == 303
    await rini.get(f"/verifikasi/{tugas_id}")
    assert "1 dari 6 diperiksa" in rini.text
    assert (await rini.post(f"/verifikasi/{tugas_id}/lepas", fence=rini.fence)).status == 303
    await gilang.get(f"/verifikasi/{tugas_id}")
    assert (await gilang.post(f"/verifikasi/{tugas_id}/ambil")).status == 303


@pytest.mark.parametrize("fence", ["", "x", "-1", "9" * 40, "²"])
async def test_a_broken_fence_is_a_conflict(db, rini, fence) -> None:
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    response = await rini.post(f"/verifikasi/{tugas_id}/periksa", fence=fence)
    assert response.status == 409


async def test_take_the_next_leads_to_it(db, rini) -> None:
    tugas_id = await open_tugas(db)
    await rini.get("/verifikasi")
    response = await rini.post("/verifikasi/ambil-berikutnya")
    assert (response.status, response.headers["Location"]) == (303, f"/verifikasi/{tugas_id}")
    response = await rini.post("/verifikasi/ambil-berikutnya")
    assert response.status == 409


async def test_filters_live_in_the_address(db, rini) -> None:
    await open_tugas(db, nama="Bagus Prasetyo", nobukti="W00000131")
    await hear(db, facts.akun_submitted(asal=facts.BANTUL, nama="Maria Lende"))
    await rini.get("/verifikasi?jenis=akun")
    assert "Maria Lende" in rini.text
    assert "Bagus Prasetyo" not in rini.text
    await rini.get("/verifikasi?saya=1")
    assert "Maria Lende" not in rini.text
    assert "Hapus saringan" in rini.text


@pytest.mark.parametrize("words", ["bagus", "PRASETYO bagus", "w00000131", "W 0000 0131"])
async def test_search_finds_by_number_and_by_words_of_the_name(db, rini, words) -> None:
    await open_tugas(db, nama="Bagus Prasetyo", nobukti="W00000131")
    await open_tugas(db, nama="Siti Rahmawati")
    await rini.get(f"/verifikasi?q={words}")
    assert "Bagus Prasetyo" in rini.text
    assert "Siti Rahmawati" not in rini.text


async def test_search_does_not_reach_another_office(db, rini) -> None:
    await open_tugas(db, nama="Bagus Prasetyo", tujuan=facts.JAKARTA, nobukti="W00000131")
    for words in ("bagus", "W00000131"):
        await rini.get(f"/verifikasi?q={words}")
        assert "Tidak ditemukan" in rini.text


async def test_pages_of_the_queue_follow_by_key(db, rini) -> None:
    for n in range(23):
        await open_tugas(db, nama=f"Orang Nomor{n:02d}", nobukti=f"W{n:08d}")
    await rini.get("/verifikasi")
    first = set(re.findall(r"Orang Nomor\d\d", rini.text))
    following = re.search(r'rel="next" href="([^"]+)"', rini.text)[1].replace("&amp;", "&")
    await rini.get(following)
    second = set(re.findall(r"Orang Nomor\d\d", rini.text))
    assert (len(first), len(second)) == (20, 3)
    assert not first & second


@pytest.mark.parametrize("query", ["setelah=x", "setelah=~", "jenis=mitra", "putus=x", "q=%00"])
async def test_nonsense_in_the_address_is_left_out(db, rini, query) -> None:
    await open_tugas(db)
    assert (await rini.get(f"/verifikasi?{query}")).status == 200


async def test_only_officers_of_the_office_come_in(db, client, sign) -> None:
    tugas_id = await open_tugas(db)
    for role, area, status in (
        ("petugas", "34.02", 200), ("petugas", "34.04", 403), ("petugas_provinsi", "34", 403),
        ("petugas_kementerian", "", 403), ("penduduk", "", 403),
    ):  # fmt: skip
        browser = Browser(client, sign(role, area))
        assert (await browser.get(f"/verifikasi/{tugas_id}")).status == status
    nobody = Browser(client, "x")
    response = await nobody.get(f"/verifikasi/{tugas_id}")
    assert response.headers["Location"].startswith("/petugas/masuk?kembali=")


@pytest.mark.parametrize("tugas_id", ["x", str(UUID(int=404))])
async def test_an_unknown_task_is_not_found(rini, tugas_id) -> None:
    assert (await rini.get(f"/verifikasi/{tugas_id}")).status == 404


async def test_the_badge_counts_what_waits_and_is_empty_for_others(db, rini, client, sign) -> None:
    await open_tugas(db)
    await rini.get("/verifikasi/_jumlah")
    assert rini.text.startswith('<span class="np-lencana">1<')
    ministry = Browser(client, sign("petugas_kementerian", ""))
    assert (await ministry.get("/verifikasi/_jumlah")).status == 200
    assert ministry.text == ""


async def test_an_akuns_tasks_are_a_fragment_for_the_page_of_its_owner(db, rini) -> None:
    mine = facts.permohonan_submitted()
    await hear(db, mine, facts.permohonan_submitted(tujuan=facts.JAKARTA, nobukti="W00000999"))
    assert (await rini.get(f"/verifikasi/_akun/{mine.akun_id}")).status == 200
    assert "W00000123" in rini.text
    await rini.get("/verifikasi/_akun/00000000-0000-0000-0000-000000000001")
    assert "Tidak ada tugas kantor ini" in rini.text
    assert (await rini.get("/verifikasi/_akun/siapa")).status == 404
