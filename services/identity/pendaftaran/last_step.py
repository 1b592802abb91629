"""Step 3: selfie with advice, captcha, consent, and sending."""

from __future__ import annotations

from typing import Literal, cast
from uuid import UUID

from aiohttp import web

from services.identity.captcha import actions as captcha
from services.identity.captcha.rules import local_answer
from services.identity.captcha.suara import is_ready
from services.identity.laju import actions as laju
from services.identity.laju.rules import DAFTAR_ALAMAT, address_of
from services.identity.pendaftaran import actions, draft
from services.identity.pendaftaran.actions import Hasil, Kiriman
from services.identity.pendaftaran.models import Draf
from services.identity.settings import settings_of
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import queries as photos
from services.identity.swafoto.pages import keep
from services.identity.swafoto.rules import MAX_BYTES, OVERRULE, TOO_LARGE, sentences
from services.identity.swafoto.storage import store_of
from shared.errors import Message, NotFound, NotValid
from shared.web import language
from shared.web.forms import Form, read_form
from shared.web.keys import database
from shared.web.pages import render, see_other

FIRST, SECOND, DONE = "/daftar", "/daftar/kontak", "/daftar/selesai"
PHOTO = "/daftar/foto"
FILES = ("swafoto_kamera", "swafoto_galeri")


async def show(request: web.Request) -> web.Response:
    """Show step 3."""
    draf = await _find(request)
    if draf is None or draf.langkah < 3:
        return see_other(SECOND if draf and draf.langkah == 2 else FIRST)
    return await _page(request, draf)


async def take(request: web.Request) -> web.Response:
    """Keep the photo, and send the sign-up if all is right.

    A photo that came with this form and could be better is shown with the advice first; the
    resident may use it nevertheless ("Pakai foto ini") or take another one ("Ganti foto").
    """
    form = await read_form(request, MAX_BYTES)
    draf = await _find(request)
    if draf is None and not draft.token_of(request):
        return see_other(FIRST)
    galat: dict[str, Message] = {}
    ditahan = False
    if draf is not None:
        draf, galat, ditahan = await _keep_photo(request, draf, form)
    setuju = form["setuju"] == "ya"
    if draf is not None and (form["ganti_kode"] or form["ganti_foto"] or galat):
        return await _page(request, draf, galat, setuju=setuju)
    if form["situs"]:
        return see_other(DONE)
    hasil = await _send(request, form, setuju=setuju, ditahan=ditahan)
    if hasil.hilang:
        return see_other(FIRST)
    if hasil.galat or hasil.ditahan:
        draf = await _find(request) or Draf()
        return await _page(request, draf, hasil.galat, setuju=setuju, ditahan=hasil.ditahan)
    return see_other(DONE)


async def show_photo(request: web.Request) -> web.Response:
    """Show the draft's own photo to the browser that sent it."""
    draf = await _find(request)
    if draf is None or draf.swafoto_id is None:
        raise NotFound
    async with database(request).connection() as conn:
        found = await photos.find_swafoto(conn, draf.swafoto_id)
    if found is None or found.akun_id is not None:
        raise NotFound
    picture = await swafoto.open_swafoto(store_of(settings_of(request).storage_url), found)
    return web.Response(body=picture, content_type="image/jpeg")


async def _find(request: web.Request) -> Draf | None:
    async with database(request).connection() as conn:
        return await draft.find(conn, draft.token_of(request))


async def _keep_photo(
    request: web.Request, draf: Draf, form: Form
) -> tuple[Draf, dict[str, Message], bool]:
    """Keep the photo that came with the form, or that was uploaded before.

    Returns the draft, what is wrong, and whether the photo is to be looked at again first.
    """
    if form["ganti_foto"]:
        return await _save_photo(request, draf, None), {}, False
    file = next((form.files[name] for name in FILES if name in form.files), None)
    if file and file.too_large:
        return draf, {"swafoto": Message(TOO_LARGE)}, False
    if file:
        try:
            kept = await keep(request, file.content)
        except NotValid as wrong:
            return draf, {"swafoto": wrong.message}, False
        held = bool(kept.saran) and not form["pakai_foto"]
        return await _save_photo(request, draf, kept.id), {}, held
    chosen = _uuid(form["swafoto_id"])
    if chosen and chosen != draf.swafoto_id:
        draf = await _save_photo(request, draf, chosen)
    return draf, {}, False


async def _save_photo(request: web.Request, draf: Draf, swafoto_id: UUID | None) -> Draf:
    async with database(request).transaction() as conn:
        if swafoto_id and not await actions.is_unclaimed(conn, swafoto_id):
            return draf
        draf = draf.model_copy(update={"swafoto_id": swafoto_id})
        await draft.save(conn, draft.token_of(request), draf)
    return draf


async def _send(request: web.Request, form: Form, *, setuju: bool, ditahan: bool) -> Hasil:
    kiriman = Kiriman(
        setuju=setuju, captcha_id=_uuid(form["captcha_id"]), captcha=form.get("captcha"),
        bahasa=cast(Literal["id", "en"], language.current.get()), ditahan=ditahan,
    )  # fmt: skip
    answer = local_answer(settings_of(request))
    async with database(request).transaction() as conn:
        await laju.take_address(conn, DAFTAR_ALAMAT, address_of(request))
        return await actions.send(conn, draft.token_of(request), kiriman, answer)


async def _page(
    request: web.Request, draf: Draf, galat: dict[str, Message] | None = None, *,
    setuju: bool = False, ditahan: bool = False,
) -> web.Response:  # fmt: skip
    kode = ""
    async with database(request).transaction() as conn:
        if not actions.has_captcha(draf):
            kode = str((await captcha.issue(conn)).id)
        photo = await photos.find_swafoto(conn, draf.swafoto_id) if draf.swafoto_id else None
    return render(
        request, "pendaftaran/swafoto.html", status=422 if galat else 200, galat=galat or {},
        kode=kode, suara=is_ready(settings_of(request).build_dir),
        swafoto_id=str(photo.id) if photo else "",
        pratinjau=f"{PHOTO}?v={photo.id}" if photo else "",
        saran=sentences(photo.saran) if photo else [], boleh=OVERRULE, ditahan=ditahan,
        isian={"setuju": "ya" if setuju else ""},
    )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
