"""Checking and counting a wish for another link, for the HTML and the JSON door alike."""

from __future__ import annotations

from aiohttp import web

from services.identity.akun.rules import check_email
from services.identity.konfirmasi import actions
from services.identity.laju import actions as laju
from services.identity.laju.rules import (
    GANTI_EMAIL,
    KIRIM_ULANG,
    KIRIM_ULANG_ALAMAT,
    address_of,
)
from shared.errors import FieldErrors
from shared.web.keys import database


async def resend(request: web.Request, email: str) -> None:
    """Have the link sent again; raises Invalid for what is no address, TooMany."""
    errors = FieldErrors()
    with errors.field("email"):
        email = check_email(email)
    errors.raise_any()
    async with database(request).transaction() as conn:
        await laju.take_address(conn, KIRIM_ULANG_ALAMAT, address_of(request))
        await laju.take(conn, KIRIM_ULANG, email)
    async with database(request).transaction() as conn:
        await actions.resend_link(conn, email)


async def change(request: web.Request, email: str, sandi: str, baru: str) -> None:
    """Have the address changed; raises Invalid for what is missing, TooMany."""
    errors = FieldErrors()
    with errors.field("email"):
        email = check_email(email)
    if not sandi:
        errors.add("sandi", "Masukkan kata sandi Anda.")
    if not baru.strip():
        errors.add("email_baru", "Masukkan alamat email yang benar.")
    with errors.field("email_baru"):
        baru = check_email(baru)
    errors.raise_any()
    if baru == email:
        errors.add("email_baru", "Alamat baru sama dengan yang lama.")
        errors.raise_any()
    async with database(request).transaction() as conn:
        await laju.take_address(conn, KIRIM_ULANG_ALAMAT, address_of(request))
        await laju.take(conn, GANTI_EMAIL, email)
        # The new address is counted as well, so that nobody is flooded with our links.
        await laju.take(conn, KIRIM_ULANG, baru)
    await actions.change_email(database(request), email, sandi, baru)
