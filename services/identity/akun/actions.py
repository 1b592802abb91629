"""What happens to an akun after it is made."""

from __future__ import annotations

from uuid import UUID

from services.identity.akun import queries
from services.identity.akun.models import Akun, AkunBaru
from services.identity.akun.sealing import context
from services.identity.swafoto import queries as swafoto
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.identity import (
    AkunApproved,
    AkunRegistered,
    AkunRejected,
    AkunRepeated,
    AkunSubmitted,
    CatatanPetugas,
    KontakBaru,
    KontakLama,
    NamaAkun,
    Pemilik,
)
from shared.ids import uuid7
from shared.nik import Nik
from shared.wilayah.kode import zona_of


async def register_akun(conn: Connection, akun_id: UUID, baru: AkunBaru, tautan: str) -> bool:
    """Make the akun and have its address confirmed, or tell the owner of what it repeats.

    Returns whether it was made; the person who signs up must not learn which.
    """
    if not await queries.insert_akun(conn, akun_id, baru, clock.now()):
        await _tell_owners(conn, baru)
        return False
    await swafoto.set_akun(conn, baru.swafoto_id, akun_id)
    kontak = KontakBaru(
        nama=baru.diri.nama, email=baru.diri.email, bahasa=baru.bahasa, tautan=tautan
    )
    event = AkunRegistered(
        aggregate_id=akun_id, version=1, kode_wilayah_asal=baru.kode_wilayah, pribadi=kontak
    )
    await outbox.emit(conn, event)
    return True


async def _tell_owners(conn: Connection, baru: AkunBaru) -> None:
    for akun_id in await queries.list_owners(conn, baru.diri.nik, baru.diri.email):
        owner = await queries.get_akun(conn, akun_id)
        kontak = KontakLama(email=owner.diri.email, bahasa=owner.bahasa)
        await outbox.emit(conn, AkunRepeated(aggregate_id=uuid7(), version=1, pribadi=kontak))


async def submit_akun(conn: Connection, akun_id: UUID) -> None:
    """Hand the akun in to the office of origin; nothing happens the second time."""
    if not await queries.set_submitted(conn, akun_id, clock.now()):
        return
    akun = await queries.get_akun(conn, akun_id)
    assert akun.nomor is not None
    assert akun.submitted_at is not None
    event = AkunSubmitted(
        aggregate_id=akun.id, version=akun.version, nomor=akun.nomor,
        kode_wilayah_asal=akun.kode_wilayah, submitted_at=akun.submitted_at,
        pribadi=NamaAkun(nama=akun.diri.nama),
    )  # fmt: skip
    await outbox.emit(conn, event)


async def approve_akun(conn: Connection, akun: Akun) -> None:
    """Let the resident make a permohonan from now on."""
    assert akun.nomor is not None
    at = clock.now()
    await queries.set_decided(conn, akun, "approved", at, akun.sisa_kesempatan, None)
    nik = Nik(akun.diri.nik)
    today = clock.today_in(zona_of(akun.kode_wilayah))
    pemilik = Pemilik(
        nama=akun.diri.nama, email=akun.diri.email, bahasa=akun.bahasa,
        jenis_kelamin=nik.jenis_kelamin, tanggal_lahir=nik.tanggal_lahir(today), nik=nik.digits,
    )  # fmt: skip
    event = AkunApproved(
        aggregate_id=akun.id, version=akun.version + 1, nomor=akun.nomor,
        kode_wilayah_asal=akun.kode_wilayah, decided_at=at, pribadi=pemilik,
    )  # fmt: skip
    await outbox.emit(conn, event)


async def reject_akun(conn: Connection, akun: Akun, catatan: str) -> None:
    """Mark the akun not valid, with the officer's note."""
    assert akun.nomor is not None
    at = clock.now()
    key = await queries.get_key(conn, akun.id)
    note = key.seal(catatan, context(akun.id, "catatan"))
    await queries.set_decided(conn, akun, "rejected", at, akun.sisa_kesempatan, note)
    event = AkunRejected(
        aggregate_id=akun.id, version=akun.version + 1, nomor=akun.nomor,
        kode_wilayah_asal=akun.kode_wilayah, decided_at=at,
        sisa_kesempatan=akun.sisa_kesempatan, pribadi=CatatanPetugas(catatan=catatan),
    )  # fmt: skip
    await outbox.emit(conn, event)
