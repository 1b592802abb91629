"""The administrator's page of his own office, with a preview of how it signs."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from services.identity.instansi import actions, queries, rules
from services.identity.instansi.models import Instansi, InstansiForm
from services.identity.petugas import stepup
from shared.errors import Invalid, Message, NotValid
from shared.policy import ADMIN_KABUPATEN, officers
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

PATH = "/pengaturan/kabupaten"


async def show(request: web.Request) -> web.Response:
    """Show the office as it is."""
    kode = rules.own_kantor(principal_of(request))
    async with database(request).connection() as conn:
        instansi = await queries.find_instansi(conn, kode)
    return await _page(request, _typed(instansi) if instansi else {})


async def save(request: web.Request) -> web.Response:
    """Preview the office as typed, or make it so."""
    form, who = await read_form(request), principal_of(request)
    try:
        instansi = rules.check_instansi(rules.own_kantor(who), _form(form))
        if form["aksi"] == "pratinjau":
            return await _page(request, form.fields, pratinjau=instansi)
        await stepup.confirm(database(request), who, form.get("kode"))
    except Invalid as wrong:
        return await _page(request, form.fields, wrong.fields)
    async with database(request).transaction() as conn:
        await actions.save_instansi(conn, instansi)
    return see_other(f"{PATH}?tersimpan=1")


def _form(form: Form) -> InstansiForm:
    try:
        libur = rules.parse_libur(form["libur"][:10_000])
    except NotValid as wrong:
        raise Invalid({"libur": wrong.message}) from None
    texts: dict[str, Any] = {name: form.get(name)[:200] for name in rules.TEXTS}
    return InstansiForm(
        **texts, libur=dict(list(libur.items())[:100]),
        nama_lokal={jenis: form.get(f"lokal_{jenis}") for jenis in rules.JENIS_WILAYAH},
        jam_mingguan={hari: form.get(f"jam_{hari}") for hari in rules.HARI},
    )  # fmt: skip


def _typed(instansi: Instansi) -> dict[str, str]:
    """Return the office as the form's fields."""
    fields = {name: str(getattr(instansi, name)) for name in rules.TEXTS}
    fields |= {f"jam_{hari}": instansi.jam_mingguan.get(hari, "") for hari in rules.HARI}
    fields |= {
        f"lokal_{jenis}": instansi.nama_lokal.get(jenis, "") for jenis in rules.JENIS_WILAYAH
    }
    return fields | {"libur": rules.libur_text(instansi.libur)}


async def _page(
    request: web.Request, isian: dict[str, str], galat: dict[str, Message] | None = None,
    pratinjau: Instansi | None = None,
) -> web.Response:  # fmt: skip
    async with database(request).connection() as conn:
        perlu_kode = await stepup.is_needed(conn, principal_of(request))
    return render(
        request, "instansi/petugas_pengaturan.html", status=422 if galat else 200,
        galat=galat or {}, isian=isian, pratinjau=pratinjau, perlu_kode=perlu_kode,
        hari=rules.HARI, jenis_wilayah=rules.JENIS_WILAYAH, paket=list(rules.PAKET.items()),
        tersimpan="tersimpan" in request.query,
    )  # fmt: skip


ROUTES = [
    Route("GET", PATH, show, officers(ADMIN_KABUPATEN)),
    Route("POST", PATH, save, officers(ADMIN_KABUPATEN)),
]
