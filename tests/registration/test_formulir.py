"""Every sheet of every pack, rendered: labels, codes, signature blocks; receipt; preview; doors."""

from uuid import uuid4

import pytest
from pypdfium2 import PdfDocument

from services.registration.formulir import pratinjau
from services.registration.formulir.lembar import source_of
from services.registration.formulir.paket import find_bukti, get_formulir, list_formulir
from shared import cetak, clock, paket
from shared.errors import NotFound
from shared.instansi.models import Instansi
from tests.registration import formulir_table
from tests.registration.made import hear, make_pemohon, pengikut, submit
from tests.registration.offices import instansi_changed

OFFICE = Instansi(
    kode_kantor="34.02", nama="Disdukcapil Contoh", alamat="Jalan Contoh 1", kota_ttd="Bantul"
)
SHEETS = [(pack, kode) for pack in paket.names() for kode in pratinjau.kodes_of(pack)]
SIZES = {"a4": (595, 842), "anggota": (842, 595), "a5": (420, 595), "a6": (420, 298)}
DARK = 128


class OnlyUrl:
    public_url = "https://contoh.id"


def printed(pack: str, kode: str) -> PdfDocument:
    sheet, name = pratinjau.make_contoh(pack, kode, OFFICE, OnlyUrl())  # type: ignore[arg-type]
    return PdfDocument(cetak.print_now(source_of(name), sheet, clock.now()))


def text_of(document: PdfDocument) -> str:
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(text.replace("\ufffe", "").split())


def ink(document: PdfDocument) -> tuple[float, float]:
    """Return how much of the first page is dark, and how far down the darkness goes."""
    picture = document[0].render(scale=1).to_pil().convert("L").point(lambda p: 255 * (p < DARK))
    box = picture.getbbox()
    assert box
    share = sum(picture.histogram()[255:]) / (picture.width * picture.height)
    assert box[0] > 10
    assert box[2] < picture.width - 10
    return share, box[3] / picture.height


@pytest.mark.parametrize(("pack", "kode"), SHEETS)
def test_a_sheet_is_one_page_with_its_words_and_nothing_runs_off_the_paper(pack, kode) -> None:
    document = printed(pack, kode)
    text = text_of(document)
    assert len(document) == 1
    assert "CONTOH" in text
    share, down = ink(document)
    assert 0.005 < share < 0.3
    assert down < 0.99
    if kode == pratinjau.TANDA_TERIMA:
        for words in ("Pasal 5 ayat (1)", "Nomor 11 Tahun 2008", "alat bukti hukum yang sah"):
            assert words in text
        return
    proof, forms = find_bukti(pack), list_formulir(pack)
    if kode == pratinjau.BUKTI:
        assert proof
        wanted = [label for label, _ in (*proof.tempat, *proof.orang)]
        wanted += [*proof.petugas, *proof.judul.format(periode="2026").split("\n")]
    else:
        form = forms[kode]
        wanted = [form.kode, *form.judul.split(), *form.kolom, form.dasar]
        wanted += [label for part in form.bagian for _, label, _ in part["isian"]]
        wanted += [part["judul"] for part in form.bagian]
        wanted += [line for each in form.tanda_tangan for line in each.atas]
    assert [words for words in wanted if words not in text] == []
    document.close()


def test_the_table_in_the_papers_says_what_the_packs_say() -> None:
    written = formulir_table.FILE.read_text()
    assert [row for row in formulir_table.rows() if row not in written] == []


def test_a_form_is_known_by_regulation_and_code() -> None:
    assert get_formulir("permendagri-74-2022", "F.1-15").sebagian
    with pytest.raises(NotFound):
        get_formulir("permendagri-74-2022", "F.4-01")
    with pytest.raises(NotFound):
        get_formulir("bantul-19-2019", "F.1-15")
    assert get_formulir("", "F.4-01").dasar == get_formulir("unknown", "F.4-01").dasar


def test_who_signs_is_the_packs_choice() -> None:
    def last(pack: str, kode: str) -> str:
        return get_formulir(pack, kode).tanda_tangan[1].atas[-1]

    assert last("kutai-kartanegara-64-2021", "F.4-01") == "Ketua RT"
    assert last("kutai-kartanegara-64-2021", "F.4-02") == "Ketua RT"
    assert last("permendagri-14-2015", "F.4-01") == "Petugas"
    assert last("bantul-19-2019", "F.4-02") == "KEPALA KELUARGA,"


async def test_owner_and_office_print_and_the_office_s_look_is_noted(
    client, database, sign
) -> None:
    async with database.transaction() as conn:
        await hear(conn, instansi_changed("34.02", "kutai-kartanegara-64-2021"))
        pemohon = await make_pemohon(conn)
        sent = await submit(conn, pemohon, pengikut())
    path = f"/permohonan/{sent.permohonan_id}"
    own = {"Authorization": f"Bearer {sign('penduduk', who=pemohon.akun_id)}"}
    other = {"Authorization": f"Bearer {sign('penduduk', who=uuid4())}"}
    office = {"Authorization": f"Bearer {sign('petugas', '34.02', uuid4(), 'Gita')}"}
    far = {"Authorization": f"Bearer {sign('petugas', '33.10', uuid4(), 'Rini')}"}
    for name, words in (
        ("formulir/F.4-01.pdf", "3310055205900001"), ("formulir/F.4-02.pdf", "Muhammad Ilham"),
        ("tanda-terima.pdf", sent.nobukti),
    ):  # fmt: skip
        answer = await client.get(f"{path}/{name}", headers=own)
        assert answer.content_type == "application/pdf"
        document = PdfDocument(await answer.read())
        assert words in text_of(document)
        document.close()
        assert (await client.get(f"{path}/{name}", headers=other)).status == 404
    assert (await client.get(f"{path}/formulir/F.1-15.pdf", headers=own)).status == 404
    assert (await client.get(f"{path}/petugas/F.4-01.pdf", headers=far)).status == 403
    answer = await client.get(f"{path}/petugas/F.4-01.pdf", headers=office)
    assert answer.status == 200
    async with database.connection() as conn:
        seen = await conn.fetchval("SELECT yang_dilihat FROM jejak_lihat")
    assert seen == "cetakan formulir"


async def test_an_officer_previews_every_pack(client, sign) -> None:
    headers = {"Authorization": f"Bearer {sign('admin_kabupaten', '34.02')}"}
    page = await (await client.get("/permohonan/pratinjau-formulir", headers=headers)).text()
    for nama in paket.names().values():
        assert nama in page
    path = "/permohonan/pratinjau-formulir/bantul-19-2019/bukti"
    answer = await client.get(path, headers=headers)
    assert answer.content_type == "application/pdf"
    nothing = await client.get(path.replace("bantul-19-2019", "unknown"), headers=headers)
    assert nothing.status == 404


async def test_an_office_that_changed_twice_keeps_the_newer_pack(conn) -> None:
    from shared.instansi.queries import get_instansi

    await hear(conn, instansi_changed("34.02", "bantul-19-2019", version=2))
    await hear(conn, instansi_changed("34.02", "permendagri-14-2015", version=1))
    found = await get_instansi(conn, "34.02")
    assert (found.paket_formulir, found.nama_lokal["kecamatan"]) == ("bantul-19-2019", "Kapanewon")
