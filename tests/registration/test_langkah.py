"""The levels that check a permohonan, as its owner reads them, and who may look meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.registration.langkah.models import LangkahRow
from services.registration.langkah.rules import tahap_of
from shared.db import Database
from shared.events.verification import TugasOpened, TugasPassed
from tests.registration.made import BANTUL, decided, hear, make_pemohon, submit
from tests.registration.offices import instansi_changed
from tests.registration.test_officer_and_api import API, officer

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CHAIN = ["rt", "desa", "dinas"]
DESA = (BANTUL, "petugas_desa")


def row(jenjang: str, hours: int, *rantai: str) -> LangkahRow:
    return LangkahRow(jenjang, list(rantai), AT + timedelta(hours=hours) if hours else None)


def states(*rows: LangkahRow) -> list[str]:
    found = tahap_of(rows, BANTUL, {"desa": "Kalurahan"}, AT)
    return [f"{one.sebutan} {one.keadaan}" for one in found]


def test_the_levels_passed_the_one_that_has_it_and_those_to_come() -> None:
    first = row("rt", 0, *CHAIN)
    assert states(first) == ["RT current", "Kalurahan next", "Disdukcapil next"]
    on = [first, row("desa", 1), row("dinas", 2)]
    assert states(*on) == ["RT done", "Kalurahan done", "Disdukcapil current"]
    back = [*on, row("desa", 3)]
    assert states(*back) == ["RT done", "Kalurahan current", "Disdukcapil next"]
    assert states(first, row("dinas", 1)) == ["RT done", "Disdukcapil current"]
    assert states(row("dinas", 0, "dinas")) == []


def opened(permohonan_id: UUID, *rantai: str) -> TugasOpened:
    return TugasOpened(
        aggregate_id=permohonan_id, version=1, subjek="permohonan", subjek_id=permohonan_id,
        subjek_version=1, kode_kantor="34.02", kode_wilayah_tujuan=BANTUL, tenggat=AT,
        rantai=rantai,
    )  # fmt: skip


def passed(permohonan_id: UUID, version: int, dari: str, jenjang: str) -> TugasPassed:
    return TugasPassed(
        aggregate_id=permohonan_id, version=version, subjek="permohonan", subjek_id=permohonan_id,
        subjek_version=1, kode_kantor="34.02", kode_wilayah_tujuan=BANTUL, dari=dari,
        jenjang=jenjang, passed_at=AT,
    )  # fmt: skip


async def looks(client: Any, sign: Any, permohonan_id: UUID, wilayah: str, peran: str) -> int:
    async with client.get(
        f"{API}/{permohonan_id}/kartu", headers=officer(sign, wilayah, peran)
    ) as answer:
        return int(answer.status)


async def handed_in(database: Database) -> tuple[UUID, UUID]:
    async with database.transaction() as conn:
        siti = await make_pemohon(conn)
        sent = await submit(conn, siti)
    return sent.permohonan_id, siti.akun_id


async def test_a_level_looks_only_while_it_has_the_permohonan(
    client: Any, database: Database, sign: Any
) -> None:
    permohonan_id, _ = await handed_in(database)
    assert await looks(client, sign, permohonan_id, *DESA) == 404
    async with database.transaction() as conn:
        await hear(conn, opened(permohonan_id, "rt", "desa", "dinas"))
    assert await looks(client, sign, permohonan_id, BANTUL, "ketua_rt") == 200
    assert await looks(client, sign, permohonan_id, *DESA) == 404
    async with database.transaction() as conn:
        await hear(conn, passed(permohonan_id, 2, "rt", "desa"))
    assert await looks(client, sign, permohonan_id, BANTUL, "ketua_rt") == 404
    assert await looks(client, sign, permohonan_id, *DESA) == 200
    assert await looks(client, sign, permohonan_id, "34.02.15.2003", "petugas_desa") == 403
    assert await looks(client, sign, permohonan_id, "34.02.15", "camat") == 404
    assert await looks(client, sign, permohonan_id, "34.02", "petugas") == 200
    async with database.transaction() as conn:
        await hear(conn, passed(permohonan_id, 3, "desa", "dinas"))
        await hear(conn, decided(permohonan_id))
    assert await looks(client, sign, permohonan_id, *DESA) == 404
    async with database.connection() as conn:
        seen = await conn.fetch("SELECT peran FROM jejak_lihat ORDER BY id")
    assert [one["peran"] for one in seen] == ["ketua_rt", "petugas_desa", "petugas"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
async def test_the_owner_reads_where_it_is_in_whatever_order_it_was_heard(
    order: tuple[int, ...], client: Any, database: Database, sign: Any
) -> None:
    permohonan_id, akun_id = await handed_in(database)
    told = [
        opened(permohonan_id, "kecamatan", "dinas"),
        passed(permohonan_id, 2, "kecamatan", "dinas"),
        instansi_changed("34.02", "bantul-19-2019"),
    ]  # fmt: skip
    async with database.transaction() as conn:
        await hear(conn, *(told[one] for one in order), told[0])
    headers = {"Authorization": f"Bearer {sign('penduduk', who=akun_id)}"}
    async with client.get(f"{API}/{permohonan_id}", headers=headers) as answer:
        steps = (await answer.json())["langkah"]
    assert [(one["sebutan"], one["keadaan"]) for one in steps] == [
        ("Kapanewon", "done"), ("Disdukcapil", "current"),
    ]  # fmt: skip
    cookie = {"Cookie": f"__Host-sesi={sign('penduduk', who=akun_id)}", "Accept": "text/html"}
    async with client.get(f"/permohonan/{permohonan_id}", headers=cookie) as answer:
        page = await answer.text()
    assert "Diperiksa Kapanewon" in page
    assert "Diperiksa Disdukcapil Kabupaten Bantul" in page


async def test_an_office_alone_has_no_levels(client: Any, database: Database, sign: Any) -> None:
    permohonan_id, akun_id = await handed_in(database)
    async with database.transaction() as conn:
        await hear(conn, opened(permohonan_id, "dinas"))
    headers = {"Authorization": f"Bearer {sign('penduduk', who=akun_id)}"}
    async with client.get(f"{API}/{permohonan_id}", headers=headers) as answer:
        assert (await answer.json())["langkah"] == []
    assert await looks(client, sign, uuid4(), *DESA) == 404
