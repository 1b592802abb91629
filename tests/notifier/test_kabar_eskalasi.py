"""What an office's superiors are told of its tugas."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.notifier.app import SERVICE
from shared.events.verification import TugasEscalated, TugasReferred
from shared.ids import uuid7
from tests.hearing import react

TENGGAT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ABOUT = {
    "subjek": "permohonan", "subjek_id": uuid7(), "kode_kantor": "34.02", "nomor": "W00000123",
}  # fmt: skip


@pytest.fixture
async def news(app_of, database):
    """`await news("supervisor")` answers what officers of a role read."""
    app, sign = app_of("notifier")
    async with TestClient(TestServer(app)) as client:

        async def read(peran: str, wilayah: str = "34.02") -> list[dict[str, str]]:
            headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
            answer = await client.get("/api/v1/notifier/kabar", headers=headers)
            return (await answer.json())["kabar"]

        yield read


def escalated(tingkat: str, version: int, at: datetime, **more) -> TugasEscalated:
    return TugasEscalated(
        aggregate_id=more.pop("id", uuid7()), version=version, tingkat=tingkat, tenggat=TENGGAT,
        escalated_at=at, **ABOUT,
    )  # fmt: skip


async def test_each_level_reads_of_what_went_up_to_it_once(database, news) -> None:
    tugas_id = uuid7()
    early = escalated("supervisor", 2, TENGGAT.replace(day=20), id=tugas_id)
    late = escalated("kepala_dinas", 3, TENGGAT.replace(day=24), id=tugas_id)
    async with database.transaction() as conn:
        await react(SERVICE.reactions, conn, late)
        await react(SERVICE.reactions, conn, early)
        await react(SERVICE.reactions, conn, early)
    (supervisor,), (head,) = await news("supervisor"), await news("kepala_dinas")
    assert supervisor["judul"] == "Tugas W00000123 dieskalasi kepada Anda"
    assert "hampir lewat tenggat" in supervisor["isi"]
    assert head["isi"] == ("Sudah lewat tenggat. Tenggatnya Senin, 23 November 2026, 15.30 WIB.")
    assert supervisor["tautan"] == head["tautan"] == f"/verifikasi/{tugas_id}"
    assert await news("petugas") == []
    assert await news("supervisor", "33.10") == []


async def test_a_referral_is_news_for_the_superiors(database, news) -> None:
    event = TugasReferred(aggregate_id=uuid7(), version=3, referred_at=TENGGAT, **ABOUT)
    async with database.transaction() as conn:
        await react(SERVICE.reactions, conn, event)
    for peran in ("supervisor", "kepala_dinas"):
        assert [one["judul"] for one in await news(peran)] == [
            "Tugas W00000123 diajukan kepada Anda"
        ]
    assert await news("petugas") == []
