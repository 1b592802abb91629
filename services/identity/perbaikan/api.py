"""Correcting one's own akun as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.perbaikan import actions, form
from services.identity.perbaikan.models import DIRI, PerbaikanDiterima, PerbaikanIsi
from services.identity.settings import settings_of
from services.identity.swafoto.storage import store_of
from shared.errors import N_, Invalid, Message
from shared.policy import residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.language import gettext
from shared.web.route import Route

RECEIVED = N_("Perbaikan kami terima. Akun menunggu pemeriksaan petugas.")


async def correct(request: web.Request) -> web.Response:
    """Take a correction; what it leaves out stays as it is."""
    body = await read_body(request, PerbaikanIsi)
    store = store_of(settings_of(request).storage_url)
    async with database(request).transaction() as conn:
        kept = await akun_queries.get_akun(conn, principal_of(request).id)
        fields = form.fields_of(kept) | body.model_dump(include=set(DIRI), exclude_none=True)
        if body.kode_wilayah is not None:
            fields |= form.areas_of(body.kode_wilayah)
        try:
            baru = await form.checked(conn, fields, body.swafoto_id)
            akun = await actions.correct_akun(conn, store, kept.id, baru)
        except Invalid as wrong:
            raise Invalid(_outer(wrong.fields)) from None
    told = PerbaikanDiterima(pesan=gettext(RECEIVED), sisa_kesempatan=akun.sisa_kesempatan)
    return answer(told, status=202)


def _outer(fields: dict[str, Message]) -> dict[str, Message]:
    return {
        "kode_wilayah" if name.startswith("ktp_") else name: text for name, text in fields.items()
    }


ROUTES = [
    Route(
        "POST", "/api/v1/identity/akun/saya/perbaikan", correct, residents(),
        summary="Perbaiki data akun yang tidak valid; hanya perubahan nyata memakai kesempatan",
        body=PerbaikanIsi, answer=PerbaikanDiterima, status=202,
    ),
]  # fmt: skip
