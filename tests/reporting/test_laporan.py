"""A recap goes up level by level, frozen; what comes late becomes a revision with a number."""

from datetime import date
from typing import Any

import pytest

from services.reporting.laporan import rules
from services.reporting.laporan.ingatkan import ask_reminders
from services.reporting.rekap.alamat import Unit, unit_of
from shared.db import Database
from shared.errors import Conflict, NotFound
from shared.instansi.reactions import on_instansi_changed
from tests.reporting.conftest import count
from tests.reporting.stays import DESA, KUTAI, TAHUN, a_stay, office

BANTUL = "bantul-19-2019"
RT = f"{DESA}-003-001"
# (unit, signer, signer's area, receiver, receiver's area)
JENJANG_KUTAI = (
    (RT, ("ketua_rt",), DESA, "lurah", DESA),
    (DESA, ("lurah",), DESA, "camat", "64.02.06"),
    ("64.02.06", ("camat",), "64.02.06", "petugas", "64.02"),
    ("64.02", ("kepala_dinas", "sekda"), "64.02", "petugas_provinsi", "64"),
    ("64", ("sekretaris_provinsi",), "64", "petugas_kementerian", ""),
)


async def go_up(act: Any, unit: str, signers: tuple[str, ...], area: str) -> Any:
    """Prepare, sign by all and send."""
    assert (await act(unit, "siapkan", signers[0], area))[0] == 200
    for peran in signers:
        assert (await act(unit, "tandatangani", peran, area))[0] == 200
    status, state = await act(unit, "kirim", signers[-1], area)
    assert (status, state["status"]) == (200, "sent")
    return state


async def test_kutais_year_goes_from_rt_to_the_ministry(kutai: Database, act: Any) -> None:
    for unit, signers, area, receiver, above in JENJANG_KUTAI:
        state = await go_up(act, unit, signers, area)
        assert state["isi"]["laki_laki"] == 2
        assert sum(row[2] + row[3] for row in state["isi"]["baris"]) == 3
        status, state = await act(unit, "terima", receiver, above)
        assert (status, state["status"]) == (200, "accepted"), unit
    assert (await go_up_nation(act))["status"] == "accepted"
    async with kutai.connection() as conn:
        told = await conn.fetch("SELECT type FROM outbox ORDER BY id")
    kinds = [row["type"].split(".")[2] for row in told if ".rekap." in row["type"]]
    assert kinds.count("sent") == 6
    assert kinds.count("signed") == 7
    assert kinds.count("accepted") == 5


async def go_up_nation(act: Any) -> Any:
    """The Ministry prepares, signs and closes the nation's."""
    for what in ("siapkan", "tandatangani", "kirim"):
        status, state = await act("nasional", what, "petugas_kementerian", "")
        assert status == 200
    return state


async def test_bantuls_year_starts_at_the_desa(empty: Database, act: Any, send: Any) -> None:
    async with empty.transaction() as conn:
        await on_instansi_changed(conn, office("34.02", BANTUL))
    desa = "34.02.15.2004"
    await count(empty, [a_stay(desa, date(2025, 10, 1), 200, "LP", dusun="sewon  lor")])
    state = await go_up(act, desa, ("lurah",), desa)
    assert state["isi"]["baris"] == [["", "Sewon Lor", 1, 1]]
    assert state["isi"]["formulir"] == "F.4-05.02"
    assert (await act(f"{desa}-003-001", "siapkan", "ketua_rt", desa))[0] == 404
    _, above = await send(
        "GET", f"/api/v1/reporting/laporan/34.02.15/{TAHUN}", None, "camat", "34.02.15"
    )
    part = next(row for row in above["bagian"] if row["kode"] == desa)
    assert (part["status"], part["dilaporkan"], part["beda"]) == ("sent", 2, False)
    assert {row["status"] for row in above["bagian"]} == {"sent", "late"}


async def test_a_late_correction_after_sending_becomes_a_revision(
    kutai: Database, act: Any, send: Any
) -> None:
    sent = await go_up(act, DESA, ("lurah",), DESA)
    status, state = await act(DESA, "siapkan", "lurah", DESA)
    assert status == 409
    await count(kutai, [a_stay(DESA, date(2025, 12, 1), 100, "P", rt="4")])
    path = f"/api/v1/reporting/laporan/{DESA}/{TAHUN}"
    _, state = await send("GET", path, None, "lurah", DESA)
    assert (state["sidik"], state["sekarang"]) == (sent["sidik"], 4)
    assert state["beda"] == [{"nama": "RT 004 RW 001", "dulu": 0, "kini": 1}]
    again = await go_up(act, DESA, ("lurah",), DESA)
    assert (again["nomor_revisi"], again["isi"]["perempuan"]) == (1, 2)
    assert again["sidik"] != sent["sidik"]
    async with kutai.connection() as conn:
        told = await conn.fetchval("SELECT count(*) FROM outbox WHERE type LIKE '%rekap.revised%'")
    assert told == 1


