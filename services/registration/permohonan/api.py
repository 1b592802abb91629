"""The JSON door: a whole permohonan at once, reading one's own, taking one back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from services.registration.dokumen.actions import list_dokumen
from services.registration.dokumen.doors import told
from services.registration.dokumen.models import DokumenJawab
from services.registration.langkah.actions import list_tahap
from services.registration.langkah.models import Tahap
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.perbaikan.actions import list_perbaikan
from services.registration.permohonan import actions, opening, rules, sealing
from services.registration.permohonan.models import (
    Pengikut,
    Permohonan,
    PermohonanForm,
)
from services.registration.permohonan.queries import find_sent, owner_of_permohonan
from shared import clock
from shared.errors import N_, Invalid, Message
from shared.ids import uuid7
from shared.nik import JenisKelamin
from shared.policy import residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route
from shared.wilayah.kode import WIT, Tingkat, is_kode, tingkat_of, zona_of

PATH = "/api/v1/registration/permohonan"
KEY = "Idempotency-Key"
KEY_MISSING = N_(
    "Kirim kepala Idempotency-Key: 8 sampai 100 huruf atau angka, baru untuk tiap isian."
)


class PengikutBody(BaseModel):
    """A member; sex and birth date are taken from the NIK when left out.

    `keterangan` is what the destination's form pack asks besides.
    """

    model_config = ConfigDict(extra="forbid")

    nik: str = Field(max_length=40)
    nama: str = Field(max_length=200)
    jenis_kelamin: JenisKelamin | None = None
    tanggal_lahir: date | None = None
    keterangan: dict[str, str] = Field(default={}, max_length=40)


class PermohonanBody(BaseModel):
    """A whole permohonan."""

    model_config = ConfigDict(extra="forbid")

    keperluan: str = Field(max_length=40)
    tanggal_datang: date
    jangka_waktu: int
    alamat: str = Field(max_length=1000)
    rt: str = Field(max_length=10)
    rw: str = Field(max_length=10)
    kode_wilayah: str = Field(max_length=20)
    pengikut: list[PengikutBody] = Field(default=[], max_length=100)
    keterangan: dict[str, str] = Field(default={}, max_length=40)


class PembatalanBody(BaseModel):
    """What the destination's form pack asks of who cancels (`alasan_pembatalan`), if anything."""

    model_config = ConfigDict(extra="forbid")

    keterangan: dict[str, str] = Field(default={}, max_length=40)


class PermohonanSent(BaseModel):
    """The number of what was sent."""

    permohonan_id: UUID
    nobukti: str
    status: str


class PermohonanShort(PermohonanSent):
    """One permohonan in the list of one's own."""

    kode_wilayah: str
    wilayah: str
    keperluan: str
    tanggal_datang: date
    tanggal_berakhir: date
    jumlah_orang: int
    submitted_at: datetime
    tenggat: datetime | None


class PerbaikanJawab(BaseModel):
    """A return: what the office marked, and what was changed when it was sent again."""

    bidang: list[str]
    alasan: str
    returned_at: datetime
    sent_at: datetime | None
    diubah: list[str]


class PermohonanWhole(PermohonanShort):
    """One permohonan with all that was written; `langkah`: which levels check it, if several."""

    alamat: str
    rt: str
    rw: str
    alasan: str
    bidang: list[str]
    pengikut: list[PengikutBody]
    keterangan: dict[str, str]
    dokumen: list[DokumenJawab]
    perbaikan: list[PerbaikanJawab]
    langkah: list[Tahap] = []


class PermohonanList(BaseModel):
    """One's own permohonan, the latest first."""

    permohonan: list[PermohonanShort]


def _checked(body: PermohonanBody, pemohon: Pemohon) -> PermohonanForm:
    """Return the body checked part by part; raises Invalid with all that is wrong."""
    wrong: dict[str, Message] = {}
    kode = body.kode_wilayah
    is_desa = is_kode(kode) and tingkat_of(kode) is Tingkat.DESA
    today = clock.today_in(zona_of(kode) if is_desa else WIT)
    purpose = place = None
    members: list[Pengikut] = []
    try:
        purpose = rules.check_keperluan(
            body.keperluan, body.tanggal_datang, body.jangka_waktu, today
        )
    except Invalid as refused:
        wrong |= refused.fields
    try:
        place = rules.check_tempat_tinggal(
            body.alamat, body.rt, body.rw, kode, pemohon.kode_wilayah_asal
        )
    except Invalid as refused:
        wrong |= refused.fields
    for number, one in enumerate(body.pengikut):
        try:
            members.append(_member(one, today))
        except Invalid as refused:
            wrong |= {f"pengikut.{number}.{name}": text for name, text in refused.fields.items()}
    if purpose is None or place is None or wrong:
        raise Invalid(wrong)
    return PermohonanForm(
        keperluan=purpose, domisili=place, pengikut=tuple(members), keterangan=body.keterangan
    )


