"""A recap that was sent is signed by its level's office; nothing else is."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from shared.tanda_tangan.port import lemari_of
from shared.web.keys import SETTINGS
from tests.reporting.stays import DESA, TAHUN
from tests.reporting.test_laporan import JENJANG_KUTAI, go_up

LEMBAR = f"/rekap/{DESA}/laporan/{TAHUN}/lembar.pdf"
HALAMAN = f"/rekap/{DESA}/laporan/{TAHUN}"
STATE = f"/api/v1/reporting/laporan/{DESA}/{TAHUN}"


def signatures(pdf: bytes) -> Any:
    return PdfFileReader(BytesIO(pdf)).embedded_signatures


async def is_good(pdf: bytes, url: str) -> bool:
    trust = ValidationContext(trust_roots=[lemari_of(url).root()], allow_fetching=False)
    return bool((await async_validate_pdf_signature(signatures(pdf)[0], trust)).bottom_line)


async def test_what_was_sent_is_signed_and_one_changed_byte_breaks_it(
    kutai, act, get, send, migrated
) -> None:
    url = migrated.settings("reporting").signing_url
    await act(DESA, "siapkan", "lurah", DESA)
    _, draft, _ = await get(LEMBAR, "lurah", DESA)
    assert not signatures(draft)
    assert b"belum bertanda tangan elektronik" in (await get(HALAMAN, "lurah", DESA))[1]
    await act(DESA, "tandatangani", "lurah", DESA)
    await act(DESA, "kirim", "lurah", DESA)
    _, pdf, _ = await get(LEMBAR, "lurah", DESA)
    assert await is_good(pdf, url)
    assert b"PDF ini bertanda tangan elektronik" in (await get(HALAMAN, "lurah", DESA))[1]
    assert (await send("GET", STATE, None, "lurah", DESA))[1]["bertanda_tangan"]
    for place in (700, signatures(pdf)[0].byte_range[1] // 2):
        changed = bytearray(pdf)
        changed[place] ^= 1
        try:
            good = await is_good(bytes(changed), url)
        except Exception:
            good = False
        assert not good, place
    _, preview, _ = await get(f"/rekap/{DESA}.pdf", "lurah", DESA)
    assert not signatures(preview)


async def test_each_level_signs_as_itself(kutai, act, get) -> None:
    for unit, signers, area, _, _ in JENJANG_KUTAI:
        await go_up(act, unit, signers, area)
        _, pdf, _ = await get(f"/rekap/{unit}/laporan/{TAHUN}/lembar.pdf", signers[0], area)
        subject = signatures(pdf)[0].signer_cert.subject.native
        expected = {"64.02": "Disdukcapil", "64.02.06": "Tenggarong"}.get(unit, "")
        assert subject["common_name"].startswith(expected), subject


async def test_a_recap_that_was_changed_behind_is_not_signed(kutai, act, get) -> None:
    await go_up(act, DESA, ("lurah",), DESA)
    async with kutai.transaction() as conn:
        await conn.execute("UPDATE laporan SET isi = jsonb_set(isi, '{laki_laki}', '9')")
    assert not signatures((await get(LEMBAR, "lurah", DESA))[1])


async def test_without_keys_the_sheet_is_unsigned_and_the_page_says_so(
    kutai, act, get, send, client, monkeypatch
) -> None:
    monkeypatch.setattr(client[0].app[SETTINGS], "signing_url", "")
    await go_up(act, DESA, ("lurah",), DESA)
    assert not signatures((await get(LEMBAR, "lurah", DESA))[1])
    assert b"kunci instansi belum dipasang" in (await get(HALAMAN, "lurah", DESA))[1]
    assert not (await send("GET", STATE, None, "lurah", DESA))[1]["bertanda_tangan"]


async def test_keys_that_do_not_answer_are_said_and_not_passed_over(
    kutai, act, get, client, monkeypatch, tmp_path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        client[0].app[SETTINGS], "signing_url", (tmp_path / "file" / "keys").as_uri()
    )
    await go_up(act, DESA, ("lurah",), DESA)
    assert (await get(LEMBAR, "lurah", DESA))[0] == 503
