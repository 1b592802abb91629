"""The trail: whole, sealed, read by its person, and asked after a breach."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from services.identity.jejak import actions, periksa
from shared import clock
from shared.db import Database
from shared.events.registration import JejakAdded
from shared.ids import uuid7
from shared.sesi.token import Principal
from tests.identity.conftest import KLATEN, Officer, some_akun
from tests.security import tamper


def somebody(who: UUID | None = None) -> Principal:
    now = clock.now()
    return Principal(
        id=who or uuid4(), jenis="petugas", peran="petugas", wilayah="33.10", nama_wilayah="",
        inisial="", nama="Uji", sid=uuid4(), issued_at=now, expires_at=now,
    )  # fmt: skip


async def test_every_tampering_of_a_superuser_is_found(migrated: Any) -> None:
    migrated.settings("identity")
    conn = await tamper.superuser(migrated.database_url("postgres"))
    outer = conn.transaction()
    await outer.start()
    try:
        # A trail of its own: other tests leave rows that are not sealed yet.
        await conn.execute("SET LOCAL session_replication_role = replica")
        await conn.execute("DELETE FROM jejak; DELETE FROM jejak_segel; DELETE FROM jejak_akar")
        await conn.execute("INSERT INTO jejak_akar VALUES (0, 0, 0, '', now())")
        await tamper.fill(conn, somebody())
        assert await periksa.verify(conn, clock.now()) == []
        found, missed = await tamper.count_found(conn, 120, Random(7))
        assert (found, missed) == (120, [])
    finally:
        await outer.rollback()
        await conn.close()


async def test_the_service_itself_can_neither_change_nor_remove(conn_of: Any) -> None:
    async with conn_of("identity") as conn:
        for table in ("jejak", "jejak_segel", "jejak_akar"):
            for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    async with conn.transaction():
                        await conn.execute(statement)


async def test_what_another_service_tells_twice_is_one_step(conn_of: Any) -> None:
    event = JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=uuid4(), petugas_id=uuid4(), peran="petugas",
        wilayah="34.02", tindakan="lihat_permohonan", maksud="pemeriksaan permohonan",
        at=clock.now(),
    )  # fmt: skip
    async with conn_of("identity") as conn:
        await actions.note_heard(conn, event)
        await actions.note_heard(conn, event)
        rows = await conn.fetch("SELECT asal FROM jejak WHERE akun_id = $1", event.akun_id)
        assert [row["asal"] for row in rows] == ["registration"]


async def test_the_person_reads_who_looked(
    client: Any, database: Database, sign: Any, officer: Officer
) -> None:
    async with database.transaction() as conn:
        akun_id, _ = await some_akun(conn)
        found = await conn.fetchval("SELECT id FROM petugas ORDER BY created_at DESC LIMIT 1")
        await actions.note_look(conn, somebody(found), akun_id, KLATEN, "lihat_swafoto")
    headers = {"Authorization": f"Bearer {sign('penduduk', '', akun_id)}", "Accept": "text/html"}
    async with client.get("/akun/data-saya/jejak", headers=headers) as answer:
        page = await answer.text()
    assert answer.status == 200
    for words in ("Gita Rekaan", "Membuka swafoto", "Memeriksa akun", "Klaten", "Mendaftarkan"):
        assert words in page
    async with client.get("/api/v1/identity/akun/saya/jejak", headers=headers) as answer:
        told = (await answer.json())["jejak"]
    assert [each["siapa"] for each in told] == ["Gita Rekaan", "Anda"]


async def test_the_ministry_lists_whose_data_an_officer_opened(
    client: Any, database: Database, sign: Any, officer: Officer, stepped: None
) -> None:
    async with database.transaction() as conn:
        akun_id, _ = await some_akun(conn)
        found = await conn.fetchval("SELECT id FROM petugas ORDER BY created_at DESC LIMIT 1")
        await actions.note_look(conn, somebody(found), akun_id, KLATEN, "lihat_akun")
    now = clock.now()
    form = {
        "email": officer.email, "dari": (now - timedelta(hours=1)).isoformat(),
        "sampai": (now + timedelta(hours=1)).isoformat(),
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}", "Accept": "text/html"}
    path = "/petugas/jejak/terdampak.csv"
    async with client.post(path, data=form, headers=headers) as answer:
        rows = list(csv.DictReader(io.StringIO((await answer.text()).removeprefix("\ufeff"))))
    assert [(row["akun_id"], row["jumlah"]) for row in rows] == [(str(akun_id), "1")]
    async with client.post("/petugas/jejak", data=form, headers=headers) as answer:
        assert str(akun_id) in await answer.text()
    wrong = form | {"dari": form["sampai"], "sampai": form["dari"]}
    async with client.post("/petugas/jejak", data=wrong, headers=headers) as answer:
        assert answer.status == 422
        assert "Waktu akhir harus sesudah waktu awal." in await answer.text()
