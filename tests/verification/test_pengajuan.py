"""Putting a tugas before the supervisor."""

from __future__ import annotations

import pytest

from services.verification.antrean import queries, queries_daftar
from services.verification.pengajuan import actions
from services.verification.pengajuan.models import AjukanForm, KembalikanForm
from services.verification.pengajuan.queries import list_pengajuan
from shared.errors import Conflict, Invalid, NotAllowed
from tests.verification.conftest import GILANG, RINI, open_tugas, petugas, told
from tests.verification.test_actions import claim, decide
from tests.verification.test_api import API
from tests.verification.test_api import ask as ask_api
from tests.verification.test_pages import Browser

ATASAN = petugas("Sri Lestari", peran="supervisor")
KEPALA = petugas("Joko Widagdo", peran="kepala_dinas")
WORDS = {"alasan": "meragukan", "catatan": "Foto KTP-el tampak disunting."}


async def refer(db, siapa, tugas_id, fence, **more):
    async with db.transaction() as conn:
        form = AjukanForm(fence=fence, **{**WORDS, **more})
        return await actions.refer_tugas(conn, siapa, tugas_id, form)


async def back(db, siapa, tugas_id, jawaban="Cocokkan lagi dengan data Dukcapil."):
    async with db.transaction() as conn:
        return await actions.hand_back(conn, siapa, tugas_id, KembalikanForm(jawaban=jawaban))


async def referred(db):
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    return await refer(db, RINI, tugas_id, fence), fence


async def test_only_the_superiors_can_take_and_decide_it(db) -> None:
    tugas, fence = await referred(db)
    assert (tugas.diajukan, tugas.claimed_by) == (True, None)
    for officer in (RINI, GILANG):
        with pytest.raises(Conflict, match="Hanya supervisor"):
            await claim(db, officer, tugas.id)
    with pytest.raises(Conflict):
        await decide(db, RINI, tugas.id, fence)
    taken = await claim(db, ATASAN, tugas.id)
    assert (await decide(db, ATASAN, tugas.id, taken.fence)).status == "decided"


async def test_taking_the_next_steps_past_it(db) -> None:
    tugas, _ = await referred(db)
    async with db.transaction() as conn:
        assert await queries_daftar.next_open(conn, GILANG, None) is None
        assert await queries_daftar.next_open(conn, ATASAN, None) == tugas.id
        lease = tugas.tenggat - tugas.masuk_at
        assert await queries_daftar.claim_next(conn, GILANG, None, lease) is None
        assert (await queries_daftar.claim_next(conn, KEPALA, None, lease)).id == tugas.id


async def test_it_is_told_without_its_words(db) -> None:
    await referred(db)
    kind = "verification.tugas.referred.v1"
    assert (await told(db)).count(kind) == 1
    async with db.connection() as conn:
        body = await conn.fetchval(
            "SELECT convert_from(body, 'utf8') FROM outbox WHERE type = $1", kind
        )
        kept = await conn.fetchval("SELECT catatan FROM pengajuan")
    assert "disunting" not in body
    assert "meragukan" not in body
    assert b"disunting" not in kept


@pytest.mark.parametrize(
    ("more", "field"), [({"alasan": "bosan"}, "alasan"), ({"catatan": "x"}, "catatan")]
)
async def test_a_referral_needs_a_reason_and_words(db, more, field) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    with pytest.raises(Invalid) as wrong:
        await refer(db, RINI, tugas_id, fence, **more)
    assert set(wrong.value.fields) == {field}


async def test_only_who_has_it_refers_it_and_no_superior(db) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    with pytest.raises(Conflict, match="diambil Rini"):
        await refer(db, GILANG, tugas_id, fence)
    other = await open_tugas(db, nobukti="W00000124")
    with pytest.raises(Conflict, match="atasan"):
        await refer(db, ATASAN, other, (await claim(db, ATASAN, other)).fence)


async def test_handed_back_it_is_everybodys_again_with_an_answer(db) -> None:
    tugas, _ = await referred(db)
    with pytest.raises(NotAllowed):
        await back(db, GILANG, tugas.id)
    with pytest.raises(Invalid):
        await back(db, ATASAN, tugas.id, "ya")
    again = await back(db, ATASAN, tugas.id)
    assert not again.diajukan
    with pytest.raises(Conflict, match="tidak diajukan"):
        await back(db, ATASAN, tugas.id)
    taken = await claim(db, GILANG, tugas.id)
    second = await refer(db, GILANG, tugas.id, taken.fence)
    async with db.connection() as conn:
        rows = await list_pengajuan(conn, second)
    assert [(row.oleh_nama, row.kembali_nama) for row in rows] == [
        ("Gilang Wibowo", ""), ("Rini Astuti", "Sri Lestari"),
    ]  # fmt: skip
    assert rows[1].jawaban == "Cocokkan lagi dengan data Dukcapil."


