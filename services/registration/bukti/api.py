"""The JSON door of proofs: one's own, the officer's list, and anybody's look-up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, cast
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from services.registration.bukti import actions, penjaga, queries_penyerahan, rules
from services.registration.bukti.keadaan import state_of
from services.registration.bukti.models import Cara
from services.registration.bukti.pembukaan import look_up
from services.registration.bukti.penyerahan_pages import REVOKERS, TABS, WHO, WITHIN, revoke_at
from services.registration.draf.queries import owner_of_draf
from shared import clock
from shared.errors import Invalid, NotFound
from shared.policy import officers, public, residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

API = "/api/v1/registration"
MOST = 200


class CaraBody(BaseModel):
    """How the resident wants the proof."""

    model_config = ConfigDict(extra="forbid")

    cara: Cara


class BuktiOwn(BaseModel):
    """How far one's own proof is; `nama` is empty where the regency gives out none."""

    permohonan_id: UUID
    nama: str
    cara: Cara
    status: Literal["none", "waiting", "issued", "revoked"]
    keadaan: str
    issued_at: datetime | None
    penyerahan: str
    nomor_kiriman: str
    berkas: list[str]


class BuktiSeen(BaseModel):
    """All that anybody may see of a proof; `sidik` is the SHA-256 of the file as issued."""

    keadaan: Literal["valid", "ended", "revoked"]
    nama: str
    wilayah: str
    mulai: date
    sampai: date
    sidik: str


class PenyerahanLine(BaseModel):
    """One proof to be handed over or posted."""

    permohonan_id: UUID
    nobukti: str
    kode_wilayah: str
    cara: Cara
    status: str
    jumlah_lembar: int
    ready_at: datetime
    nama_petugas: str
    marked_at: datetime | None
    nomor_kiriman: str


class PenyerahanList(BaseModel):
    """What is to be handed over or posted in one's area, the oldest first."""

    penyerahan: list[PenyerahanLine]


class TandaBody(BaseModel):
    """What became of a proof."""

    model_config = ConfigDict(extra="forbid")

    aksi: Literal["handed_over", "posted", "returned"]
    nomor_kiriman: str = Field(default="", max_length=40)


class Tanda(BaseModel):
    """What became of a proof, as it is kept."""

    permohonan_id: UUID
    status: str


def _id_of(request: web.Request) -> UUID:
    return UUID(request.match_info["permohonan_id"])


async def get_own(request: web.Request) -> web.Response:
    """Answer how far one's own proof is."""
    async with database(request).connection() as conn:
        s = await state_of(conn, principal_of(request).id, _id_of(request))
    path = f"/permohonan/{s.id}/bukti"
    return answer(
        BuktiOwn(
            permohonan_id=s.id, nama=s.nama_bukti, cara=cast("Cara", s.cara),
            status=s.bukti.status if s.bukti else "none", keadaan=s.keadaan or "",
            issued_at=s.issued_at, penyerahan=s.way.status if s.way else "waiting",
            nomor_kiriman=s.way.nomor_kiriman if s.way else "",
            berkas=[f"{path}/{number}.pdf" for number, _ in s.berkas],
        )
    )  # fmt: skip


async def put_cara(request: web.Request) -> web.Response:
    """Keep how the resident wants the proof."""
    body = await read_body(request, CaraBody)
    async with database(request).transaction() as conn:
        await actions.choose_cara(conn, _id_of(request), principal_of(request).id, body.cara)
    return await get_own(request)


async def look(request: web.Request) -> web.Response:
    """Answer what anybody may see of a proof; after some look-ups a captcha pass is needed."""
    async with database(request).transaction() as conn:
        asks = await penjaga.needs_captcha(request, conn)
        if asks and not await penjaga.take_pass(request, conn):
            raise Invalid({"lulus": rules.WRONG_CAPTCHA})
    async with penjaga.same_time(), database(request).connection() as conn:
        found = await look_up(conn, request.match_info["kode"])
    if found is None:
        raise NotFound
    seen = BuktiSeen(
        keadaan=found.keadaan, nama=found.nama, wilayah=found.wilayah, mulai=found.mulai,
        sampai=found.sampai, sidik=found.sidik.hex(),
    )  # fmt: skip
    return answer(seen)


async def list_all(request: web.Request) -> web.Response:
    """Answer what is to be handed over or posted; `?tab=selesai` what was."""
    status = TABS.get(request.query.get("tab", "siap"), TABS["siap"])
    wilayah = principal_of(request).wilayah
    async with database(request).connection() as conn:
        rows = await queries_penyerahan.list_penyerahan(conn, wilayah, list(status), MOST, 0)
    lines = [PenyerahanLine.model_validate(row, from_attributes=True) for row in rows]
    return answer(PenyerahanList(penyerahan=lines))


async def mark(request: web.Request) -> web.Response:
    """Note what became of a proof."""
    body = await read_body(request, TandaBody)
    async with database(request).transaction() as conn:
        await actions.mark_penyerahan(
            conn, _id_of(request), body.aksi, principal_of(request), body.nomor_kiriman
        )
    return answer(Tanda(permohonan_id=_id_of(request), status=body.aksi))


async def revoke(request: web.Request) -> web.Response:
    """Let a proof count no longer."""
    await revoke_at(request, clock.now())
    return answer(Tanda(permohonan_id=_id_of(request), status="revoked"))


OWN = residents(owner=owner_of_draf)
ROUTES = [
    Route(
        "GET", f"{API}/permohonan/{{permohonan_id}}/bukti", get_own, OWN, answer=BuktiOwn,
        summary="Bukti pendataan sendiri: cara menerima dan keadaannya",
    ),
    Route(
        "PUT", f"{API}/permohonan/{{permohonan_id}}/bukti", put_cara, OWN, body=CaraBody,
        answer=BuktiOwn, summary="Pilih cara menerima bukti",
    ),
    Route(
        "GET", f"{API}/cek/{{kode}}", look, public(), answer=BuktiSeen,
        summary="Periksa bukti pendataan dari kodenya",
    ),
    Route(
        "GET", f"{API}/penyerahan", list_all, officers(*WHO), answer=PenyerahanList,
        summary="Bukti yang harus diserahkan atau dikirim",
    ),
    Route(
        "POST", f"{API}/penyerahan/{{permohonan_id}}", mark, WITHIN, body=TandaBody, answer=Tanda,
        summary="Tandai bukti diserahkan, dikirim, atau kembali",
    ),
    Route(
        "POST", f"{API}/penyerahan/{{permohonan_id}}/cabut", revoke, REVOKERS, answer=Tanda,
        summary="Cabut bukti",
    ),
]  # fmt: skip
