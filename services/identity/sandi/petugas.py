"""Officers' passwords: forgotten, set anew, changed. None of it spares the second factor."""

from __future__ import annotations

from uuid import UUID

from services.identity.akun.rules import email_key
from services.identity.captcha import actions as captcha
from services.identity.konfirmasi.rules import hash_of, make_token
from services.identity.laju import actions as laju
from services.identity.laju import rules as limits
from services.identity.petugas import queries as officers
from services.identity.petugas.models import Petugas
from services.identity.sandi import queries
from services.identity.sandi.actions import (
    CAPTCHA_WRONG,
    GANTI_SANDI,
    LUPA_ALAMAT,
    LUPA_EMAIL,
    NOBODY,
    SAME,
    USED,
    WRONG,
)
from services.identity.sandi.hashing import hasher
from services.identity.sandi.rules import LONGEST, check_repeated, check_sandi
from services.identity.sesi import actions as sesi
from services.identity.tautan import queries as tautan
from services.identity.tautan.rules import LIFETIME, PATHS
from shared import clock
from shared.bus import outbox
from shared.db import Connection, Database
from shared.errors import Conflict, FieldErrors, Invalid, TooMany
from shared.events.alamat import AlamatAkun, TautanBaru
from shared.events.identity import SandiChanged, TautanRequested
from shared.ids import uuid7
from shared.sesi.token import Principal


async def forget_sandi(
    database: Database, email: str, alamat: str, captcha_id: UUID | None, jawaban: str, lokal: str
) -> None:
    """Mail a link to the officer of an address; nobody learns whether there is one.

    Raises as the residents' does: Invalid for a wrong captcha, TooMany for a network.
    """
    async with database.transaction() as conn:
        await laju.take_address(conn, LUPA_ALAMAT, alamat)
        right = captcha_id is not None and await captcha.redeem(conn, captcha_id, jawaban, lokal)
    if not right:
        raise Invalid({"captcha": CAPTCHA_WRONG})
    async with database.transaction() as conn:
        await _send_link(conn, email_key(email))


async def _send_link(conn: Connection, email: str) -> None:
    """Do the same work for an unknown address; its message has no link, and is not mailed."""
    try:
        await laju.take(conn, LUPA_EMAIL, f"petugas:{email}")
        may_mail = True
    except TooMany:
        may_mail = False
    found = await officers.find_by_email(conn, email)
    roles = await officers.list_penugasan(conn, found.id if found else NOBODY)
    known = found if may_mail and roles else None
    token = make_token()
    await tautan.insert_of_petugas(
        conn, hash_of(token), known.id if known else None, clock.now() + LIFETIME
    )
    letter = TautanBaru(
        nama=known.nama if known else "", email=email if known else "", bahasa="id",
        tautan=PATHS["sandi_petugas"] + token if known else "",
        kode_wilayah=roles[0].wilayah if known else "",
    )  # fmt: skip
    event = TautanRequested(aggregate_id=uuid7(), version=1, untuk="sandi_petugas", pribadi=letter)
    await outbox.emit(conn, event)


async def reset_sandi(database: Database, token: str, sandi: str, ulang: str) -> None:
    """Set an officer's new password by the link; every session of his ends.

    His authenticator app and his recovery codes stay as they are: the link is no way around them.
    Raises Conflict if the link counts no longer, Invalid for a bad password.
    """
    async with database.connection() as conn:
        petugas_id = await tautan.find_petugas(conn, hash_of(token), clock.now())
        owner = await officers.find_petugas(conn, petugas_id) if petugas_id else None
        email = await officers.find_email(conn, petugas_id) if petugas_id else None
    if owner is None or email is None:
        raise Conflict(USED)
    _check_new(sandi, ulang, owner, email)
    hashed = await hasher().hash(sandi)
    async with database.transaction() as conn:
        if not await tautan.use_of_petugas(conn, hash_of(token), clock.now()):
            raise Conflict(USED)
        await _set(conn, owner, email, hashed, but=None)


async def change_sandi(
    database: Database, who: Principal, lama: str, sandi: str, ulang: str
) -> None:
    """Change an officer's own password, the old one shown; every other session of his ends.

    Raises Invalid, or TooMany when the old one is guessed at.
    """
    async with database.transaction() as conn:
        await laju.take(conn, GANTI_SANDI, str(who.id))
        owner = await officers.find_petugas(conn, who.id)
        email = await officers.find_email(conn, who.id)
    kept = owner.sandi if owner else None
    if not await hasher().verify(kept, lama[: LONGEST + 1]) or owner is None or email is None:
        raise Invalid({"sandi_lama": WRONG})
    if sandi == lama:
        raise Invalid({"sandi": SAME})
    _check_new(sandi, ulang, owner, email)
    hashed = await hasher().hash(sandi)
    async with database.transaction() as conn:
        await laju.clear(conn, (GANTI_SANDI, str(who.id)))
        await _set(conn, owner, email, hashed, but=who.sid)


def _check_new(sandi: str, ulang: str, owner: Petugas, email: str) -> None:
    errors = FieldErrors()
    with errors.field("sandi"):
        check_sandi(sandi, (owner.nama, email))
    with errors.field("sandi_ulang"):
        check_repeated(sandi, ulang)
    errors.raise_any()


async def _set(
    conn: Connection, owner: Petugas, email: str, hashed: str, *, but: UUID | None
) -> None:
    version = await queries.set_of_petugas(conn, owner.id, hashed)
    if version is None:
        raise Conflict(USED)
    await sesi.revoke_all(conn, owner.id, but=but)
    await tautan.end_of_petugas(conn, owner.id, clock.now())
    await laju.clear(conn, (limits.MASUK_AKUN, f"petugas:{email}"))
    roles = await officers.list_penugasan(conn, owner.id)
    told = AlamatAkun(
        nama=owner.nama, email=email, bahasa="id", kode_wilayah=roles[0].wilayah if roles else ""
    )
    event = SandiChanged(aggregate_id=owner.id, version=version, jenis_akun="petugas", pribadi=told)
    await outbox.emit(conn, event)
