"""What a resident sees of where his akun stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiohttp import web

from services.identity.akun import queries
from services.identity.akun.models import Akun
from services.identity.banding import actions as banding
from services.identity.blokir.rules import DASAR
from services.identity.instansi import queries as instansi
from services.identity.perbaikan.rules import may_correct
from shared.errors import Message
from shared.kata import ALASAN_AKUN, BIDANG_AKUN, Bahasa, tanggal
from shared.web import language
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import kantor_of, zona_of


async def status_page(
    request: web.Request, status: int = 200, galat: Mapping[str, Message] | None = None,
    isian: Mapping[str, str] | None = None,
) -> web.Response:  # fmt: skip
    """Return the page of every state; a blocked akun's has the ground and the appeal."""
    akun, more = await mine(request)
    async with database(request).connection() as conn:
        blokir, appeal = await banding.find_both(conn, akun.id)
    return render(
        request, "akun/status.html", status=status, akun=akun, galat=galat or {},
        isian=isian or {}, blokir=blokir, banding=appeal, dasar=DASAR,
        boleh_perbaiki=may_correct(akun),
        diblokir=_day(blokir.blocked_at if blokir else None, akun.kode_wilayah),
        alasan=[ALASAN_AKUN.get(kode, kode) for kode in akun.alasan if kode != "lainnya"],
        bidang=[BIDANG_AKUN[kode] for kode in akun.bidang if kode in BIDANG_AKUN], **more,
    )  # fmt: skip


async def mine(request: web.Request) -> tuple[Akun, dict[str, Any]]:
    """Return the akun of who asks, and what its pages show besides."""
    who = principal_of(request)
    async with database(request).connection() as conn:
        akun = await queries.get_akun(conn, who.id)
        kantor = kantor_of(akun.kode_wilayah)
        office = await instansi.find_instansi(conn, kantor)
        state = await instansi.find_keadaan(conn, kantor)
        letak = await wilayah.nama_lengkap(conn, akun.kode_wilayah)
        nama_kantor = await wilayah.nama_lengkap(conn, kantor)
    return akun, {
        "instansi": office, "logo": state.logo_url, "letak": letak,
        "kantor": office.nama if office else f"Disdukcapil {nama_kantor}",
        "tenggat": _day(akun.tenggat, akun.kode_wilayah),
        "dikonfirmasi": _day(akun.submitted_at, akun.kode_wilayah),
    }  # fmt: skip


def _day(at: datetime | None, kode_wilayah: str) -> str:
    """Return the day of `at` at the office of origin, in the language of the page."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zona_of(kode_wilayah)))
    return tanggal(local.date(), cast(Bahasa, language.current.get()))
