"""What a supervisor divides is told to the officer concerned, and to no colleague."""

from datetime import UTC, datetime
from uuid import UUID

from aiohttp.test_utils import TestClient, TestServer

from services.notifier.app import SERVICE
from shared.events.petugas import NamaPetugas
from shared.events.verification import PembagianMade, TugasTakenOver
from shared.ids import uuid7
from tests.hearing import react

RINI, GILANG = UUID(int=0x4101), UUID(int=0x4102)
AT = datetime(2026, 11, 20, tzinfo=UTC)
SARI = NamaPetugas(nama="Sari Dewi")
PATH = "/api/v1/notifier/kabar"


async def test_one_officer_alone_is_told(app_of, database) -> None:
    tugas_id = uuid7()
    taken = TugasTakenOver(
        aggregate_id=tugas_id, version=3, subjek="permohonan", subjek_id=uuid7(),
        kode_kantor="34.02", nomor="W00000123", petugas_id=RINI, taken_over_at=AT, pribadi=SARI,
    )  # fmt: skip
    given = PembagianMade(
        aggregate_id=uuid7(), version=1, kode_kantor="34.02", petugas_id=RINI,
        daftar_nomor=("W00000124", "W00000125"), made_at=AT, pribadi=SARI,
    )  # fmt: skip
    async with database.transaction() as conn:
        for event in (taken, given, taken, given):
            await react(SERVICE.reactions, conn, event)
    app, sign = app_of("notifier")
    async with TestClient(TestServer(app)) as client:
        hers = {"Authorization": f"Bearer {sign('petugas', '34.02', RINI)}"}
        his = {"Authorization": f"Bearer {sign('supervisor', '34.02', GILANG)}"}
        news = await (await client.get(PATH, headers=hers)).json()
        assert [(one["judul"], one["tautan"]) for one in news["kabar"]] == [
            ("2 tugas untuk Anda", "/verifikasi?saya=1"),
            ("W00000123 diambil alih", f"/verifikasi/{tugas_id}"),
        ]
        assert "Sari Dewi menugaskan" in news["kabar"][0]["isi"]
        assert news["belum_dibaca"] == 2
        others = await (await client.get(PATH, headers=his)).json()
        assert others == {"kabar": [], "belum_dibaca": 0}
        path = f"{PATH}/{news['kabar'][0]['id']}/dibaca"
        await client.post(path, headers=his)
        assert await (await client.post(path, headers=hers)).json() == {"belum_dibaca": 1}
