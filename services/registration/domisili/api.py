"""The JSON door of a stay: as of a day and as known then, longer, gone, corrected."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from services.registration.domisili import actions, koreksi, queries, rules
from services.registration.domisili.koreksi_pages import CORRECT, look_at_stay
from services.registration.domisili.models import Masa
from services.registration.domisili.pages import OWN, id_of
from services.registration.domisili.tampilan import CatatanTampil, TinggalTampil, get_stay
from services.registration.pemohon.actions import get_pemohon
from shared import clock
from shared.db import Connection
from shared.errors import N_, Invalid
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/api/v1/registration/permohonan/{permohonan_id}/domisili"
OFFICE = "/api/v1/registration/domisili/{permohonan_id}"
NOT_A_DAY = N_("Tulis tanggal seperti 2026-11-21.")
NOT_A_TIME = N_("Tulis waktu dengan zona seperti 2026-11-21T08:00:00+07:00.")


class OrangJawab(BaseModel):
    """One person of a stay."""

    orang_id: UUID
    nama: str
    pemohon: bool
    tanggal_mulai: date
    tanggal_selesai: date
    sebab: str
    tinggal: bool


class CatatanJawab(BaseModel):
    """One entry of the ledger."""

    version: int
    jenis: str
    recorded_at: datetime
    nama: list[str]
    tanggal_mulai: date | None
    tanggal_selesai: date | None
    dasar: list[str]
    mengoreksi: int | None


class PilihanJawab(BaseModel):
    """A length from arrival that the stay may be extended to."""

    jangka_waktu: int
    tanggal_berakhir: date


class DomisiliJawab(BaseModel):
    """A stay: `orang` as of `per`, as it was known at `diketahui_at`."""

    permohonan_id: UUID
    nobukti: str
    status: str
    per: date
    diketahui_at: datetime
    tanggal_berakhir: date
    orang: list[OrangJawab]
    catatan: list[CatatanJawab]
    perpanjangan: list[PilihanJawab]


class PerpanjanganBody(BaseModel):
    """How many months from arrival the stay shall last."""

    model_config = ConfigDict(extra="forbid")

    jangka_waktu: int


class KepergianBody(BaseModel):
    """Who left when; without `orang` everybody. `cara` is departed or moved."""

    model_config = ConfigDict(extra="forbid")

    tanggal: date
    cara: str = Field(default="departed", max_length=20)
    orang: list[UUID] | None = Field(default=None, max_length=100)


class KoreksiBody(BaseModel):
    """A correction: `tindakan` is mulai, selesai, keluarkan or cabut."""

    model_config = ConfigDict(extra="forbid")

    tindakan: str = Field(max_length=20)
    tanggal: date | None = None
    orang: list[UUID] = Field(default=[], max_length=100)
    dasar: list[str] = Field(max_length=10)


async def get(request: web.Request) -> web.Response:
    """Answer one's own stay; `?per=` a day, `&diketahui_at=` as it was known then."""
    async with database(request).connection() as conn:
        stay = await _own(request, conn)
        return await _answer(request, conn, stay)


async def _own(request: web.Request, conn: Connection) -> TinggalTampil:
    pemohon = await get_pemohon(conn, principal_of(request).id)
    return await get_stay(conn, pemohon, id_of(request))


async def get_for_office(request: web.Request) -> web.Response:
    """Answer a stay to its office; the look is noted."""
    async with database(request).transaction() as conn:
        stay = await look_at_stay(request, conn)
        return await _answer(request, conn, stay)


async def extend(request: web.Request) -> web.Response:
    """Stay longer, a year from arrival at most."""
    body = await read_body(request, PerpanjanganBody)
    async with database(request).transaction() as conn:
        await actions.extend_domisili(conn, id_of(request), body.jangka_waktu)
        return await _answer(request, conn, await _own(request, conn))


async def leave(request: web.Request) -> web.Response:
    """Report that everybody or some left."""
    body = await read_body(request, KepergianBody)
    async with database(request).transaction() as conn:
        stay = await _own(request, conn)
        everybody = [one.orang_id for one in stay.di_sini]
        ids = everybody if body.orang is None else body.orang
        await actions.report_departure(conn, id_of(request), set(ids), body.tanggal, body.cara)
        return await _answer(request, conn, await _own(request, conn))


