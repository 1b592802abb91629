"""The steps of logging in, each in a transaction of its own.

A try is counted, and its captcha used up, before the password is looked at, and stays so when the
try fails; no database connection is held while the password is being hashed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.identity.akun import queries as akun
from services.identity.akun.rules import email_key
from services.identity.captcha import actions as captcha
from services.identity.laju import actions as laju
from services.identity.laju import rules as limits
from services.identity.petugas import actions as codes
from services.identity.petugas import queries as petugas
from services.identity.petugas.models import Petugas
from services.identity.petugas.rules import CODE_WRONG
from services.identity.sandi.hashing import hasher
from services.identity.sandi.rules import LONGEST
from services.identity.sesi import actions, ingat, queries_perangkat, rules
from services.identity.sesi.models import Percobaan
from shared import clock
from shared.db import Connection, Database
from shared.errors import Invalid
from shared.sesi.token import Principal


@dataclass(frozen=True)
class Opened:
    """An opened session, and the token of the device it was opened on."""

    principal: Principal
    perangkat: str
    ingat: str = ""


@dataclass(frozen=True)
class _Admitted:
    owner: tuple[UUID, str] | None
    captcha_galat: str


async def log_in_resident(database: Database, mencoba: Percobaan, local_answer: str) -> Opened:
    """Open a resident's session; raises Invalid (the same for any reason) or TooMany."""
    hasher().check_room()
    email = email_key(mencoba.email)
    async with database.transaction() as conn:
        admitted = await _admit(conn, mencoba, email, local_answer)
    if admitted.captcha_galat:
        raise Invalid({"captcha": admitted.captcha_galat})
    kept = admitted.owner[1] if admitted.owner else None
    right = await hasher().verify(kept, mencoba.sandi[: LONGEST + 1])
    if not right or admitted.owner is None:
        raise Invalid({"email": rules.WRONG})
    async with database.transaction() as conn:
        return await _open_resident(conn, admitted.owner[0], mencoba, email)


async def _admit(conn: Connection, mencoba: Percobaan, email: str, local_answer: str) -> _Admitted:
    """Count the try and take its captcha."""
    await laju.take_address(conn, limits.MASUK_ALAMAT, mencoba.alamat)
    owner = await akun.find_login(conn, email)
    known = await _is_known(conn, mencoba.perangkat, owner[0] if owner else None)
    tries = await _count(conn, mencoba.perangkat if known else "", email)
    galat = ""
    if rules.needs_captcha(tries, is_known_device=known):
        galat = await _captcha_galat(conn, mencoba, local_answer)
    return _Admitted(owner, galat)


async def _count(conn: Connection, perangkat: str, subject: str) -> int:
    """Count the try; on a known device nobody else's tries count, so nobody is held off there."""
    if perangkat:
        return await laju.take(conn, limits.MASUK_PERANGKAT, perangkat)
    return await laju.take(conn, limits.MASUK_AKUN, subject)


async def _captcha_galat(conn: Connection, mencoba: Percobaan, local_answer: str) -> str:
    if mencoba.captcha_id is None or not mencoba.captcha:
        return rules.CAPTCHA_EMPTY
    right = await captcha.redeem(conn, mencoba.captcha_id, mencoba.captcha, local_answer)
    return "" if right else rules.CAPTCHA_WRONG


async def _is_known(conn: Connection, perangkat: str, subjek_id: UUID | None) -> bool:
    if not perangkat or subjek_id is None:
        return False
    since = clock.now() - rules.DEVICE_LIFETIME
    return await queries_perangkat.is_device(conn, _hash(perangkat), subjek_id, since)


async def _open_resident(conn: Connection, akun_id: UUID, mencoba: Percobaan, email: str) -> Opened:
    perangkat = mencoba.perangkat or secrets.token_urlsafe(32)
    ingat_id, token = None, ""
    if mencoba.ingat:
        ingat_id, token = await ingat.begin(conn, akun_id, _hash(perangkat))
    principal = await actions.open_sesi(
        conn, akun_id, "penduduk", mencoba.peramban, ingat_id=ingat_id
    )
    if principal is None:
        raise Invalid({"email": rules.WRONG})
    await laju.clear(conn, (limits.MASUK_AKUN, email), (limits.MASUK_PERANGKAT, perangkat))
    await queries_perangkat.save_device(
        conn, _hash(perangkat), akun_id, clock.now(), mencoba.peramban
    )
    return Opened(principal, perangkat, token)


async def check_officer(database: Database, mencoba: Percobaan) -> Petugas:
    """Return the officer of address and password; raises Invalid or TooMany."""
    hasher().check_room()
    subject = _tried_as_officer(mencoba.email)
    async with database.transaction() as conn:
        await laju.take_address(conn, limits.MASUK_ALAMAT, mencoba.alamat)
        officer = await petugas.find_by_email(conn, email_key(mencoba.email))
        known = await _is_known(conn, mencoba.perangkat, officer.id if officer else None)
        await _count(conn, mencoba.perangkat if known else "", subject)
    kept = officer.sandi if officer else None
    right = await hasher().verify(kept, mencoba.sandi[: LONGEST + 1])
    if not right or officer is None:
        raise Invalid({"email": rules.WRONG})
    async with database.transaction() as conn:
        await laju.clear(
            conn, (limits.MASUK_AKUN, subject), (limits.MASUK_PERANGKAT, mencoba.perangkat)
        )
    return officer


async def log_in_officer(
    database: Database, petugas_id: UUID, code: str, peramban: str, perangkat: str = ""
) -> Opened:
    """Open an officer's session with a code of his second factor; raises Invalid or TooMany.

    It is in the first of his roles; `actions.switch_peran` leads on to another.
    """
    perangkat = perangkat or secrets.token_urlsafe(32)
    async with database.transaction() as conn:
        await laju.take(conn, limits.KODE_PETUGAS, str(petugas_id))
    async with database.transaction() as conn:
        officer = await petugas.find_petugas(conn, petugas_id)
        roles = await petugas.list_penugasan(conn, petugas_id)
        if officer is None or not roles or not await codes.use_any_code(conn, officer, code):
            raise Invalid({"kode": CODE_WRONG})
        await laju.clear(conn, (limits.KODE_PETUGAS, str(petugas_id)))
        principal = await actions.open_sesi(
            conn, petugas_id, "petugas", peramban, penugasan_id=roles[0].id
        )
        await queries_perangkat.save_device(
            conn, _hash(perangkat), petugas_id, clock.now(), peramban
        )
    assert principal is not None
    return Opened(principal, perangkat)


def _tried_as_officer(email: str) -> str:
    """Return whose tries are counted together: an officer's apart from a resident's."""
    return f"petugas:{email_key(email)}"


def _hash(perangkat: str) -> bytes:
    return sha256(perangkat.encode()).digest()