async def test_who_referred_it_takes_it_back_while_no_superior_has_it(db) -> None:
    tugas, _ = await referred(db)
    taken = await claim(db, ATASAN, tugas.id)
    with pytest.raises(Conflict, match="sedang diperiksa Sri Lestari"):
        await back(db, RINI, tugas.id, "")
    async with db.transaction() as conn:
        await queries.set_released(conn, taken.id)
    assert not (await back(db, RINI, tugas.id, "")).diajukan


async def test_the_pages_of_officer_and_supervisor(db, client, sign) -> None:
    tugas_id = await open_tugas(db)
    await claim(db, RINI, tugas_id)
    rini = Browser(client, sign("petugas", "34.02", RINI.id, RINI.nama))
    sri = Browser(client, sign("supervisor", "34.02", ATASAN.id, ATASAN.nama))
    await rini.get(f"/verifikasi/{tugas_id}")
    assert f'href="/verifikasi/{tugas_id}/ajukan"' in rini.text
    await rini.get(f"/verifikasi/{tugas_id}/ajukan")
    fence = rini.fence
    answer = await rini.post(f"/verifikasi/{tugas_id}/ajukan", fence=fence, catatan="Ada keraguan")
    assert answer.status == 422
    assert "Pilih alasan mengajukan." in rini.text
    assert "Ada keraguan" in rini.text
    answer = await rini.post(f"/verifikasi/{tugas_id}/ajukan", fence=fence, **WORDS)
    assert answer.status == 303
    await rini.get(answer.headers["Location"])
    assert "Tarik pengajuan" in rini.text
    assert 'action="/verifikasi/' + f'{tugas_id}/ambil"' not in rini.text
    await sri.get("/verifikasi?khusus=diajukan")
    assert "Diajukan ke saya 1" in sri.text
    assert "Diajukan ke supervisor" in sri.text
    await sri.get(f"/verifikasi/{tugas_id}")
    assert WORDS["catatan"] in sri.text
    answer = await sri.post(f"/verifikasi/{tugas_id}/kembalikan", jawaban="")
    assert answer.status == 422
    assert "Tulis arahan paling sedikit 10 huruf." in sri.text
    answer = await sri.post(f"/verifikasi/{tugas_id}/kembalikan", jawaban="Periksa sekali lagi.")
    assert answer.status == 303
    await rini.get(f"/verifikasi/{tugas_id}")
    assert "Periksa sekali lagi." in rini.text
    assert f"{tugas_id}/ambil" in rini.text


async def test_the_api_refers_and_hands_back(db, client, sign) -> None:
    tugas_id = await open_tugas(db)
    fence = (await claim(db, RINI, tugas_id)).fence
    mine = sign("petugas", "34.02", RINI.id, RINI.nama)
    theirs = sign("supervisor", "34.02", ATASAN.id, ATASAN.nama)
    path = f"{API}/{tugas_id}"
    status, refused = await ask_api(client, mine, "POST", f"{path}/ajukan", fence=fence)
    assert (status, set(refused["galat"])) == (422, {"alasan", "catatan"})
    status, found = await ask_api(client, mine, "POST", f"{path}/ajukan", fence=fence, **WORDS)
    assert (status, found["diajukan"]) == (200, True)
    _, listed = await ask_api(client, theirs, "GET", f"{API}?khusus=diajukan")
    assert [one["id"] for one in listed["tugas"]] == [str(tugas_id)]
    words = {"jawaban": "Periksa sekali lagi."}
    status, found = await ask_api(client, theirs, "POST", f"{path}/kembalikan", **words)
    assert (status, found["diajukan"]) == (200, False)
    _, listed = await ask_api(client, mine, "GET", f"{path}/pengajuan")
    assert listed["pengajuan"][0]["jawaban"] == "Periksa sekali lagi."
    status, _ = await ask_api(client, mine, "POST", f"{path}/kembalikan", jawaban="")
    assert status == 409
