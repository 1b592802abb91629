"""Changing an address: asked for with the password, proved by a link, told to the old one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.identity.akun import queries as akun
from services.identity.akun.models import Akun
from services.identity.akun.rules import check_email
from services.identity.email import queries
from services.identity.konfirmasi.rules import hash_of, make_token
from services.identity.laju import actions as laju
from services.identity.laju.rules import Limit
from services.identity.sandi.actions import USED, confirm_sandi
from services.identity.tautan import queries as tautan
from services.identity.tautan.rules import LIFETIME, PATHS
from shared import clock
from shared.bus import outbox
from shared.crypto import SubjectKey
from shared.db import Connection, Database
from shared.errors import N_, Conflict, FieldErrors, Invalid
from shared.events.alamat import EmailBaru, TautanBaru
from shared.events.identity import (
    AkunRepeated,
    EmailChanged,
    KontakLama,
    TautanRequested,
)
from shared.ids import uuid7
from shared.sesi.token import Principal

GANTI_EMAIL = Limit("ganti-email", 5, window=timedelta(hours=1))
SAME = N_("Ini email Anda sekarang.")


async def ask_change(database: Database, who: Principal, email: str, sandi: str) -> None:
    """Mail a link to the new address; if it has an akun, its owner is told instead.

    The answer is the same for both. Raises Invalid, or TooMany.
    """
    errors = FieldErrors()
    with errors.field("email"):
        email = check_email(email)
    errors.raise_any()
    await confirm_sandi(database, who, sandi, "sandi")
    async with database.transaction() as conn:
        await laju.take(conn, GANTI_EMAIL, str(who.id))
    async with database.transaction() as conn:
        owner = await akun.get_akun(conn, who.id)
        if owner.diri.email == email:
            raise Invalid({"email": SAME})
        await _ask(conn, owner, email)


async def _ask(conn: Connection, owner: Akun, email: str) -> None:
    if await queries.is_taken(conn, email):
        told = KontakLama(email=email, bahasa=owner.bahasa)
        await outbox.emit(conn, AkunRepeated(aggregate_id=uuid7(), version=1, pribadi=told))
        return
    token = make_token()
    key = await akun.get_key(conn, owner.id)
    await tautan.insert_tautan(
        conn, hash_of(token), "email", owner.id, key.seal(email, _context(owner.id)),
        clock.now() + LIFETIME,
    )  # fmt: skip
    letter = TautanBaru(
        nama=owner.diri.nama, email=email, bahasa=owner.bahasa, tautan=PATHS["email"] + token,
        kode_wilayah=owner.kode_wilayah,
    )  # fmt: skip
    await outbox.emit(
        conn, TautanRequested(aggregate_id=uuid7(), version=1, untuk="email", pribadi=letter)
    )


async def confirm_change(conn: Connection, token: str) -> None:
    """Make the proved address the akun's; raises Conflict if the link counts no longer."""
    used = await tautan.set_used(conn, hash_of(token), "email", clock.now())
    owner = await akun.lock_akun(conn, used.akun_id) if used else None
    if used is None or owner is None or used.email_sealed is None:
        raise Conflict(USED)
    key: SubjectKey = await akun.get_key(conn, owner.id)
    email = key.open(used.email_sealed, _context(owner.id))
    version = await queries.set_email(conn, owner.id, key, email)
    if version is None:
        raise Conflict(USED)
    # A link to a new password went to the old address.
    await tautan.end_all(conn, owner.id, clock.now())
    told = EmailBaru(
        nama=owner.diri.nama, email=email, email_lama=owner.diri.email, bahasa=owner.bahasa,
        kode_wilayah=owner.kode_wilayah,
    )  # fmt: skip
    await outbox.emit(conn, EmailChanged(aggregate_id=owner.id, version=version, pribadi=told))


def _context(akun_id: UUID) -> str:
    return f"tautan|email_sealed|{akun_id}"
