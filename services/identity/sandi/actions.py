"""Forgetting, setting anew and changing a password."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.identity.akun import queries as akun
from services.identity.akun.models import Akun
from services.identity.akun.rules import email_key
from services.identity.captcha import actions as captcha
from services.identity.konfirmasi.rules import hash_of, make_token
from services.identity.laju import actions as laju
from services.identity.laju import rules as limits
from services.identity.laju.rules import Limit
from services.identity.sandi import queries
from services.identity.sandi.hashing import hasher
from services.identity.sandi.rules import LONGEST, check_repeated, check_sandi
from services.identity.sesi import actions as sesi
from services.identity.tautan import queries as tautan
from services.identity.tautan.rules import LIFETIME, PATHS
from shared import clock
from shared.bus import outbox
from shared.db import Connection, Database
from shared.errors import N_, Conflict, FieldErrors, Invalid, TooMany
from shared.events.alamat import AlamatAkun, TautanBaru
from shared.events.identity import SandiChanged, TautanRequested
from shared.ids import uuid7
from shared.sesi.token import Principal

LUPA_ALAMAT = Limit("lupa-alamat", 30, window=timedelta(hours=1))
LUPA_EMAIL = Limit("lupa-email", 3, window=timedelta(hours=1))
GANTI_SANDI = Limit("ganti-sandi", 6)
NOBODY = UUID(int=0)

USED = N_("Tautan ini sudah dipakai atau sudah lewat 1 jam.")
CAPTCHA_WRONG = N_("Kode tidak cocok. Kami sudah membuat kode baru.")
WRONG = N_("Kata sandi sekarang salah.")
SAME = N_("Kata sandi baru sama dengan yang lama.")


async def forget_sandi(
    database: Database, email: str, alamat: str, captcha_id: UUID | None, jawaban: str, lokal: str
) -> None:
    """Mail a link to the owner of an address; nobody learns whether it has one.

    Raises Invalid for a wrong captcha, TooMany for a network that asks too often. An address that
    was asked for too often gets no further mail, silently: else its owner could be locked out.
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
        await laju.take(conn, LUPA_EMAIL, email)
        may_mail = True
    except TooMany:
        may_mail = False
    login = await akun.find_login(conn, email)
    owner = await akun.find_akun(conn, login[0] if login else NOBODY)
    await _hand_out(conn, owner if may_mail else None)


async def send_nothing(conn: Connection) -> None:
    """Do the work of a link for nobody, so that its time tells nothing."""
    await akun.find_akun(conn, NOBODY)
    await _hand_out(conn, None)


async def _hand_out(conn: Connection, known: Akun | None) -> None:
    token = make_token()
    await tautan.insert_tautan(
        conn, hash_of(token), "sandi", known.id if known else None, None, clock.now() + LIFETIME
    )
    event = TautanRequested(
        aggregate_id=uuid7(), version=1, untuk="sandi", pribadi=_letter(known, token)
    )
    await outbox.emit(conn, event)


def _letter(owner: Akun | None, token: str) -> TautanBaru:
    if owner is None:
        return TautanBaru(nama="", email="", bahasa="id", tautan="", kode_wilayah="")
    return TautanBaru(
        nama=owner.diri.nama, email=owner.diri.email, bahasa=owner.bahasa,
        tautan=PATHS["sandi"] + token, kode_wilayah=owner.kode_wilayah,
    )  # fmt: skip


async def reset_sandi(database: Database, token: str, sandi: str, ulang: str) -> None:
    """Set a new password by the link; every session of the person ends.

    Raises Conflict if the link counts no longer, Invalid for a bad password.
    """
    async with database.connection() as conn:
        akun_id = await tautan.find_open(conn, hash_of(token), "sandi", clock.now())
        owner = await akun.find_akun(conn, akun_id) if akun_id else None
    if owner is None:
        raise Conflict(USED)
    _check_new(sandi, ulang, owner)
    hashed = await hasher().hash(sandi)
    async with database.transaction() as conn:
        if await tautan.set_used(conn, hash_of(token), "sandi", clock.now()) is None:
            raise Conflict(USED)
        await _set(conn, owner, hashed, but=None)


async def change_sandi(
    database: Database, who: Principal, lama: str, sandi: str, ulang: str
) -> None:
    """Change one's own password, the old one shown; every other session ends.

    Raises Invalid, or TooMany when the old one is guessed at.
    """
    await confirm_sandi(database, who, lama, "sandi_lama")
    async with database.connection() as conn:
        owner = await akun.get_akun(conn, who.id)
    if sandi == lama:
        raise Invalid({"sandi": SAME})
    _check_new(sandi, ulang, owner)
    hashed = await hasher().hash(sandi)
    async with database.transaction() as conn:
        await _set(conn, owner, hashed, but=who.sid)


async def confirm_sandi(database: Database, who: Principal, sandi: str, field: str) -> None:
    """Accept a resident's own password or raise Invalid under `field`, or TooMany."""
    async with database.transaction() as conn:
        await laju.take(conn, GANTI_SANDI, str(who.id))
        kept = await queries.find_sandi(conn, who.id)
    if not await hasher().verify(kept, sandi[: LONGEST + 1]):
        raise Invalid({field: WRONG})
    async with database.transaction() as conn:
        await laju.clear(conn, (GANTI_SANDI, str(who.id)))


def _check_new(sandi: str, ulang: str, owner: Akun) -> None:
    errors = FieldErrors()
    with errors.field("sandi"):
        check_sandi(sandi, (owner.diri.nama, owner.diri.email))
    with errors.field("sandi_ulang"):
        check_repeated(sandi, ulang)
    errors.raise_any()


async def _set(conn: Connection, owner: Akun, hashed: str, *, but: UUID | None) -> None:
    version = await queries.set_sandi(conn, owner.id, hashed)
    await sesi.revoke_all(conn, owner.id, but=but)
    await tautan.end_all(conn, owner.id, clock.now())
    await laju.clear(conn, (limits.MASUK_AKUN, owner.diri.email))
    told = AlamatAkun(
        nama=owner.diri.nama, email=owner.diri.email, bahasa=owner.bahasa,
        kode_wilayah=owner.kode_wilayah,
    )  # fmt: skip
    await outbox.emit(conn, SandiChanged(aggregate_id=owner.id, version=version, pribadi=told))
