"""The page of the temporary address: street, RT and RW, and the village by search or cascade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from services.registration.draf import actions, rules
from services.registration.draf.models import Draf
from services.registration.draf.pages import ID, OWN, check_open, open_draf, path_of
from services.registration.permohonan import rules as law
from shared.db import Connection
from shared.errors import Invalid, Message
from shared.instansi.queries import find_nama_lokal
from shared.policy import residents
from shared.web.forms import Form, read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import NASIONAL, Tingkat, jalur_of, tingkat_of
from shared.wilayah.models import DesaRow
from shared.wilayah.queries import cari_desa, list_anak, nama_lengkap

AWAL = "domisili"
FOUND = "desa"
SEARCH, LOAD, SAVE = "cari", "muat_wilayah", "aksi"
NOTHING_FOUND = Message("Tidak ada kelurahan atau desa dengan nama itu. Periksa ejaannya.")


async def show_domisili(request: web.Request) -> web.Response:
    """Show the temporary address; `?cari=` adds villages of that name."""
    async with database(request).connection() as conn:
        _, draf = await open_draf(request, conn)
        check_open(draf, "alamat")
        place = draf.isian.domisili
        isian = place.model_dump() if place else {}
        kode = place.kode_wilayah if place else ""
        searched = request.query.get("cari", "")
        return await _page(request, conn, draf, isian | {"cari": searched}, kode, kode)


async def save_domisili(request: web.Request) -> web.Response:
    """Save the address and lead to the members, or back to the list.

    The buttons of search and cascade only show the page again, with what was typed.
    """
    form = await read_form(request)
    kode = _chosen(form)
    async with database(request).transaction() as conn:
        pemohon, draf = await open_draf(request, conn)
        check_open(draf, "alamat")
        # The office that returned a permohonan stays its office: so does the village.
        kode = kode if draf.bidang is None else draf.kode_wilayah
        if form[LOAD] or form[SAVE] == SEARCH:
            return await _page(request, conn, draf, form.fields, kode, form.get("semula"))
        try:
            place = law.check_tempat_tinggal(
                form["alamat"], form["rt"], form["rw"], kode, pemohon.kode_wilayah_asal
            )
            await actions.save_domisili(conn, pemohon, draf.id, place)
        except Invalid as wrong:
            galat = _at_the_field(wrong.fields, kode, form)
            return await _page(
                request, conn, draf, form.fields, kode, form.get("semula"),
                galat=galat, status=wrong.status,
            )  # fmt: skip
    done = draf.isian.is_pengikut_filled or draf.bidang is not None
    return see_other(path_of(draf.id, "isi" if done else "pengikut"))


def _chosen(form: Form) -> str:
    cascade = rules.deepest_choice(form.fields, AWAL)
    return rules.choose_desa(form.get(FOUND), cascade, form.get("semula"))


def _at_the_field(fields: Mapping[str, Message], kode: str, form: Form) -> dict[str, Message]:
    """Name the control a wrong village belongs to: the search, or the first empty select."""
    name = "cari"
    if rules.deepest_choice(form.fields, AWAL) and not form[FOUND]:
        depth = int(tingkat_of(kode)) if kode else 0
        name = f"{AWAL}_{rules.LEVELS[min(depth, len(rules.LEVELS) - 1)]}"
    return {name if field == "kode_wilayah" else field: text for field, text in fields.items()}


async def _page(
    request: web.Request,
    conn: Connection,
    draf: Draf,
    isian: Mapping[str, str],
    kode: str,
    semula: str,
    **more: Any,
) -> web.Response:
    found = await _found(conn, isian.get("cari", ""), kode)
    chosen = {
        f"{AWAL}_{level}": part for level, part in zip(rules.LEVELS, _jalur(kode), strict=False)
    }
    return render(
        request, "draf/domisili.html", draf=draf,
        isian={**isian, **chosen, FOUND: kode}, semula=semula, ditemukan=found,
        dicari=isian.get("cari", ""), daftar=await _lists(conn, kode),
        sebutan=await find_nama_lokal(conn, kode), **more,
    )  # fmt: skip


def _jalur(kode: str) -> list[str]:
    return jalur_of(kode) if kode else []


async def _found(conn: Connection, kata: str, kode: str) -> list[DesaRow]:
    """Return the villages of that name, the chosen one first."""
    rows = await cari_desa(conn, kata) if kata.strip() else []
    if kode and tingkat_of(kode) is Tingkat.DESA and all(row.kode != kode for row in rows):
        nama, _, letak = (await nama_lengkap(conn, kode)).partition(", ")
        rows.insert(0, DesaRow(kode=kode, nama=nama, letak=letak))
    return rows


async def _lists(conn: Connection, kode: str) -> dict[str, list[tuple[str, str]]]:
    """Return what each select offers, as far down as something is chosen above it."""
    above = [NASIONAL, *_jalur(kode)][: len(rules.LEVELS)]
    return {
        level: [(area.kode, area.tampil) for area in await list_anak(conn, induk)]
        for level, induk in zip(rules.LEVELS, above, strict=False)
    }


async def show_found(request: web.Request) -> web.Response:
    """Answer the villages of a name, while it is typed."""
    kata = request.query.get("cari", "")
    async with database(request).connection() as conn:
        found = await _found(conn, kata, "")
    return render(request, "draf/_desa.html", ditemukan=found, dicari=kata, isian={FOUND: ""})


ROUTES = [
    Route("GET", "/permohonan/_desa", show_found, residents()),
    Route("GET", f"/permohonan/{ID}/domisili", show_domisili, OWN),
    Route("POST", f"/permohonan/{ID}/domisili", save_domisili, OWN),
]
