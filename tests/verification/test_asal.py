"""What the office of origin sees of its residents elsewhere."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from shared import clock
from shared.bus.reaction import Retry
from shared.db import Database
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliExtended,
    DomisiliOpened,
    MasaOrang,
)
from tests.verification.facts import JAKARTA
from tests.verification.stays import empty, stay_opened, told
from tests.verification.test_pages import Browser

API = "/api/v1/verification/asal"


@pytest.fixture
async def stays(db: Database) -> AsyncIterator[Database]:
    await empty(db)
    yield db
    await empty(db)


@pytest.fixture
def ask(client, sign, stays) -> Any:
    async def asked(query: str = "", wilayah: str = "33.10") -> Any:
        headers = {"Authorization": f"Bearer {sign('petugas', wilayah)}"}
        async with client.get(API + query, headers=headers) as answer:
            assert answer.status == 200
            return await answer.json()

    return asked


def about(stay: DomisiliOpened, version: int) -> dict[str, Any]:
    return {
        "aggregate_id": stay.aggregate_id, "version": version,
        "permohonan_id": stay.permohonan_id, "kode_wilayah_tujuan": stay.kode_wilayah_tujuan,
        "kode_wilayah_asal": stay.kode_wilayah_asal,
    }  # fmt: skip


def masa(stay: DomisiliOpened, selesai: date) -> tuple[MasaOrang, ...]:
    return tuple(
        MasaOrang(**vars(one), tanggal_mulai=stay.tanggal_mulai, tanggal_selesai=selesai)
        for one in stay.orang
    )


async def test_the_origin_sees_stays_and_departures_by_destination(stays, ask) -> None:
    today = clock.today_in("Asia/Jakarta")
    here = stay_opened(["Siti Rahmawati", "Budi Contoh"], mulai=today)
    there = stay_opened(["Tini Contoh"], tujuan=JAKARTA, mulai=today - timedelta(days=40))
    other = stay_opened(["Bukan Warga"], asal="34.04.01.2001", mulai=today)
    await told(stays, here, there, other)
    await told(
        stays,
        DomisiliEnded(**about(here, 2), tanggal_selesai=today, orang_ids=(here.orang[1].orang_id,)),
    )
    page = await ask()
    assert page["keluar"] == [
        {"kabupaten": "31.71", "tinggal": 1, "selesai": 0},
        {"kabupaten": "34.02", "tinggal": 1, "selesai": 1},
    ]
    assert {one["nama"] for one in page["daftar"]} == {
        "Siti Rahmawati", "Budi Contoh", "Tini Contoh",
    }  # fmt: skip
    [left] = (await ask("?keadaan=selesai"))["daftar"]
    assert (left["nama"], left["sebab"], left["selesai"]) == (
        "Budi Contoh", "departed", str(today),
    )  # fmt: skip
    [one] = (await ask("?keadaan=tinggal&tujuan=34.02"))["daftar"]
    assert one["nama"] == "Siti Rahmawati"
    assert (await ask("?tujuan=x&keadaan=y&setelah=z"))["daftar"] == page["daftar"]


async def test_the_newest_word_counts_in_whatever_order_it_is_heard(stays, ask) -> None:
    stay = stay_opened(["Siti Rahmawati"], mulai=date(2026, 11, 1), days=30)
    longer, shorter = date(2027, 3, 1), date(2027, 2, 1)
    extended = DomisiliExtended(**about(stay, 2), tanggal_berakhir=longer, masa=masa(stay, longer))
    corrected = DomisiliCorrected(
        **about(stay, 3), corrected_at=clock.now(), masa=masa(stay, shorter)
    )
    with pytest.raises(Retry):
        await told(stays, extended)
    await told(stays, stay)
    await told(stays, corrected)
    await told(stays, extended, extended)
    await told(stays, stay)
    [one] = (await ask())["daftar"]
    assert one["selesai"] == str(shorter)


async def test_who_was_taken_out_of_a_stay_never_stayed(stays, ask) -> None:
    stay = stay_opened(["Siti Rahmawati", "Salah Orang"], mulai=clock.today_in("Asia/Jakarta"))
    kept = masa(stay, stay.tanggal_berakhir)[:1]
    corrected = DomisiliCorrected(**about(stay, 2), corrected_at=clock.now(), masa=kept)
    with pytest.raises(Retry):
        await told(stays, corrected)
    await told(stays, stay)
    await told(stays, corrected)
    page = await ask()
    assert page["keluar"] == [{"kabupaten": "34.02", "tinggal": 1, "selesai": 1}]
    [out] = (await ask("?keadaan=selesai"))["daftar"]
    assert (out["nama"], out["sebab"]) == ("Salah Orang", "corrected")


async def test_the_list_goes_on_page_by_page_without_doubles(stays, ask) -> None:
    await told(stays, *(stay_opened([f"Orang {n}", f"Teman {n}"]) for n in range(20)))
    first = await ask()
    second = await ask(f"?setelah={first['berikutnya']}")
    names = [one["nama"] for page in (first, second) for one in page["daftar"]]
    assert (len(first["daftar"]), len(names), len(set(names))) == (30, 40, 40)
    assert second["berikutnya"] == ""


async def test_the_page_shows_names_destinations_and_keeps_the_filter(stays, client, sign) -> None:
    await told(stays, stay_opened(), stay_opened(["Tini Contoh"], tujuan=JAKARTA))
    officer = Browser(client, sign("petugas", "33.10"))
    await officer.get("/verifikasi/asal?tujuan=34.02&keadaan=tinggal")
    assert "Siti Rahmawati" in officer.text
    assert "Tini Contoh" not in officer.text
    assert "/verifikasi/asal?keadaan=selesai&amp;tujuan=34.02" in officer.text
    assert (await Browser(client, sign("lurah", "33.10")).get("/verifikasi/asal")).status == 403
