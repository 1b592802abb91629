"""Made-up stays as registration tells them, and an empty picture of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from services.verification.app import SERVICE
from shared.db import Database
from shared.events.domisili import DomisiliOpened, OrangTinggal, RincianDomisili, RincianOrang
from shared.events.envelope import Event
from tests.hearing import react
from tests.verification.facts import BANTUL, KLATEN

FIRST = date(2026, 11, 18)
EMPTY = "DELETE FROM buku_baris", "DELETE FROM buku", "DELETE FROM tinggal"


async def empty(db: Database) -> None:
    """Take all lines, books and stays away."""
    async with db.transaction() as conn:
        for statement in EMPTY:
            await conn.execute(statement)


def stay_opened(
    names: Sequence[str] = ("Siti Rahmawati",), tujuan: str = BANTUL, asal: str = KLATEN,
    mulai: date = FIRST, days: int = 300, permohonan: UUID | None = None, told: bool = True,
) -> DomisiliOpened:  # fmt: skip
    """Return that a stay of these persons opened."""
    ids = [uuid4() for _ in names]
    rincian = RincianDomisili(
        rt="004", rw="002", alamat="Jalan Contoh 1",
        orang=tuple(
            RincianOrang(orang_id=orang_id, nama=name, nik="331020••••••0001")
            for orang_id, name in zip(ids, names, strict=True)
        ),
    )  # fmt: skip
    return DomisiliOpened(
        aggregate_id=uuid4(), version=1, permohonan_id=permohonan or uuid4(),
        kode_wilayah_tujuan=tujuan, kode_wilayah_asal=asal, keperluan="bekerja",
        tanggal_mulai=mulai, tanggal_berakhir=mulai + timedelta(days=days),
        orang=tuple(
            OrangTinggal(orang_id=orang_id, jenis_kelamin="P", kelompok_umur="25-29")
            for orang_id in ids
        ),
        pribadi=rincian if told else None,
    )  # fmt: skip


async def told(db: Database, *events: Event) -> None:
    """Let the whole service react to events that arrive in one batch."""
    async with db.transaction() as conn:
        await react(SERVICE.reactions, conn, *events)
