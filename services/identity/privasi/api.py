"""One's own data as JSON: a copy, and being forgotten."""

from __future__ import annotations

from typing import cast

from aiohttp import web

from services.identity.privasi import actions, rules
from services.identity.privasi.models import DataSaya, HapusForm, HapusJawab, Putusan
from services.identity.privasi.pages import retention
from services.identity.settings import settings_of
from services.identity.swafoto.storage import store_of
from shared.errors import Conflict, Invalid, NotValid
from shared.kata import Bahasa, tanggal_panjang
from shared.policy import residents
from shared.web import language
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.language import gettext
from shared.web.route import Route


async def get_copy(request: web.Request) -> web.Response:
    """Answer all that identity keeps of the resident."""
    store = store_of(settings_of(request).storage_url)
    async with database(request).transaction() as conn:
        copy = await actions.copy_data(conn, store, principal_of(request).id)
    return answer(copy)


async def erase(request: web.Request) -> web.Response:
    """Take a request to be forgotten: 200 when granted, 409 with the reason when refused."""
    form = await read_body(request, HapusForm)
    try:
        rules.check_word(form.ketik)
    except NotValid as wrong:
        raise Invalid({"ketik": wrong.message}) from None
    store = store_of(settings_of(request).storage_url)
    async with database(request).transaction() as conn:
        putusan = await actions.request_erasure(
            conn, store, principal_of(request).id, retention(request)
        )
    if not putusan.is_granted:
        # The request itself is kept: only then is it refused.
        raise Conflict(_reason(putusan))
    return answer(HapusJawab(pesan=gettext(rules.GRANTED)))


def _reason(putusan: Putusan) -> str:
    words = [gettext(rules.SEBAB[putusan.sebab])]
    if putusan.boleh_sejak:
        day = tanggal_panjang(putusan.boleh_sejak, cast(Bahasa, language.current.get()))
        words.append(gettext("Bisa diminta lagi mulai %(hari)s.") % {"hari": day})
    return " ".join(words)


ROUTES = [
    Route(
        "GET", "/api/v1/identity/akun/saya/data", get_copy, residents(),
        summary="Salinan semua data sendiri di layanan identitas", answer=DataSaya,
    ),
    Route(
        "POST", "/api/v1/identity/akun/saya/penghapusan", erase, residents(),
        summary="Minta data dihapus (UU 27/2022 Pasal 8); 409 bila undang-undang menahannya",
        body=HapusForm, answer=HapusJawab,
    ),
]  # fmt: skip
