"""Telling others of an akun: its link, its submission, and that somebody used it again."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.identity.akun import queries
from services.identity.akun.models import Akun
from shared.bus import outbox
from shared.db import Connection
from shared.events.identity import (
    AkunRegistered,
    AkunRepeated,
    AkunSubmitted,
    KontakBaru,
    KontakLama,
    NamaAkun,
)
from shared.ids import uuid7


async def tell_registered(conn: Connection, akun: Akun, tautan: str) -> None:
    """Have the link sent to the address of the akun."""
    kontak = KontakBaru(
        nama=akun.diri.nama, email=akun.diri.email, bahasa=akun.bahasa, tautan=tautan
    )
    event = AkunRegistered(
        aggregate_id=akun.id, version=akun.version, kode_wilayah_asal=akun.kode_wilayah,
        pribadi=kontak,
    )  # fmt: skip
    await outbox.emit(conn, event)


async def tell_owners(conn: Connection, owners: Collection[UUID]) -> None:
    """Tell each owner that somebody used his address or numbers again."""
    for akun_id in sorted(owners):
        owner = await queries.get_akun(conn, akun_id)
        kontak = KontakLama(email=owner.diri.email, bahasa=owner.bahasa)
        await outbox.emit(conn, AkunRepeated(aggregate_id=uuid7(), version=1, pribadi=kontak))


async def tell_submitted(conn: Connection, akun: Akun) -> None:
    """Tell that this version of the akun waits for its office."""
    assert akun.nomor is not None
    assert akun.submitted_at is not None
    event = AkunSubmitted(
        aggregate_id=akun.id, version=akun.version, nomor=akun.nomor,
        kode_wilayah_asal=akun.kode_wilayah, submitted_at=akun.submitted_at,
        pribadi=NamaAkun(nama=akun.diri.nama),
    )  # fmt: skip
    await outbox.emit(conn, event)
