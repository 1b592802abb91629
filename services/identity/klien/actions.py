"""Letting programs of other systems in, and out again."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.identity.jejak import actions as jejak
from services.identity.klien import queries, rules
from services.identity.klien.models import Klien, KlienDibuat, KlienForm
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import N_, Conflict, NotFound
from shared.events.identity import SesiRevoked
from shared.ids import uuid7
from shared.policy import KLIEN
from shared.sesi import queries as revoked
from shared.sesi.token import Principal
from shared.wilayah import queries as wilayah

GONE = N_("Klien ini tidak ada.")
REVOKED = N_("Klien ini sudah dicabut.")
NO_OLD = N_("Tidak ada rahasia lama.")


async def create_klien(conn: Connection, who: Principal, form: KlienForm) -> KlienDibuat:
    """Make a program and return its secret, which is told only now; raises Invalid."""
    form = rules.check_form(form)
    secret = rules.new_secret()
    klien = Klien(
        id=uuid7(), nama=form.nama, tujuan=form.tujuan, lingkup=tuple(form.lingkup),
        wilayah=form.wilayah, rahasia_hash=rules.hash_of(secret), sid=uuid4(), created_by=who.id,
        created_at=clock.now(), rotated_at=None, used_at=None, revoked_at=None,
    )  # fmt: skip
    await queries.insert_klien(conn, klien)
    await jejak.note_act(conn, who, klien.id, "buat_klien")
    return KlienDibuat(client_id=klien.id, client_secret=secret)


async def rotate_klien(conn: Connection, who: Principal, klien_id: UUID) -> KlienDibuat:
    """Give another secret; the one before lets in for a day more, or until it is ended."""
    await _lock_alive(conn, klien_id)
    secret, now = rules.new_secret(), clock.now()
    until = now + rules.OVERLAP
    await queries.set_rotated(conn, klien_id, rules.hash_of(secret), now, until)
    await jejak.note_act(conn, who, klien_id, "ganti_rahasia")
    return KlienDibuat(client_id=klien_id, client_secret=secret, rahasia_lama_sampai=until)


async def end_old_secret(conn: Connection, who: Principal, klien_id: UUID) -> None:
    """Let the secret before in no more; every token given out so far ends everywhere by event.

    Raises Conflict if there is no secret before.
    """
    klien = await _lock_alive(conn, klien_id)
    if klien.rahasia_lama is None:
        raise Conflict(NO_OLD)
    await queries.set_lama_ended(conn, klien_id, uuid4())
    await _revoke_tokens(conn, klien.sid)
    await jejak.note_act(conn, who, klien_id, "akhiri_rahasia")


async def revoke_klien(conn: Connection, who: Principal, klien_id: UUID) -> None:
    """Let the program in no more; its tokens end everywhere by event."""
    klien = await _lock_alive(conn, klien_id)
    await queries.set_revoked(conn, klien_id, clock.now())
    await _revoke_tokens(conn, klien.sid)
    await jejak.note_act(conn, who, klien_id, "cabut_klien")


async def enter(conn: Connection, klien_id: UUID, secret: str, scope: str) -> Principal | None:
    """Return who acts with this secret and these scopes; None for a wrong secret.

    The scopes are empty if one was asked for that the program does not have.
    """
    klien = await queries.find_klien(conn, klien_id)
    now = clock.now().replace(microsecond=0)
    if not rules.opens(klien, secret, now) or klien is None or klien.revoked_at:
        return None
    await queries.set_used(conn, klien_id, now)
    return Principal(
        id=klien.id, jenis="klien", peran=KLIEN, wilayah=klien.wilayah,
        nama_wilayah=await wilayah.nama_lengkap(conn, klien.wilayah), inisial="API",
        nama=klien.nama, sid=klien.sid, issued_at=now, expires_at=now + rules.LIFETIME,
        lingkup=rules.granted(scope, klien.lingkup) or (),
    )  # fmt: skip


async def _lock_alive(conn: Connection, klien_id: UUID) -> Klien:
    klien = await queries.lock_klien(conn, klien_id)
    if klien is None:
        raise NotFound(GONE)
    if klien.revoked_at:
        raise Conflict(REVOKED)
    return klien


async def _revoke_tokens(conn: Connection, sid: UUID) -> None:
    until = clock.now() + rules.LIFETIME
    await revoked.insert_revoked(conn, sid, until)
    await outbox.emit(conn, SesiRevoked(aggregate_id=sid, version=1, berlaku_sampai=until))
