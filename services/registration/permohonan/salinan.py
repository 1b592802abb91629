"""A copy of all that registration keeps of a resident (UU 27/2022 Ps 7), as a file and as JSON."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from services.registration.bukti.pembukaan import list_names
from services.registration.bukti.queries import find_bukti
from services.registration.dokumen.actions import list_dokumen
from services.registration.domisili.models import DomisiliRow
from services.registration.domisili.queries import find_domisili, list_catatan
from services.registration.draf.actions import list_draf
from services.registration.draf.models import Isian
from services.registration.pemohon.actions import find_pemohon
from services.registration.pemohon.models import Diri, Pemohon
from services.registration.percakapan.salinan import PercakapanSalinan, copy_percakapan
from services.registration.permohonan import opening
from services.registration.permohonan.models import Alamat, Pengikut, Permohonan
from shared import clock
from shared.db import Connection
from shared.policy import residents
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route

FILE = 'attachment; filename="data-permohonan.json"'


class DokumenSalinan(BaseModel):
    """A document, without what it holds: it can be opened on the permohonan's own page."""

    nama: str
    jenis: str
    tipe: str
    ukuran: int
    halaman: int
    diunggah_at: datetime


class KoreksiSalinan(BaseModel):
    """What an officer corrected or revoked of a stay; `jumlah_orang` is of whom it speaks."""

    jenis: str
    dasar: list[str]
    mulai: date | None
    selesai: date | None
    jumlah_orang: int
    recorded_at: datetime


class BuktiSalinan(BaseModel):
    """The proof of a stay; code, link and PIN are kept only as fingerprints, so not copied."""

    status: str
    issued_at: datetime | None
    revoked_at: datetime | None
    lembar: list[str]


class PermohonanSalinan(BaseModel):
    """One permohonan with its members, documents, stay and proof."""

    id: UUID
    nobukti: str
    status: str
    keperluan: str
    tanggal_datang: date
    tanggal_berakhir: date
    wilayah: str
    alamat: Alamat
    alasan: str
    submitted_at: datetime
    decided_at: datetime | None
    pengikut: list[Pengikut]
    tinggal_sejak: date | None
    tinggal_sampai: date | None
    dokumen: list[DokumenSalinan]
    koreksi: list[KoreksiSalinan]
    bukti: BuktiSalinan | None


class DataPermohonan(BaseModel):
    """All that registration keeps of a person; `diri` is empty before the akun is verified."""

    dibuat_at: datetime
    diri: Diri | None
    draf: list[Isian]
    dokumen_draf: list[DokumenSalinan]
    permohonan: list[PermohonanSalinan]
    percakapan: list[PercakapanSalinan]


async def copy_data(conn: Connection, akun_id: UUID) -> DataPermohonan:
    """Return the copy; nothing but its time for somebody who is not known here."""
    pemohon = await find_pemohon(conn, akun_id)
    if pemohon is None:
        return DataPermohonan(
            dibuat_at=clock.now(),
            diri=None,
            draf=[],
            dokumen_draf=[],
            permohonan=[],
            percakapan=[],
        )
    drafts = await list_draf(conn, pemohon)
    return DataPermohonan(
        dibuat_at=clock.now(),
        diri=pemohon.diri,
        draf=[each.isian for each in drafts],
        dokumen_draf=[file for each in drafts for file in await _documents(conn, pemohon, each.id)],
        permohonan=[
            await _copied(conn, pemohon, each) for each in await opening.list_opened(conn, pemohon)
        ],
        percakapan=await copy_percakapan(conn, pemohon),
    )


async def _copied(conn: Connection, pemohon: Pemohon, one: Permohonan) -> PermohonanSalinan:
    stay = await find_domisili(conn, one.id)
    row = one.row
    return PermohonanSalinan(
        id=row.id, nobukti=row.nobukti, status=one.status, keperluan=row.keperluan,
        tanggal_datang=row.tanggal_datang, tanggal_berakhir=row.tanggal_berakhir,
        wilayah=str(one.tempat), alamat=one.alamat, alasan=one.alasan,
        submitted_at=row.submitted_at, decided_at=row.decided_at,
        pengikut=await opening.list_members(conn, pemohon.key, row.id),
        tinggal_sejak=stay.tanggal_mulai if stay else None,
        tinggal_sampai=stay.tanggal_berakhir if stay else None,
        dokumen=await _documents(conn, pemohon, row.id),
        koreksi=await _corrections(conn, stay) if stay else [],
        bukti=await _proof(conn, row.id),
    )  # fmt: skip


async def _documents(
    conn: Connection, pemohon: Pemohon, permohonan_id: UUID
) -> list[DokumenSalinan]:
    return [
        DokumenSalinan(
            nama=each.nama, jenis=each.row.jenis, tipe=each.row.tipe, ukuran=each.row.ukuran,
            halaman=each.row.halaman, diunggah_at=each.row.created_at,
        )
        for each in await list_dokumen(conn, pemohon.key, permohonan_id)
    ]  # fmt: skip


async def _corrections(conn: Connection, stay: DomisiliRow) -> list[KoreksiSalinan]:
    return [
        KoreksiSalinan.model_validate({**vars(each), "jumlah_orang": len(each.orang_ids)})
        for each in await list_catatan(conn, stay.id)
        if each.mengoreksi
    ]


async def _proof(conn: Connection, permohonan_id: UUID) -> BuktiSalinan | None:
    bukti = await find_bukti(conn, permohonan_id)
    if bukti is None:
        return None
    return BuktiSalinan(
        status=bukti.status, issued_at=bukti.issued_at, revoked_at=bukti.revoked_at,
        lembar=[nama for _, nama in await list_names(conn, bukti)],
    )  # fmt: skip


async def download(request: web.Request) -> web.Response:
    """Answer the copy as a file."""
    response = await get_copy(request)
    response.headers["Content-Disposition"] = FILE
    return response


async def get_copy(request: web.Request) -> web.Response:
    """Answer the copy."""
    async with database(request).connection() as conn:
        return answer(await copy_data(conn, principal_of(request).id))


ROUTES = [
    Route("GET", "/permohonan/data-saya.json", download, residents()),
    Route(
        "GET", "/api/v1/registration/data-saya", get_copy, residents(),
        summary="Salinan semua data sendiri di layanan pendaftaran", answer=DataPermohonan,
    ),
]  # fmt: skip
