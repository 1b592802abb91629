"""Letters to officers about their queue: to whom, and who does not want them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest

from services.identity.surat import reactions, rules
from shared.db import Database
from shared.events.verification import TugasEscalated, TugasReferred
from tests.hearing import react
from tests.identity.officers import enters, logs_in

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
KIND = "identity.surat.requested.v1"


def about(nomor: str, kantor: str) -> dict[str, Any]:
    return {
        "aggregate_id": uuid4(), "version": 2, "subjek": "permohonan", "subjek_id": uuid4(),
        "kode_kantor": kantor, "nomor": nomor,
    }  # fmt: skip


def escalated(nomor: str, kantor: str, tingkat: Any = "supervisor") -> TugasEscalated:
    return TugasEscalated(tingkat=tingkat, tenggat=AT, escalated_at=AT, **about(nomor, kantor))


@pytest.fixture
async def asked(database: Database):
    """`await asked(events…)` answers what letters were asked for, oldest first."""

    async def hear(*events: Any) -> list[dict[str, Any]]:
        async with database.transaction() as conn:
            await conn.execute("DELETE FROM outbox WHERE type = $1", KIND)
            await react(reactions.REACTIONS, conn, *events)
            rows = await conn.fetch(
                "SELECT body, sealed FROM outbox WHERE type = $1 ORDER BY id", KIND
            )
        assert all(row["sealed"] for row in rows)
        assert all(b"@contoh.id" not in row["body"] for row in rows)
        return [orjson.loads(row["body"])["data"] for row in rows]

    return hear


@pytest.fixture
def kantor() -> str:
    """An office of which no other test has officers."""
    return "91.03"


async def test_each_level_of_the_office_gets_one_letter_for_all(
    database: Database, asked: Any, kantor: str
) -> None:
    await enters(database, "supervisor", kantor)
    await enters(database, "kepala_dinas", kantor)
    await enters(database, "petugas", kantor)
    found = await asked(
        escalated("W00000001", kantor), escalated("W00000002", kantor),
        escalated("W00000001", kantor, "kepala_dinas"), escalated("W00000003", "91.71"),
    )  # fmt: skip
    assert [(one["untuk"], one["jumlah"], one["daftar"]) for one in found] == [
        ("eskalasi", 2, "W00000001, W00000002"), ("eskalasi", 1, "W00000001"),
    ]  # fmt: skip
    referred = TugasReferred(referred_at=AT, **about("W00000009", kantor))
    assert [one["untuk"] for one in await asked(referred)] == ["pengajuan", "pengajuan"]


async def test_who_does_not_want_letters_gets_none(
    database: Database, browser: Any, asked: Any
) -> None:
    kantor = "91.05"
    person = await enters(database, "supervisor", kantor)
    await logs_in(browser, person)
    await browser.get("/petugas/peran")
    assert 'href="/petugas/surat"' in browser.text
    await browser.get("/petugas/surat")
    assert "checked" in browser.text
    assert len(await asked(escalated("W00000001", kantor))) == 1
    await browser.post("/petugas/surat")
    assert browser.status == 303
    await browser.get("/petugas/surat?tersimpan=ya")
    assert "Pilihan tersimpan." in browser.text
    assert "checked" not in browser.text
    assert await asked(escalated("W00000001", kantor)) == []


async def test_the_choice_as_json(app_of: Any, database: Database) -> None:
    from aiohttp.test_utils import TestClient, TestServer

    person = await enters(database, "kepala_dinas", "91.06")
    app, sign = app_of("identity")
    path = "/api/v1/identity/petugas/surat"
    async with TestClient(TestServer(app)) as client:
        mine = {"Authorization": f"Bearer {sign('kepala_dinas', '91.06', person.id)}"}
        assert await (await client.get(path, headers=mine)).json() == {"segera": True}
        answer = await client.put(path, headers=mine, json={"segera": False})
        assert await answer.json() == {"segera": False}
        assert await (await client.get(path, headers=mine)).json() == {"segera": False}
        other = {"Authorization": f"Bearer {sign('petugas', '91.06')}"}
        assert (await client.get(path, headers=other)).status == 403


def test_a_long_list_is_cut() -> None:
    assert rules.daftar_of(["W1", "W2"]) == "W1, W2"
    assert rules.daftar_of([f"W{n}" for n in range(8)]) == "W0, W1, W2, W3, W4, dan 3 lainnya"
