"""The JSON door of drafts: started, filled in part by part, with documents, and sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from services.registration.dokumen import actions as dokumen
from services.registration.dokumen import queries as dokumen_queries
from services.registration.dokumen import rules as dokumen_rules
from services.registration.dokumen.doors import check_marked, hold, slot_of, take_file, told
from services.registration.dokumen.models import DokumenJawab
from services.registration.draf import actions, queries, salin
from services.registration.draf.models import Draf
from services.registration.draf.pages import check_deletable, parts_of, today_of
from services.registration.draf.patch import DrafPatch, save_patch
from services.registration.draf.queries import owner_of_draf
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.perbaikan import actions as perbaikan
from services.registration.permohonan.api import PATH, PengikutBody, PermohonanSent
from services.registration.permohonan.models import Sent
from services.registration.permohonan.queries import owner_of_permohonan
from shared.db import Connection
from shared.errors import Invalid, NotFound, NotValid
from shared.policy import residents
from shared.web.api import answer, read_body
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.route import Route

DRAF = "/api/v1/registration/draf"


class PengikutDraf(PengikutBody):
    """A member of a draft."""

    id: UUID


class DrafJawab(BaseModel):
    """A draft; `bidang`: it corrects a returned permohonan in these fields, else null."""

    id: UUID
    version: int
    saved_at: datetime
    bidang: list[str] | None
    keperluan: str | None
    tanggal_datang: date | None
    jangka_waktu: int | None
    alamat: str | None
    rt: str | None
    rw: str | None
    kode_wilayah: str | None
    ada_pengikut: bool | None
    pengikut: list[PengikutDraf]
    keterangan: dict[str, str]
    dokumen: list[DokumenJawab]
    diminta: list[str] = Field(description="Kode isian tambahan yang diminta kantor tujuan")
    lengkap: dict[str, bool]


class DrafList(BaseModel):
    """One's own drafts, the latest first."""

    draf: list[DrafJawab]


class KirimBody(BaseModel):
    """Sends the draft as it was at `version`."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, lt=2**31)


class DrafDeleted(BaseModel):
    """The draft that is gone."""

    id: UUID


def _id_of(match: Mapping[str, str]) -> UUID:
    return UUID(match["permohonan_id"])


async def _open(request: web.Request, conn: Connection) -> tuple[Pemohon, Draf]:
    pemohon = await get_pemohon(conn, principal_of(request).id)
    draf = await actions.find_draf(conn, pemohon, _id_of(request.match_info))
    if draf is None:
        raise NotFound
    return pemohon, draf


async def _told(conn: Connection, pemohon: Pemohon, draf: Draf) -> DrafJawab:
    lembar, _, lengkap = await parts_of(conn, draf)
    files = await dokumen.list_dokumen(conn, pemohon.key, draf.id)
    isian = draf.isian
    purpose = isian.keperluan.model_dump() if isian.keperluan else {}
    place = isian.domisili.model_dump() if isian.domisili else {}
    named = ("keperluan", "tanggal_datang", "jangka_waktu", "alamat", "rt", "rw", "kode_wilayah")
    values = dict.fromkeys(named) | purpose | place
    return DrafJawab(
        id=draf.id,
        version=draf.version,
        saved_at=draf.saved_at,
        bidang=None if draf.bidang is None else list(draf.bidang),
        **values,
        ada_pengikut=isian.ada_pengikut,
        pengikut=[PengikutDraf.model_validate(one.model_dump()) for one in isian.pengikut],
        keterangan=isian.keterangan,
        dokumen=[told(one) for one in files],
        diminta=[bidang.kode for bidang in lembar.pemohon],
        lengkap=vars(lengkap),
    )


async def _answer(request: web.Request, status: int = 200) -> web.Response:
    async with database(request).connection() as conn:
        pemohon, draf = await _open(request, conn)
        return answer(await _told(conn, pemohon, draf), status)


async def _answer_of(request: web.Request, draf_id: UUID) -> web.Response:
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        draf = await actions.find_draf(conn, pemohon, draf_id)
        if draf is None:
            raise NotFound
        return answer(await _told(conn, pemohon, draf), 201)


async def create(request: web.Request) -> web.Response:
    """Start a draft; one in which nothing was saved yet is given again."""
    async with database(request).transaction() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        draf_id = await actions.start_draf(conn, pemohon)
    return await _answer_of(request, draf_id)


async def get_all(request: web.Request) -> web.Response:
    """Answer one's own drafts."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        every = await actions.list_draf(conn, pemohon)
        return answer(DrafList(draf=[await _told(conn, pemohon, one) for one in every]))


async def get_one(request: web.Request) -> web.Response:
    """Answer a draft."""
    return await _answer(request)