async def test_a_recap_comes_back_with_a_reason(kutai: Database, act: Any) -> None:
    await go_up(act, DESA, ("lurah",), DESA)
    status, wrong = await act(DESA, "kembalikan", "camat", "64.02.06")
    assert status == 422
    assert "alasan" in str(wrong)
    status, state = await act(DESA, "kembalikan", "camat", "64.02.06", "RT 5 belum ada")
    assert (status, state["status"]) == (200, "returned")
    assert state["langkah"][-1]["catatan"] == "RT 5 belum ada"
    assert (await go_up(act, DESA, ("lurah",), DESA))["nomor_revisi"] == 1


@pytest.mark.parametrize(
    ("what", "peran", "area", "expected"),
    [
        ("siapkan", "camat", "64.02.06", 403),
        ("siapkan", "lurah", "64.02.06.1002", 403),
        ("kirim", "lurah", DESA, 409),
        ("tandatangani", "lurah", DESA, 409),
        ("terima", "lurah", DESA, 403),
        ("hapus", "lurah", DESA, 404),
    ],
)
async def test_nobody_does_another_ones_step(kutai, act, what, peran, area, expected) -> None:
    assert (await act(DESA, what, peran, area))[0] == expected


async def test_a_period_that_is_not_over_is_not_reported(kutai: Database, send: Any) -> None:
    path = f"/api/v1/reporting/laporan/{DESA}/2026/siapkan"
    assert (await send("POST", path, {}, "lurah", DESA))[0] == 409


async def test_the_dashboard_counts_who_reported_and_who_is_late(kutai, act, get, send) -> None:
    await go_up(act, DESA, ("lurah",), DESA)
    path = f"/api/v1/reporting/dasbor/64.02.06?periode={TAHUN}"
    _, found = await send("GET", path, None, "camat", "64.02.06")
    assert (found["melapor"], found["tenggat"]) == (1, "2026-04-30")
    assert found["terlambat"] == found["jumlah_bagian"] - 1 > 0
    status, body, _ = await get("/dasbor/64.02.06?periode=2025", "camat", "64.02.06")
    assert status == 200
    assert b"lewat" in body


async def test_an_office_without_stays_is_named(empty: Database, send: Any) -> None:
    async with empty.transaction() as conn:
        await on_instansi_changed(conn, office("34.04", ""))
    _, found = await send("GET", "/api/v1/reporting/dasbor/34", None, "petugas_provinsi", "34")
    assert [satu["kode_kantor"] for satu in found["sepi"]] == ["34.04"]


async def test_the_pages_of_a_recap_say_its_state(kutai, act, get) -> None:
    await go_up(act, DESA, ("lurah",), DESA)
    for path, words in (
        (f"/rekap/{DESA}/laporan", b"Terkirim"),
        (f"/rekap/{DESA}/laporan/{TAHUN}", b"RT 003 RW 001"),
        (f"/rekap/64.02.06/laporan/{TAHUN}", b"Bagian yang melapor"),
    ):
        status, body, _ = await get(path, "camat", "64.02.06")
        assert (status, words in body) == ((200, True) if "1001" in path or "06" in path else None)
    _, pdf, headers = await get(f"/rekap/{DESA}/laporan/{TAHUN}/lembar.pdf", "lurah", DESA)
    assert pdf.startswith(b"%PDF")
    assert "-0-" in headers["Content-Disposition"]


async def test_reminders_are_asked_once_and_only_for_days_ahead(kutai: Database) -> None:
    async with kutai.transaction() as conn:
        first = await ask_reminders(conn, date(2026, 4, 10))
        again = await ask_reminders(conn, date(2026, 4, 10))
        rows = await conn.fetch("SELECT body FROM outbox WHERE type LIKE '%pengingat%'")
    assert (first, again, len(rows)) == (1, 0, 2)


@pytest.mark.parametrize(
    ("paket", "unit", "above", "ttd"),
    [
        (KUTAI, RT, DESA, ("ketua_rt",)),
        (KUTAI, "64.02", "64", ("kepala_dinas", "sekda")),
        ("", "34.02", "34", ("sekda",)),
        ("", "31", "nasional", ("kepala_dinas", "sekretaris_provinsi")),
        ("", "", None, ("petugas_kementerian",)),
    ],
)
def test_each_pack_says_who_signs_and_to_whom_it_goes(paket, unit, above, ttd) -> None:
    of = unit_of(unit or "nasional")
    assert of
    rantai = rules.rantai_of(paket, of)
    assert rantai
    assert rantai.ttd == ttd
    receiver = rules.penerima_of(paket, of)
    assert (receiver.url if receiver else None) == above


def test_jakartas_cities_send_nothing_of_their_own() -> None:
    assert rules.rantai_of("", Unit("31.74")) is None
    assert rules.jenjang_bagian("", Unit("31")) == ""


def test_a_period_is_a_year_or_a_month() -> None:
    assert rules.akhir_periode("2024-02") == date(2024, 2, 29)
    assert rules.tenggat_of("2025") == date(2026, 4, 30)
    assert rules.tenggat_of("2025-11") is None
    for wrong in ("", "25", "2025-13", "2025-1", "1999"):
        with pytest.raises(NotFound):
            rules.akhir_periode(wrong)
    with pytest.raises(Conflict):
        rules.check_ended("2026", date(2026, 12, 31))
