"""What an officer sees of a permohonan: a fragment of the task's page, and the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from services.registration.dokumen.actions import list_dokumen
from services.registration.dokumen.doors import told
from services.registration.dokumen.models import Dokumen, DokumenJawab
from services.registration.formulir.paket import list_formulir
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.models import Lembar
from services.registration.keterangan.rules import ringkas
from services.registration.langkah.queries import posisi_of_permohonan
from services.registration.pemohon.actions import find_pemohon
from services.registration.perbaikan.actions import list_perbaikan, now_of
from services.registration.perbaikan.models import Perbaikan
from services.registration.permohonan import opening, queries, sealing
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.models import Pengikut, Permohonan
from services.registration.permohonan.queries import areas_of_permohonan
from shared import clock
from shared.errors import N_, NotFound
from shared.instansi.queries import get_instansi
from shared.kata import (
    BIDANG_PERMOHONAN,
    DOKUMEN_PENDUKUNG,
    JENIS_KELAMIN,
    KEPERLUAN,
    ukuran_berkas,
    usia,
)
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
    keterangan: dict[str, str] = {}


class Kartu(BaseModel):
    """A permohonan as the officer checks it; `diubah`: what differs after a return."""

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
    keterangan: dict[str, str] = {}
    dokumen: list[DokumenJawab] = []
    diubah: list[str] = []


@dataclass(frozen=True)
class Look:
    """All that an officer sees of a permohonan."""

    shown: Permohonan
    members: list[Pengikut]
    lembar: Lembar
    keterangan: dict[str, str]
    dokumen: list[Dokumen]
    perbaikan: list[Perbaikan]
    sesudah: dict[str, str]
    formulir: list[str]


async def _look(request: web.Request) -> Look:
    """Return the permohonan with its members; the look is noted in the same transaction."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    async with database(request).transaction() as conn:
        row = await queries.get_permohonan(conn, permohonan_id)
        await note_look(conn, row, principal_of(request), LOOKED)
        pemohon = await find_pemohon(conn, row.akun_id)
        if pemohon is None:
            raise NotFound(FORGOTTEN)
        key = pemohon.key
        returns = await list_perbaikan(conn, key, permohonan_id)
        sent = [one for one in returns if one.is_sent]
        instansi = await get_instansi(conn, kantor_of(row.kode_wilayah_tujuan))
        return Look(
            shown=(await opening.open_rows(conn, key, [row]))[0],
            members=await opening.list_members(conn, key, permohonan_id),
            lembar=await get_lembar(conn, row.kode_wilayah_tujuan),
            keterangan=sealing.open_rincian(key, row),
            dokumen=await list_dokumen(conn, key, permohonan_id),
            perbaikan=sent,
            sesudah=await now_of(conn, pemohon, permohonan_id) if sent else {},
            formulir=list(list_formulir(instansi.paket_formulir)),
        )


async def show_card(request: web.Request) -> web.Response:
    """Show all that was filled in to an officer of the destination, and what was corrected."""
    look = await _look(request)
    shown, lembar = look.shown, look.lembar
    told = (*lembar.pemohon, *lembar.pembatalan)
    today = clock.today_in(shown.zona)
    return render(
        request, "permohonan/_kartu.html", p=shown, keperluan=KEPERLUAN, lembar=lembar,
        jenis_kelamin=JENIS_KELAMIN, bidang=BIDANG_PERMOHONAN,
        pengikut=[(one, usia(one.tanggal_lahir, today)) for one in look.members],
        keterangan=[(b.label, isi) for b, isi in ringkas(told, look.keterangan)],
        keterangan_pengikut={
            one.id: [isi for _, isi in ringkas(lembar.pengikut, one.keterangan)]
            for one in look.members
        },
        dokumen=[_file(one) for one in look.dokumen],
        perbaikan=look.perbaikan, sesudah=look.sesudah, formulir=look.formulir,
    )  # fmt: skip


def _file(one: Dokumen) -> dict[str, str]:
    row = one.row
    pages = f", {row.halaman} halaman" if one.is_pdf else ""
    return {
        "nama": DOKUMEN_PENDUKUNG.get(row.jenis) or BIDANG_PERMOHONAN[row.slot],
        "url": f"/permohonan/_dokumen/{row.permohonan_id}/{row.id}",
        "ukuran": ukuran_berkas(row.ukuran) + pages,
        "jenis": "pdf" if one.is_pdf else "",
    }


async def get_card(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    look = await _look(request)
    shown, row = look.shown, look.shown.row
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
            pengikut=[AnggotaKartu.model_validate(one.model_dump()) for one in look.members],
            keterangan=look.keterangan,
            dokumen=[told(one) for one in look.dokumen],
            diubah=look.perbaikan[-1].row.diubah if look.perbaikan else [],
        )
    )


LOOK = officers(*LOOKERS, area=areas_of_permohonan, posisi=posisi_of_permohonan)
ROUTES = [
    Route("GET", "/permohonan/_kartu/{permohonan_id}", show_card, LOOK),
    Route(
        "GET", "/api/v1/registration/permohonan/{permohonan_id}/kartu", get_card, LOOK,
        summary="Data permohonan untuk petugas tujuan; dicatat sebagai dilihat", answer=Kartu,
    ),
]  # fmt: skip
