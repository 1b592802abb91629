"""Asking for letters to officers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from services.identity.surat import queries, rules
from shared.bus import outbox
from shared.db import Connection
from shared.events.alamat import SuratPetugas
from shared.events.identity import SuratRequested
from shared.ids import uuid7


async def write_to(
    conn: Connection, untuk: Literal["eskalasi", "pengajuan"], kode_kantor: str,
    peran: Collection[str], nomor: Sequence[str],
) -> None:  # fmt: skip
    """Ask for one letter about these tugas to each officer of the office who wants it."""
    events = [
        SuratRequested(
            aggregate_id=uuid7(), version=1, untuk=untuk, jumlah=len(nomor),
            daftar=rules.daftar_of(nomor),
            pribadi=SuratPetugas(nama=one.nama, email=one.email, kode_wilayah=one.wilayah),
        )
        for one in await queries.list_penerima(conn, kode_kantor, peran)
    ]  # fmt: skip
    await outbox.emit_all(conn, events)
