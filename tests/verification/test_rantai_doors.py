"""The chain through the doors: whose queue, who is refused, what the pages and the API say."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.db import Database
from tests.verification import facts
from tests.verification.conftest import hear
from tests.verification.rantai import BANTUL, clear_chains, fits, in_bantul, in_kutai, level
from tests.verification.test_api import API, ask
from tests.verification.test_pages import Browser

SEKAR = level("petugas_desa", BANTUL, "Sekar")
LURAH = level("lurah", BANTUL, "Bu Lurah")
NOTE = "Nomor rumah belum dilihat di tempat."


@pytest.fixture(autouse=True)
async def chains(db: Database) -> AsyncIterator[None]:
    """Each test begins and ends without an office that has a chain."""
    await clear_chains(db)
    yield
    await clear_chains(db)


@pytest.fixture
def sekar(client: Any, sign: Any) -> Browser:
    return Browser(client, sign("petugas_desa", BANTUL, SEKAR.id, SEKAR.nama))


async def test_a_village_has_a_queue_of_its_own_and_no_akun(db, client, sign, sekar) -> None:
    tugas_id = await in_bantul(db)
    akun = facts.akun_submitted(asal=BANTUL, nama="Akun Rahasia")
    await hear(db, akun)
    await sekar.get("/verifikasi")
    assert "Siti Rahmawati" in sekar.text
    assert "Akun Rahasia" not in sekar.text
    assert "?jenis=akun" not in sekar.text
    assert "/akun/cari" not in sekar.text
    async with db.connection() as conn:
        other = await conn.fetchval("SELECT id FROM tugas WHERE jenis = 'akun'")
    assert (await sekar.get(f"/verifikasi/{other}")).status == 404
    await sekar.get("/verifikasi?q=rahasia")
    assert "Akun Rahasia" not in sekar.text
    next_door = Browser(client, sign("petugas_desa", "34.02.08.2002"))
    assert (await next_door.get(f"/verifikasi/{tugas_id}")).status == 403
    above = Browser(client, sign("camat", "34.02.08"))
    assert (await above.get(f"/verifikasi/{tugas_id}")).status == 404
    assert (await sekar.get("/verifikasi/asal")).status == 403


async def test_a_village_hands_on_and_reads_what_it_handed_on(db, sekar) -> None:
    tugas_id = await in_bantul(db)
    path = f"/verifikasi/{tugas_id}"
    await sekar.get(path)
    assert "Diperiksa Kalurahan" in sekar.text
    await sekar.post(f"{path}/ambil")
    await sekar.get(path)
    assert "Setujui" not in sekar.text
    assert "Kembalikan ke" not in sekar.text
    refused = await sekar.post(f"{path}/teruskan", fence=sekar.fence, periksa_alamat="sesuai")
    assert refused.status == 422
    assert sekar.text.count("belum diperiksa.") >= 5
    checks = {f"periksa_{kode}": "sesuai" for kode in fits("desa")}
    moved = await sekar.post(f"{path}/teruskan", fence=sekar.fence, **checks)
    assert moved.status == 303
    await sekar.get(moved.headers["Location"])
    assert "W00000123 diteruskan ke disdukcapil" in sekar.text
    await sekar.get("/verifikasi?selesai=1")
    assert "Siti Rahmawati" in sekar.text
    await sekar.get(path)
    assert "Sedang diperiksa Disdukcapil" in sekar.text
    assert "/permohonan/_kartu/" not in sekar.text


async def test_the_office_hands_back_and_only_officers_read_why(db, client, sign, sekar) -> None:
    tugas_id = await in_bantul(db)
    path = f"/verifikasi/{tugas_id}"
    dinas = Browser(client, sign("petugas", "34.02", nama="Gita"))
    await dinas.get(path)
    assert "Sedang diperiksa Kalurahan" in dinas.text
    assert "/ambil" not in dinas.text.split('class="np-keputusan"')[-1]
    assert (await dinas.post(f"{path}/ambil")).status == 409
    await hand_on(client, sign, tugas_id)
    await dinas.get(path)
    await dinas.post(f"{path}/ambil")
    await dinas.get(path)
    kept = {"fence": dinas.fence, "alasan_kembali": "alamat", "catatan_kembali": "pendek"}
    refused = await dinas.post(f"{path}/turunkan", **kept)
    assert refused.status == 422
    assert 'value="alamat" selected' in dinas.text
    assert ">\npendek</textarea>" in dinas.text
    await dinas.post(f"{path}/turunkan", **(kept | {"catatan_kembali": NOTE}))
    await sekar.get(path)
    assert "Dikembalikan oleh Disdukcapil (Gita)" in sekar.text
    assert NOTE in sekar.text
    async with db.connection() as conn:
        told = await conn.fetch("SELECT body FROM outbox")
    assert not any(NOTE.encode() in bytes(one["body"]) for one in told)


async def hand_on(client: Any, sign: Any, tugas_id: Any) -> None:
    token = sign("lurah", BANTUL, LURAH.id, LURAH.nama)
    _, taken = await ask(client, token, "POST", f"{API}/{tugas_id}/ambil")
    body = {"fence": taken["fence"], "checklist": fits("desa")}
    status, moved = await ask(client, token, "POST", f"{API}/{tugas_id}/teruskan", **body)
    assert (status, moved["jenjang"]) == (200, "dinas")


async def test_a_colleague_who_comes_late_is_told_where_it_went(db, client, sign, sekar) -> None:
    tugas_id = await in_bantul(db)
    await sekar.get(f"/verifikasi/{tugas_id}")
    await hand_on(client, sign, tugas_id)
    late = await sekar.post(f"/verifikasi/{tugas_id}/ambil")
    assert late.status == 409
    assert "sudah diserahkan Bu Lurah ke Disdukcapil" in sekar.text


async def test_a_superior_pulls_up_what_a_level_does_not_get_on_with(
    db, client, sign, sekar
) -> None:
    tugas_id = await in_bantul(db)
    path = f"/verifikasi/{tugas_id}"
    wati = Browser(client, sign("supervisor", "34.02", nama="Wati"))
    await wati.get("/verifikasi?khusus=setempat")
    assert "Di tingkat lain 1" in wati.text
    assert "Siti Rahmawati" in wati.text
    async with db.transaction() as conn:
        await conn.execute("UPDATE tugas SET tenggat = now() + interval '1 day'")
    await sekar.get(path)
    await sekar.post(f"{path}/ambil")
    busy = await wati.post(f"{path}/tarik", catatan_tarik=NOTE)
    assert (busy.status, "sedang diperiksa Sekar" in wati.text) == (409, True)
    assert f">\n{NOTE}</textarea>" in wati.text
    await sekar.get(path)
    await sekar.post(f"{path}/lepas", fence=sekar.fence)
    short = await wati.post(f"{path}/tarik", catatan_tarik="pendek")
    assert (short.status, ">\npendek</textarea>" in wati.text) == (422, True)
    gita = Browser(client, sign("petugas", "34.02", nama="Gita"))
    assert (await gita.get(path)).status == 200
    assert f"{path}/tarik" not in gita.text
    assert (await gita.post(f"{path}/tarik", catatan_tarik=NOTE)).status == 403
    pulled = await wati.post(f"{path}/tarik", catatan_tarik=NOTE)
    assert pulled.status == 303
    await wati.get(pulled.headers["Location"])
    assert "W00000123 ditarik ke disdukcapil" in wati.text
    assert NOTE in wati.text
    assert (await wati.post(f"{path}/tarik", catatan_tarik=NOTE)).status == 409
    await sekar.get(path)
    assert "Sedang diperiksa Disdukcapil" in sekar.text


async def test_what_is_late_is_pulled_up_out_of_a_hand_which_is_told(db, client, sign) -> None:
    tugas_id = await in_bantul(db)
    lurah, head = sign("lurah", BANTUL, LURAH.id, LURAH.nama), sign("kepala_dinas", "34.02")
    _, taken = await ask(client, lurah, "POST", f"{API}/{tugas_id}/ambil")
    async with db.transaction() as conn:
        await conn.execute("UPDATE tugas SET tenggat = now() - interval '1 hour'")
        await conn.execute("UPDATE tugas SET eskalasi = 'supervisor'")
    _, listed = await ask(client, head, "GET", f"{API}?khusus=eskalasi")
    assert [one["id"] for one in listed["tugas"]] == [str(tugas_id)]
    status, pulled = await ask(client, head, "POST", f"{API}/{tugas_id}/tarik", catatan=NOTE)
    assert (status, pulled["jenjang"], pulled["diambil_oleh"]) == (200, "dinas", "")
    body = {"fence": taken["fence"], "checklist": fits("desa")}
    status, told = await ask(client, lurah, "POST", f"{API}/{tugas_id}/teruskan", **body)
    assert (status, "sudah diserahkan" in told["pesan"]) == (409, True)
    _, chain = await ask(client, head, "GET", f"{API}/{tugas_id}/langkah")
    assert [one["tindakan"] for one in chain["langkah"]] == ["pulled_up"]


async def test_the_api_of_the_chain(db, client, sign) -> None:
    tugas_id = await in_kutai(db)
    desa = "64.02.06.1002"
    rt = sign("ketua_rt", desa, nama="Pak Udin")
    _, taken = await ask(client, rt, "POST", f"{API}/{tugas_id}/ambil")
    assert (taken["jenjang"], set(taken["butir"])) == ("rt", set(fits("rt")))
    body = {"fence": taken["fence"], "keputusan": "approved", "checklist": fits("rt")}
    status, said = await ask(client, rt, "POST", f"{API}/{tugas_id}/keputusan", **body)
    assert (status, "Hanya Disdukcapil" in said["pesan"]) == (409, True)
    usul = {"fence": taken["fence"], "alasan": ["alamat_tidak_ditemukan"], "catatan": NOTE}
    status, said = await ask(client, rt, "POST", f"{API}/{tugas_id}/usulkan", **usul)
    assert (status, said["jenjang"]) == (200, "dinas")
    dinas = sign("petugas", "64.02", nama="Bu Aminah")
    _, taken = await ask(client, dinas, "POST", f"{API}/{tugas_id}/ambil")
    back = {"fence": taken["fence"], "alasan": "orang"}
    status, said = await ask(client, dinas, "POST", f"{API}/{tugas_id}/turunkan", **back)
    assert (status, set(said["galat"])) == (422, {"catatan"})
    await ask(client, dinas, "POST", f"{API}/{tugas_id}/turunkan", **back, catatan=NOTE)
    status, said = await ask(client, dinas, "GET", f"{API}/{tugas_id}/langkah")
    assert (said["jenjang"], len(said["rantai"])) == ("kecamatan", 4)
    steps = [(one["jenjang"], one["tindakan"], one["catatan"]) for one in said["langkah"]]
    assert steps == [("rt", "recommended", NOTE), ("dinas", "sent_back", NOTE)]
