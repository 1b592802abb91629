"""Letters of notice: sent to camat and lurah, opened, passed on, and nobody else's business."""

import io

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

PDF = b"%PDF-1.7 uji"
ISI = "Mohon diteruskan kepada warga melalui ketua RT."


@pytest.fixture
async def site(app_of, database):
    app, sign = app_of("notifier")
    async with TestClient(TestServer(app)) as client:

        def as_(peran, wilayah, nama="Petugas Uji"):
            token = sign(peran, wilayah, nama=nama)
            return {"Authorization": f"Bearer {token}", "Accept": "text/html"}

        yield client, as_


def form(wilayah="34.02.15, 34.02.15.2004", content=PDF, **more) -> FormData:
    filled = FormData(quote_fields=False)
    for name, value in {"judul": "Pendataan semester dua", "isi_surat": ISI, **more}.items():
        filled.add_field(name, value)
    filled.add_field("wilayah", wilayah)
    filled.add_field("lampiran1", io.BytesIO(content), filename="../F.4-01 petunjuk.pdf")
    return filled


async def send(client, as_, **more):
    return await client.post(
        "/pesan/edaran", data=form(**more), headers=as_("admin_kabupaten", "34.02", "Danang"),
        allow_redirects=False,
    )  # fmt: skip


async def test_it_is_sent_opened_passed_on_and_its_sender_sees_so(site) -> None:
    client, as_ = site
    got = await send(client, as_)
    assert got.status == 303, await got.text()
    path = got.headers["Location"]
    camat, lurah = as_("camat", "34.02.15", "Bu Camat"), as_("lurah", "34.02.15.2004")
    news = await (await client.get("/api/v1/notifier/kabar", headers=camat)).json()
    assert news["kabar"][0]["judul"] == "Surat pemberitahuan: Pendataan semester dua"
    assert news["kabar"][0]["tautan"] == path
    text = await (await client.get(path, headers=camat)).text()
    assert ISI in text
    file = text.split(f'href="{path}/lampiran/')[1].split('"')[0]
    got = await client.get(f"{path}/lampiran/{file}", headers=lurah)
    assert await got.read() == PDF
    assert got.headers["Content-Disposition"] == 'attachment; filename="F.4-01 petunjuk.pdf"'
    data = {"catatan": "Ketua RT 01"}
    got = await client.post(f"{path}/teruskan", data=data, headers=camat, allow_redirects=False)
    assert got.status == 303
    got = await client.post(f"{path}/teruskan", data=data, headers=camat)
    assert got.status == 409
    sent = await (await client.get(path, headers=as_("admin_kabupaten", "34.02"))).text()
    assert "Bu Camat" in sent
    assert "Ketua RT 01" in sent
    assert "Belum dibuka" in sent


async def test_others_do_not_see_it(site) -> None:
    client, as_ = site
    path = (await send(client, as_)).headers["Location"]
    for peran, wilayah in (("camat", "34.02.01"), ("lurah", "34.02.15.2001"),
                           ("admin_kabupaten", "33.10"), ("petugas", "34.02")):  # fmt: skip
        assert (await client.get(path, headers=as_(peran, wilayah))).status == 403, peran


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"wilayah": "33.10.20"}, "wilayah"), ({"wilayah": "34.02"}, "wilayah"),
        ({"wilayah": ""}, "wilayah"), ({"content": b"GIF89a"}, "lampiran1"),
        ({"content": b"%PDF-" + b"x" * 5_300_000}, "lampiran1"), ({"judul": "x"}, "judul"),
        ({"isi_surat": "pendek"}, "isi_surat"),
    ],
)  # fmt: skip
async def test_what_cannot_be_sent_is_said_beside_the_field(site, more, field) -> None:
    client, as_ = site
    got = await send(client, as_, **more)
    assert got.status == 422
    text = await got.text()
    assert f'href="#{field}"' in text
