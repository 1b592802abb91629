"""Why one cancels, where the regulation's form has a line for it."""

from __future__ import annotations

from pypdfium2 import PdfDocument

from services.registration.draf.actions import list_draf
from tests.registration.made import hear, submit
from tests.registration.offices import instansi_changed

API = "/api/v1/registration/permohonan"


async def test_where_the_regulation_asks_why_one_cancels_the_reason_is_kept_and_printed(
    browser, database, siti, sign
) -> None:
    async with database.transaction() as conn:
        await hear(conn, instansi_changed("34.02", "permendagri-74-2022"))
        sent = await submit(conn, siti)
    path = f"/permohonan/{sent.permohonan_id}"
    await browser.get(f"{path}/batal")
    assert (await browser.post(f"{path}/batal", alasan_pembatalan="Tidak <jadi>")).status == 422
    assert "Tidak &lt;jadi&gt;" in browser.text
    assert (await browser.post(f"{path}/batal", alasan_pembatalan=" ")).status == 422
    assert "Bagian ini wajib diisi." in browser.text
    await browser.follow(f"{path}/batal", alasan_pembatalan="Tidak jadi pindah")
    assert "Dibatalkan" in browser.text
    assert "Tidak jadi pindah" in browser.text
    own = {"Authorization": f"Bearer {sign('penduduk', who=siti.akun_id)}"}
    printed = await browser.client.get(f"{path}/formulir/F.1-15.pdf", headers=own)
    document = PdfDocument(await printed.read())
    assert "Tidak jadi pindah" in document[0].get_textpage().get_text_bounded()
    document.close()
    # The reason belongs to what was cancelled: a new start does not take it along.
    await browser.get(path)
    await browser.follow(f"{path}/ulang")
    async with database.transaction() as conn:
        drafts = await list_draf(conn, siti)
    assert [draf.isian.keterangan for draf in drafts] == [{}]


async def test_a_reason_is_given_by_api_where_it_is_asked(client, sign, siti, database) -> None:
    bearer = {"Authorization": f"Bearer {sign('penduduk', who=siti.akun_id)}"}
    async with database.transaction() as conn:
        one = await submit(conn, siti)
    path, told = f"{API}/{one.permohonan_id}/batal", {"alasan_pembatalan": "Salah alamat"}
    unasked = await client.post(path, headers=bearer, json={"keterangan": told})
    assert set((await unasked.json())["galat"]) == {"alasan_pembatalan"}
    async with database.transaction() as conn:
        await hear(conn, instansi_changed("34.02", "permendagri-74-2022"))
    missing = await client.post(path, headers=bearer)
    assert set((await missing.json())["galat"]) == {"alasan_pembatalan"}
    assert (await client.post(path, headers=bearer, json={"keterangan": told})).status == 200
    whole = await (await client.get(f"{API}/{one.permohonan_id}", headers=bearer)).json()
    assert (whole["status"], whole["keterangan"]) == ("cancelled", told)
