"""Offices as JSON."""

from __future__ import annotations

import base64

from aiohttp import web

from services.identity.instansi import actions, logo, queries, rules
from services.identity.instansi.models import InstansiForm, InstansiJawab, LogoIsi
from services.identity.instansi.rules import own_kantor
from services.identity.pengguna.models import KodeForm
from services.identity.petugas import stepup
from shared.db import Connection
from shared.errors import Invalid, NotAllowed, NotFound
from shared.policy import ADMIN_KABUPATEN, officers, public
from shared.web.api import answer, read_body
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_instansi(request: web.Request) -> web.Response:
    """Answer one office."""
    async with database(request).connection() as conn:
        return answer(await _told(conn, request.match_info["kode"]))


async def _told(conn: Connection, kode: str) -> InstansiJawab:
    instansi = await queries.find_instansi(conn, kode)
    if instansi is None:
        raise NotFound("Kantor ini belum terdaftar.")
    state = await queries.find_keadaan(conn, kode)
    return InstansiJawab(**instansi.model_dump(), version=state.version, logo=state.logo_url)


async def put_instansi(request: web.Request) -> web.Response:
    """Make the caller's own office as written, over the version that was seen."""
    body, who = await read_body(request, InstansiForm), principal_of(request)
    kode = _own(request)
    async with database(request).connection() as conn:
        kept = await queries.find_instansi(conn, kode)
    if body.rantai is None and kept:
        body = body.model_copy(update={"rantai": kept.rantai})
    instansi = rules.check_instansi(kode, body)
    await stepup.confirm(database(request), who, body.kode)
    async with database(request).transaction() as conn:
        await actions.save_instansi(conn, instansi, body.version, who)
        return answer(await _told(conn, kode))


async def put_logo(request: web.Request) -> web.Response:
    """Make a picture the logo of the caller's own office."""
    kode, who = _own(request), principal_of(request)
    content, code = await _logo_of(request)
    await stepup.confirm(database(request), who, code)
    await logo.keep(request, content)
    async with database(request).connection() as conn:
        return answer(await _told(conn, kode))


async def _logo_of(request: web.Request) -> tuple[bytes, str]:
    if request.content_type.startswith("multipart/"):
        form = await read_form(request, logo.MAX_BYTES)
        return logo.content_of(form.files.get("logo")), form.get("kode")
    body = await read_body(request.clone(client_max_size=logo.MAX_BYTES * 3 // 2), LogoIsi)
    try:
        content = base64.b64decode(body.berkas, validate=True)
    except ValueError:
        raise Invalid({"logo": logo.BROKEN}) from None
    if len(content) > logo.MAX_BYTES:
        raise Invalid({"logo": logo.TOO_LARGE})
    return content, body.kode


async def delete_logo(request: web.Request) -> web.Response:
    """Let the caller's own office show no logo any more."""
    kode, body = _own(request), await read_body(request, KodeForm)
    await stepup.confirm(database(request), principal_of(request), body.kode)
    await logo.remove(request)
    async with database(request).connection() as conn:
        return answer(await _told(conn, kode))


def _own(request: web.Request) -> str:
    kode = own_kantor(principal_of(request))
    if kode != request.match_info["kode"]:
        raise NotAllowed
    return kode


ROUTES = [
    Route(
        "GET", "/api/v1/identity/instansi/{kode}", get_instansi, public(),
        summary="Satu kantor: nama, kepala, alamat, jam kerja", answer=InstansiJawab,
    ),
    Route(
        "PUT", "/api/v1/identity/instansi/{kode}", put_instansi, officers(ADMIN_KABUPATEN),
        summary="Ubah kantor sendiri; `version` dari jawaban terakhir", body=InstansiForm,
        answer=InstansiJawab,
    ),
    Route(
        "PUT", "/api/v1/identity/instansi/{kode}/logo", put_logo, officers(ADMIN_KABUPATEN),
        summary="Pasang logo kantor: JSON base64 atau multipart dengan bagian `logo`",
        body=LogoIsi, answer=InstansiJawab,
    ),
    Route(
        "DELETE", "/api/v1/identity/instansi/{kode}/logo", delete_logo,
        officers(ADMIN_KABUPATEN), summary="Hapus logo kantor", body=KodeForm,
        answer=InstansiJawab,
    ),
]  # fmt: skip
