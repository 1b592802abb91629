"""What happens to an akun after it is made."""

from __future__ import annotations

from uuid import UUID

from services.identity.akun import queries, telling
from services.identity.akun.models import Akun, AkunBaru, Penandaan
from services.identity.akun.sealing import context
from services.identity.blokir import actions as blokir
from services.identity.blokir import queries as larangan
from services.identity.jejak import actions as jejak
from services.identity.swafoto import queries as swafoto
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import N_
from shared.events.identity import (
    AkunApproved,
    AkunRejected,
    CatatanPetugas,
    Pemilik,
)
from shared.nik import Nik
from shared.wilayah.kode import zona_of

NIK_GANDA = N_(
    "NIK atau nomor KK ini sudah dipakai akun lain di layanan ini. Masuk dengan akun itu, atau "
    "datang ke kantor dengan KTP‑el dan KK jika akun itu bukan milik Anda."
)


async def register_akun(conn: Connection, akun_id: UUID, baru: AkunBaru, tautan: str) -> bool:
    """Make the akun and have its address confirmed, or tell the owner of what it repeats.

    Returns whether it was made; the person who signs up must not learn which. What a block bars
    is refused in the same way.
    """
    barred = await larangan.list_barred(conn, baru.diri)
    if barred or not await queries.insert_akun(conn, akun_id, baru, clock.now()):
        owners = await queries.list_owners(conn, baru.diri.nik, baru.diri.email)
        await telling.tell_owners(conn, {*owners, *barred})
        return False
    await swafoto.set_akun(conn, baru.swafoto_id, akun_id)
    await telling.tell_registered(conn, await queries.get_akun(conn, akun_id), tautan)
    await jejak.note_own(conn, akun_id, "daftar_akun")
    return True


async def submit_akun(conn: Connection, akun_id: UUID) -> None:
    """Hand the akun in to the office of origin; nothing happens the second time."""
    if await queries.set_submitted(conn, akun_id, clock.now()):
        await telling.tell_submitted(conn, await queries.get_akun(conn, akun_id))


async def approve_akun(conn: Connection, akun: Akun) -> None:
    """Let the resident make a permohonan from now on; not with a NIK that is another akun's."""
    assert akun.nomor is not None
    if akun.nik_ganda and await _is_anothers(conn, akun):
        await reject_akun(conn, akun, NIK_GANDA, Penandaan(bidang=("nik",)))
        return
    at = clock.now()
    await queries.set_approved(conn, akun.id, at)
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


async def _is_anothers(conn: Connection, akun: Akun) -> bool:
    taken = await queries.is_nik_taken(conn, akun.diri.nik, akun.id)
    return taken or bool(await larangan.list_barred(conn, akun.diri))


async def reject_akun(conn: Connection, akun: Akun, catatan: str, ditandai: Penandaan) -> None:
    """Mark the akun not valid, with the officer's note and what he marked.

    Blocks it when all three corrections are used up (S4 3a).
    """
    assert akun.nomor is not None
    at = clock.now()
    key = await queries.get_key(conn, akun.id)
    note = key.seal(catatan, context(akun.id, "catatan"))
    await queries.set_rejected(conn, akun.id, at, note, ditandai)
    if akun.sisa_kesempatan == 0:
        await blokir.block_exhausted(conn, await queries.get_akun(conn, akun.id))
        return
    event = AkunRejected(
        aggregate_id=akun.id, version=akun.version + 1, nomor=akun.nomor,
        kode_wilayah_asal=akun.kode_wilayah, decided_at=at,
        sisa_kesempatan=akun.sisa_kesempatan, pribadi=CatatanPetugas(catatan=catatan),
    )  # fmt: skip
    await outbox.emit(conn, event)
