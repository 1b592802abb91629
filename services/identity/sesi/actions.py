"""Opening, renewing and revoking sessions."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from services.identity.akun import queries as akun
from services.identity.akun.rules import inisial
from services.identity.petugas import queries as petugas
from services.identity.sesi import queries
from services.identity.sesi.models import Sesi
from services.identity.sesi.rules import LIFETIMES
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.identity import SesiRevoked
from shared.policy import PENDUDUK
from shared.sesi import queries as revoked
from shared.sesi.token import Principal
from shared.wilayah import queries as wilayah


async def open_sesi(
    conn: Connection, subjek_id: UUID, jenis: Literal["penduduk", "petugas"], peramban: str
) -> Principal | None:
    """Begin a session and return who acts in it; None if the person may not enter any more."""
    now = clock.now().replace(microsecond=0)
    lifetime = LIFETIMES[jenis]
    sesi = Sesi(
        id=uuid4(), subjek_id=subjek_id, jenis=jenis, peramban=peramban, created_at=now,
        seen_at=now, token_until=now + lifetime.idle, expires_at=now + lifetime.longest,
    )  # fmt: skip
    principal = await _principal(conn, sesi)
    if principal:
        await queries.insert_sesi(conn, sesi)
    return principal


async def renew_sesi(conn: Connection, sid: UUID) -> Principal | None:
    """Give the session a new token; None if it was revoked, idle or open for too long."""
    now = clock.now().replace(microsecond=0)
    sesi = await queries.lock_alive(conn, sid, now)
    if sesi is None:
        return None
    until = min(now + LIFETIMES[sesi.jenis].idle, sesi.expires_at)
    renewed = sesi.model_copy(update={"seen_at": now, "token_until": until})
    await queries.set_renewed(conn, sid, now, until)
    return await _principal(conn, renewed)


async def revoke_sesi(conn: Connection, sid: UUID, subjek_id: UUID) -> bool:
    """End a session of this person, here at once and everywhere by event; False if it is over."""
    until = await queries.set_revoked(conn, sid, subjek_id, clock.now())
    if until is None:
        return False
    await revoked.insert_revoked(conn, sid, until)
    await outbox.emit(conn, SesiRevoked(aggregate_id=sid, version=1, berlaku_sampai=until))
    return True


async def _principal(conn: Connection, sesi: Sesi) -> Principal | None:
    if sesi.jenis == PENDUDUK:
        return await _resident(conn, sesi)
    return await _officer(conn, sesi)


async def _resident(conn: Connection, sesi: Sesi) -> Principal | None:
    who = await akun.find_akun(conn, sesi.subjek_id)
    if who is None:
        return None
    return Principal(
        id=who.id, jenis="penduduk", peran=PENDUDUK, wilayah="", nama_wilayah="",
        inisial=inisial(who.diri.nama), nama="", sid=sesi.id, issued_at=sesi.seen_at,
        expires_at=sesi.token_until,
    )  # fmt: skip


async def _officer(conn: Connection, sesi: Sesi) -> Principal | None:
    who = await petugas.find_petugas(conn, sesi.subjek_id)
    if who is None:
        return None
    return Principal(
        id=who.id, jenis="petugas", peran=who.peran, wilayah=who.wilayah,
        nama_wilayah=await wilayah.nama_lengkap(conn, who.wilayah), inisial=inisial(who.nama),
        nama=who.nama, sid=sesi.id, issued_at=sesi.seen_at, expires_at=sesi.token_until,
    )  # fmt: skip
