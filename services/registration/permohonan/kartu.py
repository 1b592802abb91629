"""What an officer sees of a permohonan: a fragment of the task's page, and the same as JSON."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from services.registration.formulir.paket import list_formulir
from services.registration.pemohon.actions import find_pemohon
from services.registration.permohonan import opening, queries
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.models import Pengikut, Permohonan
from services.registration.permohonan.queries import areas_of_permohonan
from shared import clock
from shared.errors import N_, NotFound
from shared.instansi.queries import get_instansi
from shared.kata import JENIS_KELAMIN, KEPERLUAN, usia
from shared.nik import JenisKelamin
from shared.policy import LOOKERS, officers
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.kode import kantor_of

FORGOTTEN = N_("Data orang ini sudah dihapus.")
LOOKED = "kartu permohonan"


class AnggotaKartu(BaseModel):
    """A member as the officer checks it."""

    nik: str
    nama: str
    jenis_kelamin: JenisKelamin
    tanggal_lahir: date


class Kartu(BaseModel):
    """A permohonan as the officer checks it."""

    permohonan_id: UUID
    nobukti: str
    keperluan: str
    jangka_waktu: int
    tanggal_datang: date
    tanggal_berakhir: date
    alamat: str
    rt: str
    rw: str
    kode_wilayah: str
    wilayah: str
    pengikut: list[AnggotaKartu]


async def _look(request: web.Request) -> tuple[Permohonan, list[Pengikut], list[str]]:
    """Return the permohonan, its members and forms; the look is noted in the same transaction."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    async with database(request).transaction() as conn:
        row = await queries.get_permohonan(conn, permohonan_id)
        await note_look(conn, row, principal_of(request), LOOKED)
        pemohon = await find_pemohon(conn, row.akun_id)
        if pemohon is None:
            raise NotFound(FORGOTTEN)
        shown = (await opening.open_rows(conn, pemohon.key, [row]))[0]
        instansi = await get_instansi(conn, kantor_of(row.kode_wilayah_tujuan))
        forms = list(list_formulir(instansi.paket_formulir))
        return shown, await opening.list_members(conn, pemohon.key, permohonan_id), forms


async def show_card(request: web.Request) -> web.Response:
    """Show purpose, length, address and members to an officer of the destination."""
    shown, members, forms = await _look(request)
    today = clock.today_in(shown.zona)
    return render(
        request, "permohonan/_kartu.html", p=shown, keperluan=KEPERLUAN,
        jenis_kelamin=JENIS_KELAMIN, formulir=forms,
        pengikut=[(one, usia(one.tanggal_lahir, today)) for one in members],
    )  # fmt: skip


async def get_card(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    shown, members, _ = await _look(request)
    row = shown.row
    return answer(
        Kartu(
            permohonan_id=row.id,
            nobukti=row.nobukti,
            keperluan=row.keperluan,
            jangka_waktu=row.jangka_waktu,
            tanggal_datang=row.tanggal_datang,
            tanggal_berakhir=row.tanggal_berakhir,
            **shown.alamat.model_dump(),
            kode_wilayah=row.kode_wilayah_tujuan,
            wilayah=str(shown.tempat),
            pengikut=[AnggotaKartu.model_validate(one.model_dump()) for one in members],
        )
    )


LOOK = officers(*LOOKERS, area=areas_of_permohonan)
ROUTES = [
    Route("GET", "/permohonan/_kartu/{permohonan_id}", show_card, LOOK),
    Route(
        "GET", "/api/v1/registration/permohonan/{permohonan_id}/kartu", get_card, LOOK,
        summary="Data permohonan untuk petugas tujuan; dicatat sebagai dilihat", answer=Kartu,
    ),
]  # fmt: skip
