"""Invitations as JSON: inviting, opening, accepting."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from services.identity.petugas import stepup
from services.identity.petugas.peran import GIVES
from services.identity.undangan import actions
from services.identity.undangan.models import TerimaForm, UndanganForm
from services.identity.undangan.pages import address_of
from shared.errors import Invalid
from shared.policy import officers, public
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/api/v1/identity/undangan"
GIVERS = officers(*GIVES)


class Undang(UndanganForm):
    """Whom to invite; `kode` of the second factor if it was not shown for five minutes."""

    kode: str = Field(default="", max_length=20, repr=False)


class Diundang(BaseModel):
    """An invitation that was mailed."""

    id: UUID
    expires_at: datetime


class BukaUndangan(BaseModel):
    """The token of the link."""

    token: str = Field(max_length=200, repr=False)


class IsiUndangan(BaseModel):
    """What the invitation is for; `otpauth` goes into the authenticator app."""

    nama: str
    peran: str
    wilayah: str
    sudah_petugas: bool
    otpauth: str


class Terima(BaseModel):
    """The token of the link, a password, and a code of the authenticator app."""

    token: str = Field(max_length=200, repr=False)
    sandi: str = Field(default="", max_length=1000, repr=False)
    kode: str = Field(default="", max_length=20, repr=False)


class PetugasDiterima(BaseModel):
    """The recovery codes, shown this once."""

    kode_cadangan: list[str]


async def invite(request: web.Request) -> web.Response:
    """Invite a person to a role."""
    body, who = await read_body(request, Undang), principal_of(request)
    await stepup.confirm(database(request), who, body.kode)
    async with database(request).transaction() as conn:
        undangan = await actions.invite(conn, who, body)
    return answer(Diundang(id=undangan.id, expires_at=undangan.expires_at), status=201)


async def look(request: web.Request) -> web.Response:
    """Answer what an invitation is for."""
    body = await read_body(request, BukaUndangan)
    async with database(request).connection() as conn:
        undangan, known = await actions.look(conn, body.token)
    isi = IsiUndangan(
        nama=undangan.nama, peran=undangan.peran, wilayah=undangan.wilayah,
        sudah_petugas=known is not None, otpauth="" if known else address_of(undangan),
    )  # fmt: skip
    return answer(isi)


async def accept(request: web.Request) -> web.Response:
    """Accept an invitation."""
    body = await read_body(request, Terima)
    given = TerimaForm(sandi=body.sandi, sandi_ulang=body.sandi, kode=body.kode)
    try:
        codes = await actions.accept(database(request), body.token, given)
    except Invalid as wrong:
        known = {name: text for name, text in wrong.fields.items() if name != "sandi_ulang"}
        raise Invalid(known) from None
    return answer(PetugasDiterima(kode_cadangan=codes), status=201)


ROUTES = [
    Route(
        "POST", PATH, invite, GIVERS, summary="Undang petugas", body=Undang, answer=Diundang,
        status=201,
    ),
    Route(
        "POST", f"{PATH}/buka", look, public(), summary="Isi undangan", body=BukaUndangan,
        answer=IsiUndangan,
    ),
    Route(
        "POST", f"{PATH}/terima", accept, public(), summary="Terima undangan", body=Terima,
        answer=PetugasDiterima, status=201,
    ),
]  # fmt: skip
