"""The recap as officers see it, and as they take it away."""

import io
import json
import re
from datetime import timedelta

import openpyxl
import pytest

from shared import clock
from shared.instansi.reactions import on_instansi_changed
from tests.reporting.stays import office

pytestmark = pytest.mark.usefixtures("counted")


@pytest.mark.parametrize(
    ("peran", "wilayah", "place"),
    [
        ("petugas", "34.02", "/rekap/34.02"),
        ("petugas", "31", "/rekap/31"),
        ("petugas_provinsi", "33", "/rekap/33"),
        ("petugas_kementerian", "", "/rekap/nasional"),
    ],
)
async def test_an_officer_is_led_to_his_own_area(get, peran, wilayah, place) -> None:
    status, _, headers = await get("/rekap?bulan=2026-10", peran, wilayah)
    assert (status, headers["Location"]) == (303, f"{place}?bulan=2026-10")


@pytest.mark.parametrize(
    ("path", "peran", "wilayah", "expected"),
    [
        ("/rekap/34.02", "petugas", "34.02", 200),
        ("/rekap/34.02.15", "petugas", "34.02", 200),
        ("/rekap/34.04", "petugas", "34.02", 403),
        ("/rekap/34", "petugas", "34.02", 403),
        ("/rekap/nasional", "petugas_provinsi", "34", 403),
        ("/rekap/34.02", "petugas_provinsi", "34", 200),
        ("/rekap/31.74.06", "petugas", "31", 200),
        ("/rekap/nasional", "petugas_kementerian", "", 200),
        ("/rekap/34.02.15.2004", "petugas", "34.02", 200),
        ("/rekap/34.02.15.9999", "petugas", "34.02", 404),
        ("/rekap/99", "petugas_kementerian", "", 404),
        ("/rekap/34.2", "petugas_kementerian", "", 404),
        ("/rekap/34.02", "penduduk", "", 403),
    ],
)
async def test_an_officer_sees_his_area_and_what_lies_within(
    get, path, peran, wilayah, expected
) -> None:
    for suffix in ("", ".csv", ".xlsx", ".pdf", "/cetak"):
        status, *_ = await get(path + suffix, peran, wilayah)
        assert status == expected, suffix


async def test_the_page_lists_every_kecamatan_with_links_down_and_a_total(get) -> None:
    _, body, _ = await get("/rekap/34.02")
    page = body.decode()
    assert len(re.findall(r'href="/rekap/34\.02\.\d\d"', page)) == 17
    assert '<a href="/rekap/34.02.15">Sewon</a>' in page
    assert "Formulir F.4-05" in page
    assert "data per " in page
    assert page.index("<table") < page.index("np-batang")


async def test_the_way_up_ends_at_the_officers_own_area(get) -> None:
    _, own, _ = await get("/rekap/34.02.15")
    _, province, _ = await get("/rekap/34.02.15", "petugas_provinsi", "34")
    assert b'href="/rekap/34.02"' in own
    assert b'href="/rekap/34"' not in own
    assert b'href="/rekap/34"' in province


async def test_a_kecamatan_lists_its_villages_with_links_down(get) -> None:
    _, body, _ = await get("/rekap/34.02.15")
    assert b'<a href="/rekap/34.02.15.2004">' in body


async def test_a_past_day_shows_the_figures_of_that_day(get) -> None:
    today = clock.today_in("Asia/Jakarta")
    found = []
    for days in (41, 40, 6, 5, 0):
        path = f"/api/v1/reporting/rekap/34.02?per={today - timedelta(days=days)}"
        found.append(json.loads((await get(path))[1])["jumlah"])
    assert found == [0, 3, 3, 2, 4]


async def test_the_filter_stays_in_links(get) -> None:
    _, body, _ = await get("/rekap/34.02?bulan=2026-01")
    page = body.decode()
    assert 'href="/rekap/34.02.15?bulan=2026-01"' in page
    assert 'href="/rekap/34.02.csv?bulan=2026-01"' in page
    assert '<option value="2026-01" selected>' in page


async def test_a_day_that_cannot_be_asked_is_refused_beside_todays_figures(get) -> None:
    status, body, _ = await get("/rekap/34.02?per=2999-01-01")
    page = body.decode()
    assert status == 422
    assert "<title>Galat: " in page
    assert "belum tiba" in page
    assert 'href="/rekap/34.02.15"' in page
    assert (await get("/rekap/34.02.csv?per=besok"))[0] == 422
    assert (await get("/api/v1/reporting/rekap/34.02?per=besok"))[0] == 422


async def test_the_api_answers_the_nation_by_province(get) -> None:
    status, body, _ = await get("/api/v1/reporting/rekap/nasional", "petugas_kementerian", "")
    rekap = json.loads(body)
    assert status == 200
    assert (rekap["kode"], rekap["tingkat"], len(rekap["baris"])) == ("nasional", "nasional", 38)
    assert (rekap["laki_laki"], rekap["perempuan"], rekap["jumlah"]) == (2, 2, 4)
    yogya = next(row for row in rekap["baris"] if row["kode"] == "34")
    assert yogya["nama"] == "DI Yogyakarta"
    assert yogya["jumlah"] == 4


async def test_csv_and_xlsx_hold_the_same_table(get) -> None:
    _, csv, headers = await get("/rekap/34.02.csv")
    today = clock.today_in("Asia/Jakarta")
    assert f'filename="rekap-34.02-{today}.csv"' in headers["Content-Disposition"]
    lines = [line.split(",") for line in csv.decode("utf-8-sig").splitlines()]
    _, xlsx, _ = await get("/rekap/34.02.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    rows = [["" if value is None else str(value) for value in row] for row in sheet.values]
    assert rows[4:] == lines
    assert rows[0][0] == "LAPORAN REKAPITULASI PENDUDUK NONPERMANEN"
    assert lines[-1] == ["", "", "Jumlah", "2", "2", "4"]


async def test_the_print_and_the_pdf_are_the_offices_own_form(get, counted) -> None:
    async with counted.transaction() as conn:
        await on_instansi_changed(conn, office("34.02", "bantul-19-2019", 2))
        await on_instansi_changed(conn, office("34.02", "lama", 1, kota="Lama"))
    _, body, _ = await get("/rekap/34.02/cetak?bulan=2026-10")
    page = body.decode()
    for words in ("F.4-05", "KABUPATEN BANTUL", "Bulan: Oktober 2026", "Bantul, ...",
                  "a.n. Bupati Bantul", "Sekretaris Daerah", "NIP."):  # fmt: skip
        assert words in page
    assert "F.4-05.01" in (await get("/rekap/34.02.15/cetak"))[1].decode()
    _, pdf, headers = await get("/rekap/34.02.pdf")
    assert headers["Content-Type"] == "application/pdf"
    assert pdf.startswith(b"%PDF-1.")
