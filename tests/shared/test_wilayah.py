"""Codes and names of areas, the load of an edition, and the search for a village."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.db import Connection
from shared.wilayah import kode, load, queries
from shared.wilayah.kode import Tingkat
from shared.wilayah.nama import fold, nama_tampil

ROOT = Path(__file__).parents[2]
DESA = "34.02.15.2004"
TODAY_IN_FORCE = load.BERLAKU_DARI

kodes = st.from_regex(kode.PATTERN, fullmatch=True)


@given(kodes)
def test_a_code_lies_within_every_ancestor_and_the_nation(text: str) -> None:
    path = kode.jalur_of(text)
    assert len(path) == kode.tingkat_of(text)
    assert all(kode.is_within(text, area) for area in [*path, "", "0"])
    assert kode.induk_of(text) == (["", *path])[-2]
    assert kode.leluhur_of(text) == path[:-1]


@given(kodes, kodes)
def test_two_codes_lie_within_each_other_only_if_equal(one: str, two: str) -> None:
    both = kode.is_within(one, two) and kode.is_within(two, one)
    assert both == (one == two)


@pytest.mark.parametrize(
    "text", ["3", "34.2", "34.02.", "34.02.15.204", "abc", "34.02.15.2004\n", "٣٤"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an area code"):
        kode.tingkat_of(text)


def test_a_code_tells_its_level_and_parts() -> None:
    assert [kode.tingkat_of(part) for part in ["", *kode.jalur_of(DESA)]] == list(Tingkat)
    assert kode.provinsi_of(DESA) == "34"
    assert kode.kabupaten_of(DESA) == "34.02"
    with pytest.raises(ValueError, match="above kabupaten"):
        kode.kabupaten_of("34")


@pytest.mark.parametrize(
    ("area", "office"),
    [
        (DESA, "34.02"),
        ("34.02", "34.02"),
        ("34", "34"),
        ("31.74.01.1001", "31"),
        ("31.01", "31"),
        ("31", "31"),
        ("", "0"),
        ("0", "0"),
    ],
)
def test_an_area_is_served_by_its_regency_and_jakarta_by_the_province(
    area: str, office: str
) -> None:
    assert kode.kantor_of(area) == office


def test_a_prefix_of_digits_is_not_an_area() -> None:
    assert not kode.is_within("34.021", "34.02")
    assert not kode.is_within("34", "34.02")


@pytest.mark.parametrize(
    ("zona", "provinces"),
    [
        ("WIB", "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62"),
        ("WITA", "51 52 53 63 64 65 71 72 73 74 75 76"),
        ("WIT", "81 82 91 92 93 94 95 96"),
    ],
)
def test_each_province_keeps_its_time(zona: str, provinces: str) -> None:
    for province in provinces.split():
        assert kode.singkatan_zona(kode.zona_of(f"{province}.01.01.2001")) == zona
    assert kode.zona_of("") == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("regulated", "shown"),
    [
        ("Daerah Khusus Ibukota Jakarta", "DKI Jakarta"),
        ("DAERAH ISTIMEWA YOGYAKARTA", "DI Yogyakarta"),
        ("KABUPATEN BANTUL", "Kabupaten Bantul"),
        ("Kota Depok", "Kota Depok"),
        ("BATHIN VIII", "Bathin VIII"),
        ("RD. PJKA", "RD. PJKA"),
    ],
)
def test_names_are_shown_in_title_case(regulated: str, shown: str) -> None:
    assert nama_tampil(regulated) == shown


def test_names_are_folded_for_search() -> None:
    assert fold("Bu Nuapu’u") == "bu nuapuu"
    assert fold("Minasate'ne") == "minasatene"
    assert fold(" Tiro/Truseb (Á-1) ") == "tiro truseb a 1"
    assert fold("???") == ""


@pytest.fixture
async def conn(conn_of: Any) -> AsyncIterator[Connection]:
    """Lend a connection to a schema with the areas loaded; nothing stays."""
    async with conn_of("identity") as conn:
        yield conn


async def test_every_area_is_loaded_once(conn: Connection) -> None:
    assert not await load.load(conn, ROOT / "build")
    rows = await conn.fetch("SELECT tingkat, count(*) FROM wilayah GROUP BY tingkat")
    assert {Tingkat(row["tingkat"]): row["count"] for row in rows} == load.EXPECTED


async def test_files_with_other_areas_are_refused(conn: Connection, tmp_path: Path) -> None:
    folder = tmp_path / "wilayah"
    folder.mkdir()
    for name in load.FILES:
        (folder / name).write_text("code,name\n34,Daerah Istimewa Yogyakarta\n")
    with pytest.raises(ValueError, match="not those of"):
        await load.load(conn, tmp_path)


async def test_a_later_edition_ends_what_it_drops_and_revives_what_returns(
    conn: Connection,
) -> None:
    later = TODAY_IN_FORCE + timedelta(days=400)
    rows = await conn.fetch("SELECT kode, nama FROM wilayah WHERE kode <> $1 ORDER BY kode", DESA)
    transaction = conn.transaction()
    await transaction.start()
    try:
        await queries.merge(conn, load.rows_of((row["kode"], row["nama"]) for row in rows), later)
        ended = await queries.find_wilayah(conn, DESA)
        assert ended is not None
        assert ended.berlaku_sampai == later - timedelta(days=1)
        assert DESA not in [area.kode for area in await queries.list_anak(conn, "34.02.15")]
        assert await queries.cari_desa(conn, "panggungharjo sewon") == []
    finally:
        await transaction.rollback()


async def test_children_come_by_name(conn: Connection) -> None:
    provinces = await queries.list_anak(conn, "")
    assert len(provinces) == 38
    assert "DKI Jakarta" in [area.tampil for area in provinces]
    assert [area.tampil for area in await queries.list_anak(conn, "34.02.15")] == [
        "Bangunharjo",
        "Panggungharjo",
        "Pendowoharjo",
        "Timbulharjo",
    ]
    assert await queries.list_anak(conn, DESA) == []


async def test_a_code_is_named_up_to_its_regency(conn: Connection) -> None:
    names = await queries.list_nama(conn, [DESA, "34.02", "31", "", "99.99"])
    assert names == {
        DESA: "Panggungharjo, Sewon, Kabupaten Bantul",
        "34.02": "Kabupaten Bantul",
        "31": "DKI Jakarta",
        "": "Indonesia",
        "99.99": "99.99",
    }
    assert await queries.nama_lengkap(conn, DESA) == names[DESA]
    path = await queries.list_jalur(conn, DESA)
    assert [area.kode for area in path] == ["34", "34.02", "34.02.15", DESA]
    assert path[0].berlaku_dari == date(2025, 4, 25)
    assert await queries.find_wilayah(conn, "99") is None


@pytest.mark.parametrize(
    ("typed", "kode_desa"),
    [
        ("panggung sewon", DESA),
        ("Sewon, Panggungharjo", DESA),
        ("desa panggungharjo kec. sewon kab. bantul", DESA),
        ("timbulharjo", "34.02.15.2002"),
        ("nuapuu", "53.07.17.2010"),
        ("nuapu’u", "53.07.17.2010"),
        ("tebet timur jakarta selatan", "31.74.01.1001"),
        ("depok jaya kota depok", "32.76.01.1007"),
    ],
)
async def test_a_village_is_found_by_words_in_any_order(
    conn: Connection, typed: str, kode_desa: str
) -> None:
    assert kode_desa in [row.kode for row in await queries.cari_desa(conn, typed)]


async def test_names_that_begin_so_come_first_and_a_kecamatan_gives_its_villages(
    conn: Connection,
) -> None:
    found = await queries.cari_desa(conn, "bantul")
    assert found[0].nama == "Bantul"
    assert found[0].letak == "Bantul, Kabupaten Bantul, DI Yogyakarta"
    assert len(await queries.cari_desa(conn, "sewon bantul")) == 4
    assert len(await queries.cari_desa(conn, "baru", limit=7)) == 7


@pytest.mark.parametrize("typed", ["", "x", "'", "%", "& | !", "a" * 10_000, "\\ ' : *"])
async def test_odd_input_finds_nothing_and_breaks_nothing(conn: Connection, typed: str) -> None:
    assert await queries.cari_desa(conn, typed) == []


@pytest.mark.parametrize(
    ("statement", "arguments"),
    [
        (queries.LIST_DESA_BY_PREFIX, ("panggung",)),
        (queries.LIST_DESA_BY_PREFIX, ("ka",)),
        (queries.LIST_DESA_BY_WORDS, ("sumatera:*|utara:*", "sumatera:*&utara:*")),
        (queries.LIST_DESA_BY_WORDS, ("ba:*|si:*|ka:*", "ba:*&si:*&ka:*")),
        (queries.LIST_DESA_BY_KECAMATAN, ("jawa:*&tengah:*",)),
    ],
)
async def test_a_search_looks_through_no_whole_table(
    conn: Connection, statement: str, arguments: tuple[str, ...]
) -> None:
    plan = [row[0] for row in await conn.fetch("EXPLAIN " + statement, *arguments, 20)]
    assert not [line for line in plan if "Seq Scan on wilayah" in line], plan
