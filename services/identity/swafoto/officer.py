"""The two faces for officers, selfie and KTP-el photo: private, and every look is noted."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.akun import registry
from services.identity.akun.models import Akun
from services.identity.jejak import actions as jejak
from services.identity.jejak.actions import Tindakan
from services.identity.settings import settings_of
from services.identity.swafoto import actions, darkroom, queries
from services.identity.swafoto.models import Swafoto
from services.identity.swafoto.storage import store_of
from shared.errors import NotFound, NotValid, Unavailable
from shared.web.keys import database, principal_of

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


async def show(request: web.Request) -> web.Response:
    """Answer the selfie of an akun to an officer of its area."""
    _, swafoto = await _look(request, "lihat_swafoto")
    if swafoto is None:
        raise NotFound
    picture = await actions.open_swafoto(store_of(settings_of(request).storage_url), swafoto)
    return _picture(picture, "swafoto.jpg")


async def show_ktp(request: web.Request) -> web.Response:
    """Answer the registry's photo of an akun's NIK to an officer of its area; nothing is kept."""
    owner, _ = await _look(request, "lihat_foto_ktp")
    photo = await registry.find_foto(settings_of(request), owner.diri.nik)
    if photo is None:
        raise NotFound
    if photo == registry.UNREACHABLE:
        raise Unavailable
    try:
        clean = await darkroom.develop(photo)
    except NotValid as odd:
        raise NotFound from odd
    return _picture(clean.jpeg, "foto-ktp.jpg")


async def _look(request: web.Request, tindakan: Tindakan) -> tuple[Akun, Swafoto | None]:
    akun_id = UUID(request.match_info["akun_id"])
    async with database(request).transaction() as conn:
        owner = await akun.get_akun(conn, akun_id)
        swafoto = await queries.find_of_akun(conn, akun_id)
        await jejak.note_look(conn, principal_of(request), akun_id, owner.kode_wilayah, tindakan)
    return owner, swafoto


def _picture(jpeg: bytes, name: str) -> web.Response:
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=jpeg, content_type="image/jpeg", headers=headers)
