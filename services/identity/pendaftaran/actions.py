"""Sending a sign-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from services.identity.akun import actions as akun
from services.identity.akun.models import AkunBaru
from services.identity.captcha import actions as captcha
from services.identity.konfirmasi import queries as konfirmasi
from services.identity.konfirmasi import rules as tautan
from services.identity.pendaftaran import draft, queries, rules
from services.identity.pendaftaran.models import Draf
from services.identity.swafoto import queries as swafoto
from services.identity.swafoto.rules import MISSING
from shared import clock
from shared.db import Connection
from shared.errors import FieldErrors, Message
from shared.ids import uuid7


@dataclass(frozen=True)
class Kiriman:
    """The last step as it was sent; `ditahan` if the photo is to be looked at again first."""

    setuju: bool
    captcha_id: UUID | None
    captcha: str
    bahasa: Literal["id", "en"]
    ditahan: bool = False


@dataclass(frozen=True)
class Hasil:
    """What came of it: what is wrong field by field, that it was held back, or was sent.

    It is an answer and no exception, because the used captcha must stay used.
    """

    galat: dict[str, Message] = field(default_factory=dict)
    hilang: bool = False
    ditahan: bool = False


async def send(conn: Connection, token: str, kiriman: Kiriman, local_answer: str) -> Hasil:
    """Make the akun of a draft; sending the same draft again does nothing."""
    draf, was_sent = await draft.lock(conn, token)
    if was_sent:
        return Hasil()
    if draf is None or draf.langkah < 3:
        return Hasil(hilang=True)
    draf = await _with_captcha(conn, token, draf, kiriman, local_answer)
    galat = await _check_last_step(conn, draf, kiriman)
    if galat:
        return Hasil(galat=galat)
    if kiriman.ditahan:
        return Hasil(ditahan=True)
    await make(conn, _baru(draf, kiriman))
    await queries.set_submitted(conn, draft.hash_of(token), clock.now())
    return Hasil()


async def make(conn: Connection, baru: AkunBaru) -> None:
    """Make the akun and its link; a NIK or address that is known is told to its owner only."""
    akun_id, token = uuid7(), tautan.make_token()
    if await akun.register_akun(conn, akun_id, baru, tautan.path_of(token)):
        until = clock.now() + tautan.LIFETIME
        await konfirmasi.insert_konfirmasi(conn, tautan.hash_of(token), akun_id, until)


async def _with_captcha(
    conn: Connection, token: str, draf: Draf, kiriman: Kiriman, local_answer: str
) -> Draf:
    """Redeem the code; a right one counts for a quarter of an hour, whatever else is wrong."""
    if has_captcha(draf) or kiriman.captcha_id is None or not kiriman.captcha:
        return draf
    if not await captcha.redeem(conn, kiriman.captcha_id, kiriman.captcha, local_answer):
        return draf
    until = clock.now() + rules.CAPTCHA_LIFETIME
    passed = draf.model_copy(update={"captcha_until": until})
    await draft.save(conn, token, passed)
    return passed


def has_captcha(draf: Draf) -> bool:
    """Tell whether a code was answered lately."""
    return draf.captcha_until is not None and draf.captcha_until > clock.now()


async def _check_last_step(conn: Connection, draf: Draf, kiriman: Kiriman) -> dict[str, Message]:
    errors = FieldErrors()
    if not await is_unclaimed(conn, draf.swafoto_id):
        errors.add("swafoto", MISSING)
    if not has_captcha(draf):
        errors.add("captcha", rules.CAPTCHA_WRONG if kiriman.captcha else rules.CAPTCHA_EMPTY)
    if not kiriman.setuju:
        errors.add("setuju", rules.SETUJU)
    return errors.fields


async def is_unclaimed(conn: Connection, swafoto_id: UUID | None) -> bool:
    """Tell whether there is such a selfie and no akun has it."""
    found = await swafoto.find_swafoto(conn, swafoto_id) if swafoto_id else None
    return found is not None and found.akun_id is None


def _baru(draf: Draf, kiriman: Kiriman) -> AkunBaru:
    assert draf.swafoto_id is not None
    return AkunBaru(
        diri=rules.data_diri(draf), kode_wilayah=draf.identitas["ktp_kelurahan"],
        sandi=draf.sandi, bahasa=kiriman.bahasa, swafoto_id=draf.swafoto_id,
    )  # fmt: skip