async def correct(request: web.Request) -> web.Response:
    """Correct a stay; the step is in the person's trail."""
    body = await read_body(request, KoreksiBody)
    async with database(request).transaction() as conn:
        await koreksi.correct_domisili(
            conn, id_of(request), principal_of(request), body.tindakan, set(body.orang),
            body.tanggal, body.dasar,
        )  # fmt: skip
        return await _answer(request, conn, await look_at_stay(request, conn))


async def _answer(request: web.Request, conn: Connection, stay: TinggalTampil) -> web.Response:
    per, known_at = _asked(request, stay)
    domisili = stay.tinggal.domisili
    then = await queries.list_masa(conn, [domisili.id], known_at)
    rows = await queries.list_catatan(conn, domisili.id)
    datang = stay.permohonan.row.tanggal_datang
    extendable = rules.may_extend(stay.tinggal, datang, stay.today)
    choices = rules.choices(datang, domisili.tanggal_berakhir) if extendable else []
    told = DomisiliJawab(
        permohonan_id=stay.permohonan.id,
        nobukti=stay.permohonan.nobukti,
        status=stay.permohonan.status,
        per=per,
        diketahui_at=known_at,
        tanggal_berakhir=domisili.tanggal_berakhir,
        orang=[_orang(one, stay, per) for one in then],
        catatan=[_catatan(one) for one in stay.catatan(rows) if one.recorded_at <= known_at],
        perpanjangan=[PilihanJawab(jangka_waktu=n, tanggal_berakhir=end) for n, end in choices],
    )
    return answer(told)


def _orang(one: Masa, stay: TinggalTampil, per: date) -> OrangJawab:
    return OrangJawab(
        orang_id=one.orang_id, nama=stay.nama.get(one.orang_id, ""),
        pemohon=one.pengikut_id is None, tanggal_mulai=one.mulai, tanggal_selesai=one.selesai,
        sebab=one.sebab, tinggal=one.mulai <= per < one.selesai,
    )  # fmt: skip


def _catatan(one: CatatanTampil) -> CatatanJawab:
    return CatatanJawab(
        version=one.version, jenis=one.jenis, recorded_at=one.recorded_at, nama=list(one.nama),
        tanggal_mulai=one.mulai, tanggal_selesai=one.selesai, dasar=list(one.dasar),
        mengoreksi=one.mengoreksi,
    )  # fmt: skip


def _asked(request: web.Request, stay: TinggalTampil) -> tuple[date, datetime]:
    try:
        per = date.fromisoformat(request.query.get("per", stay.today.isoformat()))
    except ValueError:
        raise Invalid({"per": NOT_A_DAY}) from None
    text = request.query.get("diketahui_at", "")
    latest = max(clock.now(), stay.tinggal.domisili.recorded_at)
    try:
        known_at = datetime.fromisoformat(text) if text else latest
    except ValueError:
        raise Invalid({"diketahui_at": NOT_A_TIME}) from None
    if known_at.tzinfo is None:
        raise Invalid({"diketahui_at": NOT_A_TIME})
    return per, known_at


ROUTES = [
    Route(
        "GET", PATH, get, OWN, answer=DomisiliJawab,
        summary="Masa tinggal sendiri; per tanggal, dan seperti diketahui saat itu",
    ),
    Route(
        "POST", f"{PATH}/perpanjangan", extend, OWN, body=PerpanjanganBody, answer=DomisiliJawab,
        summary="Perpanjang masa tinggal, paling lama setahun sejak datang",
    ),
    Route(
        "POST", f"{PATH}/kepergian", leave, OWN, body=KepergianBody, answer=DomisiliJawab,
        summary="Lapor pergi, semua orang atau sebagian",
    ),
    Route(
        "GET", OFFICE, get_for_office, CORRECT, answer=DomisiliJawab,
        summary="Masa tinggal untuk kantor tujuan; dicatat sebagai dilihat",
    ),
    Route(
        "POST", f"{OFFICE}/koreksi", correct, CORRECT, body=KoreksiBody, answer=DomisiliJawab,
        summary="Koreksi masa tinggal oleh kantor tujuan",
    ),
]  # fmt: skip
