"""The pages of messages: what they say, how they look, who wrote them."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from services.notifier.naskah import actions, queries, rules
from services.notifier.naskah.models import NaskahForm, Versi
from services.notifier.surat.models import Pesan
from shared.errors import Invalid, Message, NotFound
from shared.kata import tanggal_waktu
from shared.policy import ADMIN_KABUPATEN, PETUGAS_KEMENTERIAN, officers
from shared.sesi.token import Principal
from shared.web.forms import read_form
from shared.web.keys import SETTINGS, database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import KEMENTERIAN, WIB

PATH = "/pesan"
# A letter brings its own style; it is shown as a document of its own that can do nothing.
PREVIEW_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def pesan_of(request: web.Request) -> Pesan:
    """Return the message in the path; raises NotFound."""
    try:
        return Pesan(request.match_info["pesan"])
    except ValueError:
        raise NotFound from None


def bahasa_of(request: web.Request) -> str:
    """Return the language that is looked at."""
    return "en" if request.query.get("bahasa") == "en" else "id"


def kantor_of_officer(who: Principal) -> str:
    """Return the code of the office that signs in a preview."""
    return who.wilayah or KEMENTERIAN


async def show_list(request: web.Request) -> web.Response:
    """Show every message, and whether its words were written anew."""
    who = principal_of(request)
    async with database(request).connection() as conn:
        aktif = await queries.list_aktif(conn)
        blok = await queries.find_blok(conn, kantor_of_officer(who))
    rows = [
        (pesan, title, aktif.get((pesan, "id"), 0), aktif.get((pesan, "en"), 0))
        for pesan, title in rules.TITLES.items()
    ]
    return render(request, "naskah/daftar.html", daftar=rows, isian={"teks": blok})


async def show_one(request: web.Request) -> web.Response:
    """Show one message with a sample, its versions, and for the Ministry the form."""
    return await _one(request)


async def save(request: web.Request) -> web.Response:
    """Keep new words."""
    form = await read_form(request)
    pesan, bahasa = pesan_of(request), bahasa_of(request)
    asked = NaskahForm(subjek=form.get("subjek")[:200], isi=form.get("isi_surat")[:6000])
    try:
        async with database(request).transaction() as conn:
            await actions.write_naskah(conn, principal_of(request), pesan, bahasa, asked)
    except Invalid as wrong:
        return await _one(request, form.fields, beside(wrong.fields))
    return see_other(f"{PATH}/{pesan}?bahasa={bahasa}")


async def use(request: web.Request) -> web.Response:
    """Let an older version count again."""
    form = await read_form(request)
    pesan, bahasa = pesan_of(request), bahasa_of(request)
    versi = form.get("versi")
    if not (versi.isdecimal() and len(versi) < 8):
        raise NotFound(actions.GONE)
    async with database(request).transaction() as conn:
        await actions.use_versi(conn, pesan, bahasa, int(versi))
    return see_other(f"{PATH}/{pesan}?bahasa={bahasa}")


async def show_letter(request: web.Request) -> web.Response:
    """Show the sample as the mail program would, by itself."""
    situs = request.app[SETTINGS].public_url
    async with database(request).connection() as conn:
        letter = await actions.preview(
            conn, pesan_of(request), bahasa_of(request),
            kantor_of_officer(principal_of(request)), situs, None,
        )  # fmt: skip
    headers = {"Content-Security-Policy": PREVIEW_CSP}
    return web.Response(text=letter.html, content_type="text/html", headers=headers)


async def save_blok(request: web.Request) -> web.Response:
    """Keep what the officer's office writes below its signature."""
    form = await read_form(request)
    who = principal_of(request)
    try:
        async with database(request).transaction() as conn:
            await actions.write_blok(conn, who, kantor_of_officer(who), form.get("teks"))
    except Invalid as wrong:
        async with database(request).connection() as conn:
            aktif = await queries.list_aktif(conn)
        rows = [(p, t, aktif.get((p, "id"), 0), aktif.get((p, "en"), 0))
                for p, t in rules.TITLES.items()]  # fmt: skip
        return render(
            request, "naskah/daftar.html", status=422, daftar=rows, isian=form.fields,
            galat=wrong.fields,
        )  # fmt: skip
    return see_other(PATH)


async def _one(
    request: web.Request, isian: dict[str, str] | None = None,
    galat: dict[str, Message] | None = None,
) -> web.Response:  # fmt: skip
    pesan, bahasa, who = pesan_of(request), bahasa_of(request), principal_of(request)
    situs = request.app[SETTINGS].public_url
    async with database(request).connection() as conn:
        letter = await actions.preview(conn, pesan, bahasa, kantor_of_officer(who), situs, None)
        versions = await queries.list_versi(conn, pesan, bahasa)
    current = next((one for one in versions if one.aktif), None)
    return render(
        request, "naskah/satu.html", status=422 if galat else 200, pesan=pesan, bahasa_surat=bahasa,
        judul_pesan=rules.TITLES[pesan], contoh=letter, versi=_with_times(versions),
        dipakai=current.versi if current else 0, isian=isian or _typed(current), galat=galat or {},
        nama_isian=rules.placeholders_of(pesan), boleh_ubah=who.peran == PETUGAS_KEMENTERIAN,
    )  # fmt: skip


def _typed(current: Versi | None) -> dict[str, str]:
    return {"subjek": current.subjek, "isi_surat": current.isi} if current else {}


def beside(fields: Mapping[str, Message]) -> dict[str, Message]:
    """Return what is wrong by the name that a field has on the page, where `isi` is the page."""
    return {"isi_surat" if name == "isi" else name: text for name, text in fields.items()}


def _with_times(versions: list[Versi]) -> list[tuple[Versi, str]]:
    return [(one, tanggal_waktu(one.created_at, WIB)) for one in versions]


WRITERS = officers(ADMIN_KABUPATEN, PETUGAS_KEMENTERIAN)
MINISTRY = officers(PETUGAS_KEMENTERIAN)
ONE = f"{PATH}/{{pesan}}"
ROUTES = [
    Route("GET", PATH, show_list, WRITERS),
    Route("POST", f"{PATH}/blok", save_blok, WRITERS),
    Route("GET", ONE, show_one, WRITERS),
    Route("GET", f"{ONE}/contoh", show_letter, WRITERS),
    Route("POST", ONE, save, MINISTRY),
    Route("POST", f"{ONE}/pakai", use, MINISTRY),
]
