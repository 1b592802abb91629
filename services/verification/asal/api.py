"""The JSON door of the office of origin."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean.doors import PETUGAS, petugas_of
from services.verification.asal import show
from services.verification.asal.models import AsalAnswer, KeluarAnswer, Tinggal, TinggalAnswer
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route


async def get(request: web.Request) -> web.Response:
    """Answer a page of stays elsewhere; filters: keadaan, tujuan, setelah."""
    kantor, saringan = petugas_of(request).kode_kantor, show.saringan_of(request.query)
    async with database(request).connection() as conn:
        found = await show.halaman(conn, kantor, saringan)
    return answer(
        AsalAnswer(
            kode_kantor=kantor, per=found.per, berikutnya=str(found.berikutnya or ""),
            keluar=[KeluarAnswer(**vars(one)) for one in found.keluar],
            daftar=[_answer(one) for one in found.daftar],
        )
    )  # fmt: skip


def _answer(one: Tinggal) -> TinggalAnswer:
    fields = {name: getattr(one, name) for name in SAME}
    return TinggalAnswer(**fields, nama=one.isi.nama, nik=one.isi.nik)


SAME = tuple(name for name in TinggalAnswer.model_fields if name not in ("nama", "nik"))

ROUTES = [
    Route(
        "GET", "/api/v1/verification/asal", get, PETUGAS,
        "Penduduk kantor ini yang tinggal di daerah lain", answer=AsalAnswer,
    ),
]  # fmt: skip
