"""The administrator's page of his own office, with a preview of how it signs, and its logo."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from services.identity.instansi import actions, logo, queries, rules
from services.identity.instansi.models import Instansi, InstansiForm
from services.identity.petugas import stepup
from shared.errors import Conflict, Invalid, Message, NotFound, NotValid
from shared.policy import ADMIN_KABUPATEN, officers
from shared.rantai import SETEMPAT
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

PATH = "/pengaturan/kabupaten"
RANTAI = tuple(f"rantai_{number}" for number in range(1, len(SETEMPAT) + 1))


async def show(request: web.Request) -> web.Response:
    """Show the office as it is."""
    return await _page(request, None)


async def save(request: web.Request) -> web.Response:
    """Preview the office as typed, or make it so; 409 if another one was faster."""
    form, who = await read_form(request), principal_of(request)
    try:
        instansi = rules.check_instansi(rules.own_kantor(who), _form(form))
        if form["aksi"] == "pratinjau":
            return await _page(request, form.fields, pratinjau=instansi)
        await stepup.confirm(database(request), who, form.get("kode"))
        async with database(request).transaction() as conn:
            await actions.save_instansi(conn, instansi, rules.version_of(form["version"]), who)
    except Invalid as wrong:
        return await _page(request, form.fields, wrong.fields)
    except Conflict as faster:
        return await _page(request, form.fields, konflik=faster.message)
    return see_other(f"{PATH}?tersimpan=1")


async def save_logo(request: web.Request) -> web.Response:
    """Take a logo in."""
    form = await read_form(request, logo.MAX_BYTES)
    try:
        content = logo.content_of(form.files.get("logo"))
        await stepup.confirm(database(request), principal_of(request), form.get("kode_logo"))
        await logo.keep(request, content)
    except Invalid as wrong:
        return await _page(request, None, _of_logo(wrong.fields))
    except NotFound as missing:
        return await _page(request, None, {"logo": missing.message})
    return see_other(f"{PATH}?tersimpan=1#logo")


async def remove_logo(request: web.Request) -> web.Response:
    """Show no logo any more."""
    form = await read_form(request)
    try:
        await stepup.confirm(database(request), principal_of(request), form.get("kode_logo"))
    except Invalid as wrong:
        return await _page(request, None, _of_logo(wrong.fields))
    await logo.remove(request)
    return see_other(f"{PATH}?tersimpan=1#logo")


def _of_logo(fields: dict[str, Message]) -> dict[str, Message]:
    """Name the code's field of the logo's own form."""
    return {"kode_logo" if name == "kode" else name: text for name, text in fields.items()}


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
        rantai=tuple(form.get(name)[:20] for name in RANTAI),
    )  # fmt: skip


def _typed(instansi: Instansi) -> dict[str, str]:
    """Return the office as the form's fields."""
    fields = {name: str(getattr(instansi, name)) for name in rules.TEXTS}
    fields |= {f"jam_{hari}": instansi.jam_mingguan.get(hari, "") for hari in rules.HARI}
    fields |= {
        f"lokal_{jenis}": instansi.nama_lokal.get(jenis, "") for jenis in rules.JENIS_WILAYAH
    }
    fields |= dict(zip(RANTAI, instansi.rantai[:-1], strict=False))
    return fields | {"libur": rules.libur_text(instansi.libur)}


async def _page(
    request: web.Request, isian: dict[str, str] | None, galat: dict[str, Message] | None = None,
    pratinjau: Instansi | None = None, konflik: Message | None = None,
) -> web.Response:  # fmt: skip
    """Show the form as typed (None: as kept); a page typed on before keeps the version it saw."""
    kode = rules.own_kantor(principal_of(request))
    async with database(request).connection() as conn:
        perlu_kode = await stepup.is_needed(conn, principal_of(request))
        instansi = await queries.find_instansi(conn, kode)
        state = await queries.find_keadaan(conn, kode)
    kept = _typed(instansi) if instansi else {}
    # Who was told that another one was faster has seen that: the next try is over the new version.
    seen = isian.get("version", "") if isian and not konflik else str(state.version)
    return render(
        request, "instansi/petugas_pengaturan.html",
        status=409 if konflik else 422 if galat else 200, galat=galat or {},
        isian=kept if isian is None else isian, pratinjau=pratinjau, perlu_kode=perlu_kode,
        hari=rules.HARI, jenis_wilayah=rules.JENIS_WILAYAH, paket=list(rules.PAKET.items()),
        tersimpan="tersimpan" in request.query, version=seen, logo=state.logo_url,
        langkah=RANTAI, jenjang=[("", "Tidak ada"), *rules.JENJANG.items()],
        nama_jenjang=rules.JENJANG,
        konflik=konflik, beda=rules.differences(isian or {}, kept) if konflik else [],
    )  # fmt: skip


ADMIN = officers(ADMIN_KABUPATEN)
ROUTES = [
    Route("GET", PATH, show, ADMIN),
    Route("POST", PATH, save, ADMIN),
    Route("POST", f"{PATH}/logo", save_logo, ADMIN),
    Route("POST", f"{PATH}/logo/hapus", remove_logo, ADMIN),
]