async def patch(request: web.Request) -> web.Response:
    """Save the parts that the body names; the others stay."""
    body = await read_body(request, DrafPatch)
    async with database(request).transaction() as conn:
        pemohon, draf = await _open(request, conn)
        await save_patch(conn, pemohon, draf, body, today_of(draf))
    return await _answer(request)


async def delete(request: web.Request) -> web.Response:
    """Forget a draft."""
    async with database(request).transaction() as conn:
        _, draf = await _open(request, conn)
        check_deletable(draf)
        await queries.delete_draf(conn, draf.id)
    return answer(DrafDeleted(id=draf.id))


async def upload(request: web.Request) -> web.Response:
    """Take a document as multipart (`berkas`, for a supporting one `jenis`)."""
    slot = slot_of(request)
    if not request.content_type.startswith("multipart/"):
        raise Invalid({"berkas": dokumen_rules.MISSING})
    form = await read_form(request, dokumen_rules.MAX_BYTES)
    async with database(request).connection() as conn:
        pemohon, draf = await _open(request, conn)
        lembar, _, _ = await parts_of(conn, draf)
    try:
        kept = await take_file(
            request, pemohon, draf, slot, form.get("jenis"), lembar.pendukung,
            form.files.get("berkas"),
        )  # fmt: skip
    except NotValid as wrong:
        raise Invalid({"berkas": wrong.message}) from None
    return answer(told(kept), 201)


async def delete_file(request: web.Request) -> web.Response:
    """Forget a document."""
    slot = slot_of(request)
    async with database(request).transaction() as conn:
        _, draf = await _open(request, conn)
        check_marked(draf, slot)
        await hold(conn, draf)
        await dokumen_queries.delete_dokumen(conn, draf.id, slot)
    return await _answer(request)


async def send(request: web.Request) -> web.Response:
    """Hand a draft in, or a correction again; repeating it gives the same answer."""
    body = await read_body(request, KirimBody)
    draf_id = _id_of(request.match_info)
    async with database(request).transaction() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        sent = await perbaikan.send(conn, pemohon, draf_id, body.version)
    return answer(_sent(sent), 201)


def _sent(sent: Sent) -> PermohonanSent:
    return PermohonanSent(
        permohonan_id=sent.permohonan_id, nobukti=sent.nobukti, status="submitted"
    )


async def correct(request: web.Request) -> web.Response:
    """Open a returned permohonan as a draft of the same id."""
    permohonan_id = _id_of(request.match_info)
    async with database(request).transaction() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        await perbaikan.start_perbaikan(conn, pemohon, permohonan_id)
    return await _answer_of(request, permohonan_id)


async def copy(request: web.Request) -> web.Response:
    """Start a draft from a permohonan that was refused, cancelled or is over."""
    async with database(request).transaction() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        draf_id, _ = await salin.copy_permohonan(conn, pemohon, _id_of(request.match_info))
    return await _answer_of(request, draf_id)


OWN = residents(owner=owner_of_draf)
SENT = residents(owner=owner_of_permohonan)
ONE = f"{DRAF}/{{permohonan_id}}"
FILE = f"{ONE}/dokumen/{{slot}}"
ROUTES = [
    Route("POST", DRAF, create, residents(), "Mulai isian", answer=DrafJawab, status=201),
    Route("GET", DRAF, get_all, residents(), "Isian yang belum dikirim", answer=DrafList),
    Route("GET", ONE, get_one, OWN, "Satu isian", answer=DrafJawab),
    Route("PATCH", ONE, patch, OWN, "Simpan sebagian isian", body=DrafPatch, answer=DrafJawab),
    Route("DELETE", ONE, delete, OWN, "Hapus isian", answer=DrafDeleted),
    Route(
        "POST", FILE, upload, OWN,
        "Unggah dokumen (ktp_el, kk, pendukung): multipart dengan bagian `berkas` dan `jenis`",
        answer=DokumenJawab, status=201,
    ),
    Route("DELETE", FILE, delete_file, OWN, "Hapus dokumen", answer=DrafJawab),
    Route(
        "POST", f"{ONE}/kirim", send, OWN, "Kirim isian atau perbaikan", body=KirimBody,
        answer=PermohonanSent, status=201,
    ),
    Route(
        "POST", f"{PATH}/{{permohonan_id}}/perbaikan", correct, SENT,
        "Buka permohonan yang dikembalikan untuk diperbaiki", answer=DrafJawab, status=201,
    ),
    Route(
        "POST", f"{PATH}/{{permohonan_id}}/ulang", copy, SENT,
        "Mulai isian baru dari permohonan yang ditolak, dibatalkan, atau berakhir",
        answer=DrafJawab, status=201,
    ),
]  # fmt: skip
