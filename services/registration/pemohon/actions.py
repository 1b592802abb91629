"""Knowing a verified resident."""

from __future__ import annotations

from uuid import UUID

from services.registration.pemohon import queries
from services.registration.pemohon.models import Diri, Pemohon, PemohonRow
from shared import crypto
from shared.bus.reaction import Retry
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.errors import N_, Conflict

FORGOTTEN = b""
NOT_VERIFIED = N_("Akun Anda belum diverifikasi. Pendaftaran bisa dibuat setelah akun disetujui.")

BLOCKED = N_("Akun Anda diblokir, jadi permohonan baru tidak bisa dibuat. Lihat status akun.")


async def check_not_blocked(conn: Connection, akun_id: UUID) -> None:
    """Let a resident hand something in, or raise Conflict while the akun is blocked."""
    if await queries.is_blocked(conn, akun_id):
        raise Conflict(BLOCKED)


async def find_pemohon(conn: Connection, akun_id: UUID) -> Pemohon | None:
    """Return the pemohon opened, or None while the akun is not verified."""
    row = await queries.find_pemohon(conn, akun_id)
    if row is None:
        return None
    key = SubjectKey.unwrap(row.kunci, akun_id)
    diri = Diri.model_validate_json(key.open(row.pribadi, _context(akun_id)))
    return Pemohon(akun_id, row.kode_wilayah_asal, row.nik_index, key, diri)


async def get_pemohon(conn: Connection, akun_id: UUID) -> Pemohon:
    """Return the pemohon opened; raises Conflict while the akun is not verified."""
    found = await find_pemohon(conn, akun_id)
    if found is None:
        raise Conflict(NOT_VERIFIED)
    return found


async def keep_pemohon(
    conn: Connection, akun_id: UUID, version: int, kode_wilayah_asal: str, nik: str, diri: Diri
) -> bool:
    """Keep what identity told of a verified resident; False if this or newer is known, or if
    the person was forgotten.

    Raises Retry when another transaction made the pemohon (and its key) at the same moment.
    """
    wrapped = await queries.lock_kunci(conn, akun_id)
    if wrapped == FORGOTTEN:
        return False
    key = SubjectKey.unwrap(wrapped, akun_id) if wrapped else SubjectKey.create(akun_id)
    row = PemohonRow(
        akun_id=akun_id,
        kode_wilayah_asal=kode_wilayah_asal,
        nik_index=crypto.index("nik", nik),
        kunci=wrapped or key.wrap(),
        pribadi=key.seal(diri.model_dump_json(), _context(akun_id)),
    )
    if await queries.upsert_pemohon(conn, row, version):
        return True
    if wrapped is None:
        raise Retry("pemohon was made meanwhile")
    return False


def _context(akun_id: UUID) -> str:
    return f"pemohon|pribadi|{akun_id}"
