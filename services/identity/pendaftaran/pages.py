"""The three steps. Each POST keeps what is right and leads on; what is wrong is shown again."""

from __future__ import annotations

from aiohttp import web

from services.identity.pendaftaran import draft, last_step, rules
from services.identity.pendaftaran.models import IDENTITAS, KONTAK, Draf
from services.identity.sandi.hashing import hasher
from services.identity.wilayah.lists import lists_of, sebutan_of
from shared.errors import Invalid, Message
from shared.policy import public
from shared.web.forms import only, read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah

STEPS = {1: "/daftar", 2: "/daftar/kontak", 3: "/daftar/swafoto"}


async def show_identitas(request: web.Request) -> web.Response:
    """Show step 1 with what was kept."""
    async with database(request).connection() as conn:
        draf = await draft.find(conn, draft.token_of(request))
    return await _identitas(request, draf.identitas if draf else {})


async def take_identitas(request: web.Request) -> web.Response:
    """Keep step 1 and lead to step 2."""
    form = await read_form(request)
    fields = only(form.fields, *IDENTITAS)
    if form["muat_wilayah"]:
        return await _identitas(request, fields, suggest=True)
    try:
        async with database(request).transaction() as conn:
            desa = await wilayah.find_wilayah(conn, fields["ktp_kelurahan"])
            clean = rules.check_identitas(fields, desa)
            token = draft.token_of(request)
            draf = await draft.find(conn, token)
            if draf is None:
                token, draf = draft.new_token(), Draf()
            step = max(draf.langkah, 2)
            await draft.save(
                conn, token, draf.model_copy(update={"identitas": clean, "langkah": step})
            )
    except Invalid as wrong:
        return await _identitas(request, fields, wrong.fields, suggest=True)
    response = see_other(STEPS[2])
    draft.give(response, token)
    return response


async def suggest_wilayah(request: web.Request) -> web.Response:
    """Answer the selects with the area of the NIK filled in where nothing was chosen."""
    form = await read_form(request)
    fields = only(form.fields, *IDENTITAS)
    filled = await _suggested(request, fields)
    return await _show(request, "pendaftaran/_wilayah.html", fields, dari_nik=filled)


async def show_kontak(request: web.Request) -> web.Response:
    """Show step 2."""
    draf = await _draf_at(request, 2)
    if draf is None:
        return see_other(STEPS[1])
    return _kontak(request, draf.kontak, draf)


async def take_kontak(request: web.Request) -> web.Response:
    """Keep step 2 and lead to step 3. A right password is kept even if another field is wrong."""
    form = await read_form(request)
    draf = await _draf_at(request, 2)
    if draf is None:
        return see_other(STEPS[1])
    fields = only(form.fields, *KONTAK)
    galat: dict[str, Message] = {}
    try:
        kontak = rules.check_kontak(fields)
    except Invalid as wrong:
        galat |= wrong.fields
    try:
        draf = await _with_sandi(draf, form["sandi"], form["sandi_ulang"], fields)
    except Invalid as wrong:
        galat |= wrong.fields
    if not galat:
        draf = draf.model_copy(update={"kontak": kontak, "langkah": 3})
    async with database(request).transaction() as conn:
        await draft.save(conn, draft.token_of(request), draf)
    return _kontak(request, fields, draf, galat) if galat else see_other(STEPS[3])


async def _with_sandi(draf: Draf, sandi: str, again: str, kontak: dict[str, str]) -> Draf:
    if draf.sandi and not sandi and not again:
        return draf
    rules.check_sandi_baru(sandi, again, draf, kontak)
    return draf.model_copy(update={"sandi": await hasher().hash(sandi)})


async def drop(request: web.Request) -> web.Response:
    """Forget the draft ("Hapus isian")."""
    await read_form(request)
    async with database(request).transaction() as conn:
        await draft.drop(conn, draft.token_of(request))
    response = see_other(STEPS[1])
    draft.take_back(response)
    return response


async def show_done(request: web.Request) -> web.Response:
    """Say that the sign-up was sent: the same page for everybody."""
    response = render(request, "pendaftaran/selesai.html")
    draft.take_back(response)
    return response


async def _draf_at(request: web.Request, langkah: int) -> Draf | None:
    async with database(request).connection() as conn:
        draf = await draft.find(conn, draft.token_of(request))
    return draf if draf and draf.langkah >= langkah else None


async def _suggested(request: web.Request, fields: dict[str, str]) -> bool:
    """Fill in the area of the NIK where no province was chosen; tell whether it did."""
    if fields["ktp_provinsi"]:
        return False
    filled = False
    async with database(request).connection() as conn:
        for (name, _), kode in zip(rules.PILIH, rules.area_of_nik(fields["nik"]), strict=False):
            known = await wilayah.find_wilayah(conn, kode)
            if known is None or known.berlaku_sampai is not None:
                break
            fields[name] = kode
            filled = True
    return filled


async def _identitas(
    request: web.Request, fields: dict[str, str], galat: dict[str, Message] | None = None,
    *, suggest: bool = False,
) -> web.Response:  # fmt: skip
    filled = await _suggested(request, fields) if suggest else False
    return await _show(request, "pendaftaran/identitas.html", fields, galat or {}, dari_nik=filled)


async def _show(
    request: web.Request, template: str, fields: dict[str, str],
    galat: dict[str, Message] | None = None, *, dari_nik: bool,
) -> web.Response:  # fmt: skip
    async with database(request).connection() as conn:
        daftar = await lists_of(conn, "ktp", fields)
        sebutan = await sebutan_of(conn, fields.get("ktp_kabupaten", ""))
    return render(
        request, template, status=422 if galat else 200, isian=fields, galat=galat or {},
        daftar=daftar, sebutan=sebutan, dari_nik=dari_nik,
    )  # fmt: skip


def _kontak(
    request: web.Request, fields: dict[str, str], draf: Draf,
    galat: dict[str, Message] | None = None,
) -> web.Response:  # fmt: skip
    return render(
        request, "pendaftaran/kontak.html", status=422 if galat else 200, isian=fields,
        galat=galat or {}, ada_sandi=bool(draf.sandi),
    )  # fmt: skip


ROUTES = [
    Route("GET", "/daftar", show_identitas, public()),
    Route("POST", "/daftar", take_identitas, public()),
    Route("POST", "/daftar/wilayah", suggest_wilayah, public()),
    Route("GET", "/daftar/kontak", show_kontak, public()),
    Route("POST", "/daftar/kontak", take_kontak, public()),
    Route("GET", "/daftar/swafoto", last_step.show, public()),
    Route("POST", "/daftar/swafoto", last_step.take, public()),
    Route("GET", "/daftar/foto", last_step.show_photo, public()),
    Route("POST", "/daftar/hapus", drop, public()),
    Route("GET", "/daftar/selesai", show_done, public()),
]