def _member(one: PengikutBody, today: date) -> Pengikut:
    member = rules.check_pengikut(
        uuid7(), one.nik, one.nama, one.jenis_kelamin or "", one.tanggal_lahir, today
    )
    return member.model_copy(update={"keterangan": one.keterangan})


def _key_of(request: web.Request) -> str:
    key = request.headers.get(KEY, "")
    if not (8 <= len(key) <= 100 and key.isascii() and key.isprintable()):
        raise Invalid({KEY: KEY_MISSING})
    return f"api:{key}"


async def submit(request: web.Request) -> web.Response:
    """Hand in a permohonan; the same Idempotency-Key again gives the same answer."""
    body = await read_body(request, PermohonanBody)
    key, sidik = _key_of(request), sealing.sidik_of(body.model_dump_json())
    async with database(request).transaction() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        try:
            form = _checked(body, pemohon)
            sent = await actions.submit_permohonan(conn, pemohon, form, uuid7(), key, sidik)
        except Invalid:
            # What was right when it was sent may be too old when it is repeated.
            found = await find_sent(conn, pemohon.akun_id, key)
            if found is None or found.sidik != sidik:
                raise
            sent = found
    status = PermohonanSent(
        permohonan_id=sent.permohonan_id, nobukti=sent.nobukti, status="submitted"
    )
    return answer(status, status=201)


async def get_all(request: web.Request) -> web.Response:
    """Answer one's own permohonan."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        every = await opening.list_opened(conn, pemohon)
    return answer(
        PermohonanList(permohonan=[PermohonanShort.model_validate(_short(p)) for p in every])
    )


def _short(shown: Permohonan) -> dict[str, object]:
    row = shown.row
    return {
        "permohonan_id": row.id,
        "nobukti": row.nobukti,
        "status": shown.status,
        "kode_wilayah": row.kode_wilayah_tujuan,
        "wilayah": str(shown.tempat),
        "keperluan": row.keperluan,
        "tanggal_datang": row.tanggal_datang,
        "tanggal_berakhir": row.tanggal_berakhir,
        "jumlah_orang": 1 + row.jumlah_pengikut,
        "submitted_at": row.submitted_at,
        "tenggat": row.tenggat,
    }


async def get_one(request: web.Request) -> web.Response:
    """Answer one permohonan of one's own, whole."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        shown = await opening.get_opened(conn, pemohon, permohonan_id)
        members = await opening.list_members(conn, pemohon.key, permohonan_id)
        files = await list_dokumen(conn, pemohon.key, permohonan_id)
        returns = await list_perbaikan(conn, pemohon.key, permohonan_id)
        tahap = await list_tahap(conn, shown.row)
    whole = _short(shown) | shown.alamat.model_dump()
    whole["alasan"] = shown.alasan
    whole["bidang"] = shown.row.bidang
    whole["keterangan"] = sealing.open_rincian(pemohon.key, shown.row)
    whole["dokumen"] = [told(one) for one in files]
    whole["perbaikan"] = [
        PerbaikanJawab.model_validate({**vars(one.row), "alasan": one.alasan}) for one in returns
    ]
    whole["langkah"] = tahap
    whole["pengikut"] = [one.model_dump(exclude={"id"}) for one in members]
    return answer(PermohonanWhole.model_validate(whole))


async def cancel(request: web.Request) -> web.Response:
    """Take a permohonan back while it waits."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    told = PembatalanBody()
    if request.can_read_body:
        told = await read_body(request, PembatalanBody)
    async with database(request).transaction() as conn:
        row = await actions.cancel_permohonan(conn, permohonan_id, told.keterangan)
    return answer(PermohonanSent(permohonan_id=row.id, nobukti=row.nobukti, status="cancelled"))


OWN = residents(owner=owner_of_permohonan)
ROUTES = [
    Route(
        "POST", PATH, submit, residents(), body=PermohonanBody, answer=PermohonanSent, status=201,
        summary="Kirim permohonan; wajib dengan kepala Idempotency-Key",
    ),
    Route("GET", PATH, get_all, residents(), answer=PermohonanList, summary="Riwayat sendiri"),
    Route(
        "GET", f"{PATH}/{{permohonan_id}}", get_one, OWN, answer=PermohonanWhole,
        summary="Satu permohonan sendiri",
    ),
    Route(
        "POST", f"{PATH}/{{permohonan_id}}/batal", cancel, OWN,
        body=PembatalanBody, answer=PermohonanSent,
        summary="Batalkan permohonan yang masih menunggu",
    ),
]  # fmt: skip
