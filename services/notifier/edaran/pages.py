"""The pages of letters of notice, for who sends and who gets them."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.edaran import actions, queries, rules
from services.notifier.edaran.models import EdaranForm, Penerima
from services.notifier.edaran.queries import area_of_edaran
from services.notifier.naskah.pages import beside
from shared.errors import Invalid, Message, NotFound
from shared.instansi.queries import get_instansi
from shared.kata import tanggal_waktu
from shared.policy import officers
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of, zona_of
from shared.wilayah.queries import list_nama

PATH = "/pesan/edaran"
FILES = tuple(f"lampiran{nomor}" for nomor in range(1, rules.MOST_FILES + 1))


def edaran_id_of(request: web.Request) -> UUID:
    """Return the id in the path."""
    return UUID(request.match_info["id"])


async def show_list(request: web.Request) -> web.Response:
    """Show the letters that were sent, or those that came."""
    who = principal_of(request)
    sends = who.peran in rules.SENDERS
    async with database(request).connection() as conn:
        found = (
            await queries.list_sent(conn, kantor_of(who.wilayah)) if sends
            else await queries.list_received(conn, who.wilayah)
        )  # fmt: skip
    zona = zona_of(who.wilayah)
    rows = [(one, tanggal_waktu(one.created_at, zona)) for one in found]
    return render(request, "edaran/daftar.html", daftar=rows, pengirim=sends)


async def show_form(request: web.Request) -> web.Response:
    """Show the form of a new letter."""
    return render(request, "edaran/baru.html", berkas=FILES)


async def send(request: web.Request) -> web.Response:
    """Send a letter."""
    form = await read_form(request, rules.MOST_BYTES)
    try:
        _check_sizes(form)
        asked = EdaranForm(
            form.get("judul"), form.get("isi_surat"), form.get("wilayah").replace(",", " ").split(),
            [(form.files[name].name, form.files[name].content)
             for name in FILES if name in form.files],
        )  # fmt: skip
        async with database(request).transaction() as conn:
            one = await actions.send_edaran(conn, principal_of(request), asked)
    except Invalid as wrong:
        return render(
            request, "edaran/baru.html", status=422, berkas=FILES, isian=form.fields,
            galat=beside(wrong.fields),
        )  # fmt: skip
    return see_other(f"{PATH}/{one.id}")


def _check_sizes(form: Form) -> None:
    large: dict[str, Message | str] = {
        name: "Lampiran harus PDF, paling besar 5 MB."
        for name, file in form.files.items() if file.too_large
    }  # fmt: skip
    if large:
        raise Invalid(large)


async def show_one(request: web.Request) -> web.Response:
    """Show a letter; to its sender with how far it is, to a recipient as opened from now on."""
    who, edaran_id = principal_of(request), edaran_id_of(request)
    sends = who.peran in rules.SENDERS
    async with database(request).transaction() as conn:
        await actions.open_edaran(conn, who, edaran_id)
        one = await queries.find_edaran(conn, edaran_id)
        if one is None:
            raise NotFound
        penerima = await queries.list_penerima(conn, edaran_id)
        names = await list_nama(conn, [each.wilayah for each in penerima] if sends else [])
        lampiran = await queries.list_lampiran(conn, edaran_id)
        instansi = await get_instansi(conn, one.kode_kantor)
    zona = zona_of(one.kode_kantor)
    rows = [_row(each, names, zona) for each in penerima] if sends else []
    own = next((each for each in penerima if each.wilayah == who.wilayah), None)
    return render(
        request, "edaran/satu.html", edaran=one, instansi=instansi, lampiran=lampiran,
        waktu=tanggal_waktu(one.created_at, zona), penerima=rows, sendiri=own,
        diteruskan=tanggal_waktu(own.passed_on_at, zona) if own and own.passed_on_at else "",
    )  # fmt: skip


def _row(each: Penerima, names: dict[str, str], zona: str) -> list[str]:
    opened = tanggal_waktu(each.opened_at, zona) if each.opened_at else ""
    passed = tanggal_waktu(each.passed_on_at, zona) if each.passed_on_at else ""
    return [
        names.get(each.wilayah, each.wilayah),
        f"{opened}, {each.opened_by}" if opened else "Belum dibuka",
        f"{passed}, {each.passed_on_by} {each.catatan}".strip() if passed else "Belum",
    ]


async def download(request: web.Request) -> web.Response:
    """Give one file out."""
    async with database(request).connection() as conn:
        file = await queries.find_lampiran(
            conn, edaran_id_of(request), UUID(request.match_info["lampiran_id"])
        )
    if file is None:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="{file.nama}"'}
    return web.Response(body=file.isi, content_type="application/pdf", headers=headers)


async def pass_on(request: web.Request) -> web.Response:
    """Note that the letter was passed on."""
    form = await read_form(request)
    async with database(request).transaction() as conn:
        await actions.pass_on(
            conn, principal_of(request), edaran_id_of(request), form.get("catatan")
        )
    return see_other(f"{PATH}/{request.match_info['id']}")


SENDERS = officers(*rules.SENDERS)
BOTH = officers(*rules.SENDERS, *rules.READERS)
ONE = f"{PATH}/{{id:[0-9a-f-]{{36}}}}"
SEEN = officers(*rules.SENDERS, *rules.READERS, area=area_of_edaran)
ROUTES = [
    Route("GET", PATH, show_list, BOTH),
    Route("GET", f"{PATH}/baru", show_form, SENDERS),
    Route("POST", PATH, send, SENDERS),
    Route("GET", ONE, show_one, SEEN),
    Route("GET", f"{ONE}/lampiran/{{lampiran_id:[0-9a-f-]{{36}}}}", download, SEEN),
    Route("POST", f"{ONE}/teruskan", pass_on, officers(*rules.READERS, area=area_of_edaran)),
]
