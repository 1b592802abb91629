"""Prints: the receipt and the regency's forms, for the resident and for the office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from aiohttp import web

from services.registration.formulir.isi import isi_of
from services.registration.formulir.lembar import make_tanda_terima, print_formulir, source_of
from services.registration.formulir.models import Isi
from services.registration.formulir.paket import get_formulir
from services.registration.langkah.queries import posisi_of_permohonan
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.models import Permohonan
from services.registration.permohonan.pages import ID
from services.registration.permohonan.queries import (
    areas_of_permohonan,
    get_permohonan,
    owner_of_permohonan,
)
from shared import cetak, clock
from shared.db import Connection
from shared.instansi.queries import get_instansi
from shared.kata import tanggal_waktu
from shared.policy import LOOKERS, officers, residents
from shared.web.keys import database, principal_of
from shared.web.route import Route
from shared.wilayah.kode import kantor_of

LOOKED = "cetakan formulir"


def as_pdf(body: bytes, name: str) -> web.Response:
    """Return a sheet as it is shown or saved."""
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        "Cache-Control": "no-store",
    }
    return web.Response(body=body, headers=headers)


async def _opened(conn: Connection, pemohon: Pemohon, permohonan_id: UUID) -> Permohonan:
    return await opening.get_opened(conn, pemohon, permohonan_id)


async def print_own(request: web.Request) -> web.Response:
    """Print one's own permohonan on a form of the destination's form pack."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        return await _form(request, conn, pemohon)


async def print_for_office(request: web.Request) -> web.Response:
    """Print a permohonan for the destination's officer; the look is noted."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    async with database(request).transaction() as conn:
        row = await get_permohonan(conn, permohonan_id)
        await note_look(conn, row, principal_of(request), LOOKED)
        return await _form(request, conn, await get_pemohon(conn, row.akun_id))


async def _form(request: web.Request, conn: Connection, pemohon: Pemohon) -> web.Response:
    shown = await _opened(conn, pemohon, UUID(request.match_info["permohonan_id"]))
    instansi = await get_instansi(conn, kantor_of(shown.row.kode_wilayah_tujuan))
    formulir = get_formulir(instansi.paket_formulir, request.match_info["kode"])
    isi = await isi_of(conn, pemohon, shown, instansi)
    body = await print_formulir(formulir, isi, clock.now())
    return as_pdf(body, f"{formulir.kode}-{shown.nobukti}")


async def print_receipt(request: web.Request) -> web.Response:
    """Print the receipt, in the name of the office of origin (S0)."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        shown = await _opened(conn, pemohon, UUID(request.match_info["permohonan_id"]))
        instansi = await get_instansi(conn, kantor_of(shown.row.kode_wilayah_asal))
        isi = await isi_of(conn, pemohon, shown, instansi)
    sheet = make_tanda_terima(isi, instansi, receipt_lines(isi, shown))
    at = shown.row.submitted_at
    body = await cetak.to_pdf(source_of("tanda_terima"), sheet, _in_zone(at, shown.zona))
    return as_pdf(body, f"tanda-terima-{shown.nobukti}")


def _in_zone(at: datetime, zona: str) -> datetime:
    return at.astimezone(ZoneInfo(zona))


def receipt_lines(isi: Isi, shown: Permohonan) -> list[tuple[str, str]]:
    """Return what a receipt says was handed in."""
    nilai = isi.nilai
    return [
        ("Nama", isi.nama),
        ("Jenis keperluan", nilai["alasan"]),
        ("Domisili sementara", nilai["alamat"]),
        ("Tanggal datang", nilai["tanggal_datang"]),
        ("Jangka waktu", nilai["jangka_waktu"]),
        ("Anggota keluarga", nilai["jumlah_anggota"]),
        ("Diterima", tanggal_waktu(shown.row.submitted_at, shown.zona)),
        ("Diperiksa oleh", shown.kantor),
    ]


OWN = residents(owner=owner_of_permohonan)
OFFICE = officers(*LOOKERS, area=areas_of_permohonan, posisi=posisi_of_permohonan)
ROUTES = [
    Route("GET", f"/permohonan/{ID}/tanda-terima.pdf", print_receipt, OWN),
    Route("GET", f"/permohonan/{ID}/formulir/{{kode}}.pdf", print_own, OWN),
    Route("GET", f"/permohonan/{ID}/petugas/{{kode}}.pdf", print_for_office, OFFICE),
]
