"""Opening, renewing and revoking sessions."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from services.identity.akun import queries as akun
from services.identity.akun.rules import inisial
from services.identity.petugas import queries as petugas
from services.identity.sesi import queries, queries_perangkat
from services.identity.sesi.models import Sesi
from services.identity.sesi.rules import LIFETIMES
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import N_, NotFound
from shared.events.identity import SesiRevoked
from shared.policy import PENDUDUK
from shared.sesi import queries as revoked
from shared.sesi.token import Principal
from shared.wilayah import queries as wilayah

NO_ROLE = N_("Peran ini tidak lagi Anda pegang.")


async def open_sesi(
    conn: Connection,
    subjek_id: UUID,
    jenis: Literal["penduduk", "petugas"],
    peramban: str,
    *,
    penugasan_id: UUID | None = None,
    ingat_id: UUID | None = None,
) -> Principal | None:
    """Begin a session and return who acts in it; None if the person may not enter any more."""
    now = clock.now().replace(microsecond=0)
    lifetime = LIFETIMES[jenis]
    sesi = Sesi(
        id=uuid4(), subjek_id=subjek_id, jenis=jenis, peramban=peramban, created_at=now,
        seen_at=now, token_until=now + lifetime.idle, expires_at=now + lifetime.longest,
        penugasan_id=penugasan_id, ingat_id=ingat_id, stepped_at=now,
    )  # fmt: skip
    principal = await _principal(conn, sesi)
    if principal:
        await queries.insert_sesi(conn, sesi)
        if jenis == PENDUDUK:
            await akun.set_used(conn, subjek_id, now)
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


async def switch_peran(conn: Connection, who: Principal, penugasan_id: UUID) -> Principal:
    """Go on in another of the officer's own roles: a new session, which ends when the old would.

    Raises NotFound if the role is not (or no longer) his, or his session is over.
    """
    now = clock.now().replace(microsecond=0)
    sesi = await queries.lock_alive(conn, who.sid, now)
    if sesi is None:
        raise NotFound(NO_ROLE)
    until = min(now + LIFETIMES[sesi.jenis].idle, sesi.expires_at)
    next_one = sesi.model_copy(
        update={"id": uuid4(), "penugasan_id": penugasan_id, "seen_at": now, "token_until": until}
    )
    principal = await _principal(conn, next_one)
    if principal is None:
        raise NotFound(NO_ROLE)
    await revoke_sesi(conn, who.sid, who.id)
    await queries.insert_sesi(conn, next_one)
    return principal


async def revoke_sesi(conn: Connection, sid: UUID, subjek_id: UUID) -> bool:
    """End a session of this person, here at once and everywhere by event; False if it is over."""
    until = await queries.set_revoked(conn, sid, subjek_id, clock.now())
    if until is None:
        return False
    await revoked.insert_revoked(conn, sid, until)
    await outbox.emit(conn, SesiRevoked(aggregate_id=sid, version=1, berlaku_sampai=until))
    return True


async def revoke_all(
    conn: Connection, subjek_id: UUID, *, but: UUID | None = None, penugasan_id: UUID | None = None
) -> int:
    """End a person's sessions (but one; of one penugasan) and say how many there were.

    No browser logs him in by itself any more.
    """
    ended = await queries.set_all_revoked(conn, subjek_id, clock.now(), but, penugasan_id)
    for sid, until in ended:
        await revoked.insert_revoked(conn, sid, until)
    told = [SesiRevoked(aggregate_id=sid, version=1, berlaku_sampai=until) for sid, until in ended]
    await outbox.emit_all(conn, told)
    await queries_perangkat.delete_ingat(conn, subjek_id)
    return len(ended)


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
    role = await petugas.find_penugasan(conn, sesi.subjek_id, sesi.penugasan_id)
    if who is None or role is None:
        return None
    return Principal(
        id=who.id, jenis="petugas", peran=role.peran, wilayah=role.wilayah,
        nama_wilayah=await wilayah.nama_lengkap(conn, role.wilayah), inisial=inisial(who.nama),
        nama=who.nama, sid=sesi.id, issued_at=sesi.seen_at, expires_at=sesi.token_until,
    )  # fmt: skip
