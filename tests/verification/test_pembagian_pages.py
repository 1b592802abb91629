"""The doors to the division of work, for people and programs."""

import pytest

from tests.verification.conftest import GILANG, RINI, hear, lapse, open_tugas
from tests.verification.test_pages import Browser, rini  # noqa: F401
from tests.verification.test_pembagian import SARI, assigned

API = "/api/v1/verification"


@pytest.fixture
def sari(client, sign) -> Browser:
    return Browser(client, sign("supervisor", "34.02", SARI.id, SARI.nama))


async def test_the_chosen_are_taken_from_the_page(db, rini) -> None:  # noqa: F811
    first, second = await open_tugas(db), await open_tugas(db, nobukti="W00000124")
    await rini.get("/verifikasi")
    assert rini.text.count('name="pilih"') == 2
    assert "Untuk yang dipilih" in rini.text
    assert "Tugaskan" not in rini.text
    response = await rini.post("/verifikasi/pilihan?jenis=permohonan")
    assert response.status == 422
    assert "Pilih tugas dari daftar dulu." in rini.text
    response = await rini.post("/verifikasi/pilihan?jenis=permohonan", pilih=str(first))
    assert response.headers["Location"] == "/verifikasi?jenis=permohonan&diambil=1"
    await rini.get(response.headers["Location"])
    assert "1 tugas Anda ambil." in rini.text
    assert "<strong>Anda</strong>" in rini.text
    async with db.connection() as conn:
        assert await conn.fetchval("SELECT claimed_by FROM tugas WHERE id = $1", second) is None


async def test_who_was_faster_is_named_on_the_spot(db, rini, sari) -> None:  # noqa: F811
    tugas_id = await open_tugas(db)
    await rini.get("/verifikasi")
    await rini.post("/verifikasi/pilihan", pilih=str(tugas_id))
    await sari.get("/verifikasi")
    response = await sari.post("/verifikasi/pilihan", pilih=str(tugas_id))
    assert response.status == 409
    assert "W00000123: Permohonan ini sudah diambil Rini Astuti pukul" in sari.text


async def test_a_supervisor_assigns_takes_over_and_sets_the_limit(db, rini, sari) -> None:  # noqa: F811
    await hear(db, assigned(RINI), assigned(GILANG), assigned(SARI))
    tugas_id = await open_tugas(db)
    await sari.get("/verifikasi")
    assert "Gilang Wibowo (0 dipegang)" in sari.text
    response = await sari.post("/verifikasi/tugaskan", pilih=str(tugas_id), kepada="")
    assert response.status == 422
    assert "Pilih petugas verifikasi kantor ini." in sari.text
    response = await sari.post("/verifikasi/tugaskan", pilih=str(tugas_id), kepada=str(RINI.id))
    assert response.headers["Location"] == "/verifikasi?ditugaskan=1"
    await rini.get(f"/verifikasi/{tugas_id}")
    assert f'formaction="/verifikasi/{tugas_id}/periksa' in rini.text
    await sari.get(f"/verifikasi/{tugas_id}")
    assert "Ambil alih" in sari.text
    assert (await sari.post(f"/verifikasi/{tugas_id}/ambil-alih")).status == 303
    fields = {"fence": rini.fence, "keputusan": "approved"}
    assert (await rini.post(f"/verifikasi/{tugas_id}/keputusan", **fields)).status == 409
    assert "diambil Sari Dewi pukul" in rini.text
    assert "Ambil alih" not in rini.text
    await sari.get("/verifikasi/pembagian")
    assert "Gilang Wibowo" in sari.text
    for wrong in ("", "0", "201", "banyak"):
        assert (await sari.post("/verifikasi/pembagian", batas=wrong)).status == 422
        assert "Tulis angka 1 sampai 200." in sari.text
    assert (await sari.post("/verifikasi/pembagian", batas="5")).status == 303
    await sari.get("/verifikasi/pembagian?tersimpan=1")
    assert "Batas tersimpan: 5 tugas" in sari.text


async def test_what_is_a_supervisors_is_closed_to_officers(db, rini) -> None:  # noqa: F811
    tugas_id = await open_tugas(db)
    await rini.get("/verifikasi")
    for path in ("/verifikasi/tugaskan", f"/verifikasi/{tugas_id}/ambil-alih"):
        assert (await rini.post(path)).status == 403
    assert (await rini.get("/verifikasi/pembagian")).status == 403


async def test_an_open_page_renews_its_lease(db, rini, sari) -> None:  # noqa: F811
    tugas_id = await open_tugas(db)
    await rini.get(f"/verifikasi/{tugas_id}")
    await rini.post(f"/verifikasi/{tugas_id}/ambil")
    await rini.get(f"/verifikasi/{tugas_id}")
    assert f'data-perpanjang="/verifikasi/{tugas_id}/perpanjang"' in rini.text
    fence = rini.fence
    await lapse(db, tugas_id)
    response = await rini.post(f"/verifikasi/{tugas_id}/perpanjang", fence=fence)
    assert response.status == 200
    assert (await response.json())["pukul"].endswith("WIB")
    await sari.get(f"/verifikasi/{tugas_id}")
    await sari.post(f"/verifikasi/{tugas_id}/ambil-alih")
    assert (await rini.post(f"/verifikasi/{tugas_id}/perpanjang", fence=fence)).status == 409


async def test_programs_divide_the_work_as_people_do(db, client, sign) -> None:
    await hear(db, assigned(RINI), assigned(GILANG))
    ids = [str(await open_tugas(db, nobukti=f"W0000000{n}")) for n in range(3)]
    headers = {"Authorization": f"Bearer {sign('supervisor', '34.02', SARI.id, SARI.nama)}"}
    hers = {"Authorization": f"Bearer {sign('petugas', '34.02', RINI.id, RINI.nama)}"}

    async def ask(method, path, who=headers, **body):
        response = await client.request(method, f"{API}/{path}", headers=who, json=body or None)
        return response.status, await response.json()

    given = {"tugas_ids": ids[:2], "petugas_id": str(RINI.id)}
    status, said = await ask("POST", "tugas/tugaskan", **given)
    assert (status, sorted(said["diambil"]), said["ditolak"]) == (200, sorted(ids[:2]), [])
    status, said = await ask("POST", "tugas/ambil-pilihan", tugas_ids=ids[1:])
    assert said["diambil"] == ids[2:]
    assert "Rini Astuti" in said["ditolak"][0]["pesan"]
    status, said = await ask("POST", f"tugas/{ids[0]}/ambil-alih")
    assert (status, said["diambil_oleh"], said["milik_saya"]) == (200, SARI.nama, True)
    status, said = await ask("POST", f"tugas/{ids[0]}/perpanjang", fence=said["fence"])
    assert said["pukul"].endswith("WIB")
    assert (await ask("POST", f"tugas/{ids[0]}/perpanjang", hers, fence=1))[0] == 409
    status, said = await ask("PUT", "pembagian", batas=7)
    held = {one["nama"]: one["dipegang"] for one in said["petugas"]}
    assert (said["batas"], held) == (7, {"Rini Astuti": 1, "Gilang Wibowo": 0})
    assert (await ask("PUT", "pembagian", batas=0))[0] == 422
    assert (await ask("GET", "pembagian", hers))[0] == 403
