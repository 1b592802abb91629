"""Confirming as JSON."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel, Field

from services.identity.konfirmasi import actions, asking
from shared.policy import public
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.language import gettext
from shared.web.route import Route


class TokenEmail(BaseModel):
    """The token of the link that came by e-mail."""

    token: str = Field(max_length=200, repr=False)


class Terkonfirmasi(BaseModel):
    """The address is confirmed; the akun waits for its office."""

    pesan: str


class KirimUlang(BaseModel):
    """The address that was signed up with."""

    email: str = Field(max_length=300, repr=False)


class GantiEmail(BaseModel):
    """The address that was signed up with, its password, and the right address."""

    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=128, repr=False)
    email_baru: str = Field(max_length=300, repr=False)


class PermintaanDiterima(BaseModel):
    """The same answer whether there is such a sign-up or not."""

    pesan: str


async def resend(request: web.Request) -> web.Response:
    """Send the link again, if somebody waits for it."""
    body = await read_body(request, KirimUlang)
    await asking.resend(request, body.email)
    return _received()


async def change(request: web.Request) -> web.Response:
    """Change an address that nobody confirmed, and send the link there."""
    body = await read_body(request, GantiEmail)
    await asking.change(request, body.email, body.sandi, body.email_baru)
    return _received()


def _received() -> web.Response:
    text = gettext(
        "Jika isian Anda cocok dengan pendaftaran yang menunggu konfirmasi, tautan baru sedang "
        "dikirim."
    )
    return answer(PermintaanDiterima(pesan=text), status=202)


async def confirm(request: web.Request) -> web.Response:
    """Confirm the address."""
    body = await read_body(request, TokenEmail)
    async with database(request).transaction() as conn:
        await actions.confirm_email(conn, body.token)
    text = gettext("Email terkonfirmasi. Akun menunggu pemeriksaan petugas.")
    return answer(Terkonfirmasi(pesan=text))


ROUTES = [
    Route(
        "POST", "/api/v1/identity/konfirmasi-email", confirm, public(),
        summary="Konfirmasi alamat email dengan token dari tautan", body=TokenEmail,
        answer=Terkonfirmasi,
    ),
    Route(
        "POST", "/api/v1/identity/konfirmasi-email/kirim-ulang", resend, public(),
        summary="Kirim ulang tautan konfirmasi; jawabannya sama untuk setiap alamat",
        body=KirimUlang, answer=PermintaanDiterima, status=202,
    ),
    Route(
        "POST", "/api/v1/identity/konfirmasi-email/ganti", change, public(),
        summary="Ganti alamat email yang belum dikonfirmasi; jawabannya selalu sama",
        body=GantiEmail, answer=PermintaanDiterima, status=202,
    ),
]  # fmt: skip
