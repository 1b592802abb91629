"""The JSON door of the queue."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from services.verification.antrean import actions, queries
from services.verification.antrean.doors import (
    DI_TEMPAT,
    PEMERIKSA,
    petugas_of,
    saringan_of,
    tugas_id_of,
)
from services.verification.antrean.listing import list_tugas
from services.verification.antrean.models import (
    FenceForm,
    KeputusanForm,
    PeriksaForm,
    Tugas,
    TugasDetail,
    TugasList,
    TugasRow,
)
from services.verification.jeda.actions import is_waiting
from services.verification.rantai.rules import butir_of
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.route import Route

ROOT = "/api/v1/verification/tugas"


async def list_(request: web.Request) -> web.Response:
    """Answer a page of the queue; filters: jenis, saya, selesai, khusus, q, setelah."""
    async with database(request).connection() as conn:
        rows, after = await list_tugas(conn, petugas_of(request), saringan_of(request.query))
    found = TugasList(
        tugas=[TugasRow(**_row(tugas)) for tugas in rows], berikutnya=str(after or "")
    )
    return answer(found)


async def get(request: web.Request) -> web.Response:
    """Answer one task."""
    async with database(request).connection() as conn:
        tugas = await queries.get_tugas(conn, tugas_id_of(request))
    return await answer_tugas(request, tugas)


async def ambil(request: web.Request) -> web.Response:
    """Claim a task."""
    async with database(request).transaction() as conn:
        tugas = await actions.claim_tugas(conn, petugas_of(request), tugas_id_of(request))
    return await answer_tugas(request, tugas)


async def ambil_berikutnya(request: web.Request) -> web.Response:
    """Claim the free task with the nearest deadline."""
    async with database(request).transaction() as conn:
        jenis = saringan_of(request.query).jenis
        tugas = await actions.claim_next(conn, petugas_of(request), jenis)
    return await answer_tugas(request, tugas)


async def lepas(request: web.Request) -> web.Response:
    """Give a task back."""
    form = await read_body(request, FenceForm)
    tugas_id = tugas_id_of(request)
    async with database(request).transaction() as conn:
        await actions.release_tugas(conn, petugas_of(request), tugas_id, form.fence)
        tugas = await queries.get_tugas(conn, tugas_id)
    return await answer_tugas(request, tugas)


async def periksa(request: web.Request) -> web.Response:
    """Save the answers to the checks."""
    form = await read_body(request, PeriksaForm)
    async with database(request).transaction() as conn:
        tugas = await actions.save_checks(conn, petugas_of(request), tugas_id_of(request), form)
    return await answer_tugas(request, tugas)


async def putuskan(request: web.Request) -> web.Response:
    """Decide a task."""
    form = await read_body(request, KeputusanForm)
    async with database(request).transaction() as conn:
        tugas = await actions.decide_tugas(conn, petugas_of(request), tugas_id_of(request), form)
    return await answer_tugas(request, tugas)


async def answer_tugas(request: web.Request, tugas: Tugas) -> web.Response:
    """Answer one task as the officer who asks sees it."""
    saya = petugas_of(request).id
    async with database(request).connection() as conn:
        dijeda = await is_waiting(conn, tugas)
    return answer(
        TugasDetail(
            **_row(tugas),
            fence=tugas.fence,
            milik_saya=tugas.status == "open" and tugas.is_claimed_by(saya),
            diambil_sampai=tugas.claimed_until if tugas.is_claimed else None,
            rantai=tugas.rantai,
            butir={kode: judul for kode, (judul, _) in butir_of(tugas).items()},
            checklist=tugas.checklist,
            keputusan=tugas.keputusan,
            alasan=list(tugas.alasan),
            bidang=list(tugas.bidang),
            catatan=tugas.catatan,
            hasil=tugas.hasil,
            decided_at=tugas.decided_at,
            diputus_oleh=tugas.decided_nama,
            batalkan_sampai=tugas.tertahan_sampai if tugas.decided_by == saya else None,
            menunggu_perbaikan=dijeda,
        )
    )


def _row(tugas: Tugas) -> dict[str, Any]:
    return {name: getattr(tugas, name) for name in SAME} | {
        "diambil_oleh": tugas.claimed_nama if tugas.is_claimed else "",
        "diambil_at": tugas.claimed_at if tugas.is_claimed else None,
    }


SAME = tuple(name for name in TugasRow.model_fields if not name.startswith("diambil_"))

ROUTES = [
    Route("GET", ROOT, list_, PEMERIKSA, "Antrean kantor", answer=TugasList),
    Route(
        "POST", f"{ROOT}/ambil-berikutnya", ambil_berikutnya, PEMERIKSA,
        "Ambil tugas bebas dengan tenggat terdekat", answer=TugasDetail,
    ),
    Route("GET", f"{ROOT}/{{tugas_id}}", get, DI_TEMPAT, "Satu tugas", answer=TugasDetail),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/ambil", ambil, DI_TEMPAT, "Ambil tugas", answer=TugasDetail
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/lepas", lepas, DI_TEMPAT, "Lepas tugas",
        body=FenceForm, answer=TugasDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/periksa", periksa, DI_TEMPAT, "Simpan daftar periksa",
        body=PeriksaForm, answer=TugasDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/keputusan", putuskan, DI_TEMPAT, "Putuskan tugas",
        body=KeputusanForm, answer=TugasDetail,
    ),
]  # fmt: skip
