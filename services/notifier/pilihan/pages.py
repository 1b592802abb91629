"""The page where a resident sets the language of letters, and reminders."""

from __future__ import annotations

from aiohttp import web

from services.notifier.pilihan import queries
from services.notifier.pilihan.queries import Pilihan
from shared import policy
from shared.errors import N_, Invalid
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

PATH = "/pemberitahuan/atur"
LANGUAGES = ("", "id", "en")
NAMES = {"id": "Bahasa Indonesia", "en": "English"}
NO_LANGUAGE = N_("Pilih salah satu bahasa.")


async def show(request: web.Request) -> web.Response:
    """Show what is chosen."""
    async with database(request).connection() as conn:
        pilihan = await queries.find_pilihan(conn, principal_of(request).id)
    isian = {"bahasa": pilihan.bahasa, "pengingat_email": "ya" if pilihan.pengingat_email else ""}
    saved = request.query.get("tersimpan") == "ya"
    return render(request, "pilihan/atur.html", isian=isian, tersimpan=saved, nama=NAMES)


async def save(request: web.Request) -> web.Response:
    """Keep the choice."""
    form = await read_form(request)
    try:
        if form.get("bahasa") not in LANGUAGES:
            raise Invalid({"bahasa": NO_LANGUAGE})
    except Invalid as wrong:
        return render(
            request, "pilihan/atur.html", status=422, isian=form.fields, galat=wrong.fields,
            tersimpan=False, nama=NAMES,
        )  # fmt: skip
    pilihan = Pilihan(form.get("bahasa"), form.get("pengingat_email") == "ya")
    async with database(request).transaction() as conn:
        await queries.upsert_pilihan(conn, principal_of(request).id, pilihan)
    return see_other(f"{PATH}?tersimpan=ya")


ROUTES = [
    Route("GET", PATH, show, policy.residents()),
    Route("POST", PATH, save, policy.residents()),
]
