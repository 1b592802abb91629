"""A supervisor divides the work: the officer concerned is told."""

from __future__ import annotations

from services.notifier.kabar.actions import tell_officer
from services.notifier.kabar.models import JenisKabar
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.verification import PembagianMade, TugasTakenOver


async def on_tugas_taken_over(conn: Connection, event: TugasTakenOver) -> None:
    """Tell the officer who held the tugas who has it now."""
    assert event.pribadi is not None
    isian = {"nomor": event.nomor, "oleh": event.pribadi.nama}
    await tell_officer(
        conn, JenisKabar.TUGAS_DIAMBIL_ALIH, event.aggregate_id, event.version,
        event.kode_kantor, event.petugas_id, isian,
    )  # fmt: skip


async def on_pembagian_made(conn: Connection, event: PembagianMade) -> None:
    """Tell the officer what he is to do, and by whom."""
    assert event.pribadi is not None
    isian = {
        "jumlah": str(len(event.daftar_nomor)),
        "nomor": ", ".join(event.daftar_nomor),
        "oleh": event.pribadi.nama,
    }
    await tell_officer(
        conn, JenisKabar.TUGAS_DIBERIKAN, event.aggregate_id, event.version, event.kode_kantor,
        event.petugas_id, isian,
    )  # fmt: skip


REACTIONS: Reactions = {
    TugasTakenOver: on_tugas_taken_over,
    PembagianMade: on_pembagian_made,
}
