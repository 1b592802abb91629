"""Signing up as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from aiohttp import web

from services.identity.akun.models import AkunBaru
from services.identity.captcha import actions as captcha
from services.identity.captcha.rules import local_answer
from services.identity.laju import actions as laju
from services.identity.laju.rules import DAFTAR_ALAMAT, address_of
from services.identity.pendaftaran import actions, rules
from services.identity.pendaftaran.models import AkunDiterima, AkunIsi, Draf
from services.identity.sandi.hashing import hasher
from services.identity.settings import settings_of
from services.identity.swafoto.rules import MISSING
from shared.db import Connection
from shared.errors import N_, FieldErrors, Invalid, Message
from shared.policy import public
from shared.web import language
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.language import gettext
from shared.web.route import Route
from shared.wilayah import queries as wilayah

RECEIVED = N_("Pendaftaran kami terima. Buka email Anda untuk mengonfirmasi alamatnya.")


async def sign_up(request: web.Request) -> web.Response:
    """Take a whole sign-up; the answer tells nothing of what was known before."""
    body = await read_body(request, AkunIsi)
    async with database(request).transaction() as conn:
        await laju.take_address(conn, DAFTAR_ALAMAT, address_of(request))
        right = await captcha.redeem(
            conn, body.captcha_id, body.captcha, local_answer(settings_of(request))
        )
    async with database(request).connection() as conn:
        draf = await _checked(conn, body, right=right)
    baru = AkunBaru(
        diri=rules.data_diri(draf), kode_wilayah=body.kode_wilayah,
        sandi=await hasher().hash(body.sandi), swafoto_id=body.swafoto_id,
        bahasa=cast(Literal["id", "en"], language.current.get()),
    )  # fmt: skip
    async with database(request).transaction() as conn:
        await actions.make(conn, baru)
    return answer(AkunDiterima(pesan=gettext(RECEIVED)), status=202)


async def _checked(conn: Connection, body: AkunIsi, *, right: bool) -> Draf:
    """Return the cleaned sign-up or raise Invalid with all that is wrong."""
    errors = FieldErrors()
    galat: dict[str, Message] = {}
    identitas = _identitas(body)
    kontak = {"telepon": body.telepon, "email": body.email}
    try:
        desa = await wilayah.find_wilayah(conn, body.kode_wilayah)
        identitas = rules.check_identitas(identitas, desa)
    except Invalid as wrong:
        galat |= {_outer(name): text for name, text in wrong.fields.items()}
    try:
        kontak = rules.check_kontak(kontak)
    except Invalid as wrong:
        galat |= wrong.fields
    draf = Draf(identitas=identitas, kontak=kontak)
    try:
        rules.check_sandi_baru(body.sandi, body.sandi, draf, kontak)
    except Invalid as wrong:
        galat |= wrong.fields
    if not await actions.is_unclaimed(conn, body.swafoto_id):
        errors.add("swafoto_id", MISSING)
    if not right:
        errors.add("captcha", "Kode tidak cocok. Minta kode baru.")
    if not body.setuju:
        errors.add("setuju", rules.SETUJU)
    errors.fields = galat | errors.fields
    errors.raise_any()
    return draf


def _identitas(body: AkunIsi) -> dict[str, str]:
    parts = body.kode_wilayah.split(".")
    areas = {
        name: ".".join(parts[: n + 1]) if len(parts) == 4 else ""
        for n, (name, _) in enumerate(rules.PILIH)
    }
    own: Mapping[str, str] = body.model_dump(include={"nik", "nama", "kk", "alamat"})
    return {**own, **areas}


def _outer(name: str) -> str:
    return "kode_wilayah" if name.startswith("ktp_") else name


ROUTES = [
    Route(
        "POST", "/api/v1/identity/akun", sign_up, public(), summary="Daftar akun baru",
        body=AkunIsi, answer=AkunDiterima, status=202,
    ),
]  # fmt: skip
