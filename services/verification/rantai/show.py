"""What the task's page shows of its chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from services.verification.antrean import queries as antrean
from services.verification.antrean.models import Petugas, Tugas
from services.verification.antrean.rules import pukul
from services.verification.rantai import queries, rules, tampilan
from services.verification.rantai.models import Langkah
from shared.db import Connection
from shared.errors import NotFound
from shared.instansi.queries import find_nama_lokal
from shared.rantai import DINAS, sebelum, sesudah


async def tugas(conn: Connection, petugas: Petugas, found: Tugas) -> dict[str, Any]:
    """Return where a tugas stands in its chain, and what this officer can do about that."""
    is_chain = len(found.rantai) > 1
    lokal = await find_nama_lokal(conn, found.kode_wilayah) if is_chain else {}
    steps = await queries.list_langkah(conn, found) if is_chain else []
    here = found.antrean == petugas.antrean
    return {
        "langkah": tampilan.linimasa_of(found, steps, lokal) if is_chain else [],
        "usulan": _words(found, steps, "recommended", lokal),
        "kembali": _words(found, steps, "sent_back", lokal),
        "di_sini": here,
        "jenjang_saya": petugas.jenjang,
        "setempat": found.jenjang != DINAS,
        "sedang_di": tampilan.sebutan(found, found.jenjang, lokal),
        "lihat_data": petugas.jenjang == DINAS or (here and found.status == "open"),
        "teruskan_ke": _named(found, sesudah(found.rantai, found.jenjang), lokal),
        "kembalikan_ke": _named(found, sebelum(found.rantai, found.jenjang), lokal),
        "bisa_tarik": found.status == "open" and found.jenjang != DINAS and petugas.is_atasan,
        "pilihan_kembali": list(rules.ALASAN_KEMBALI.items()),
    }


def _named(found: Tugas, jenjang: str, lokal: Mapping[str, str]) -> str:
    return tampilan.sebutan(found, jenjang, lokal) if jenjang else ""


def _words(
    found: Tugas, steps: list[Langkah], tindakan: str, lokal: Mapping[str, str]
) -> dict[str, str]:
    """Return what the step that brought the tugas here said, if it was of this kind."""
    if found.status != "open" or not steps or steps[-1].tindakan != tindakan:
        return {}
    last = steps[-1]
    return {
        "dari": f"{tampilan.sebutan(found, last.jenjang, lokal)} ({last.petugas_nama})",
        "alasan": tampilan.alasan_of(found, last),
        "catatan": last.catatan,
    }


async def serahan_tadi(conn: Connection, request: web.Request, petugas: Petugas) -> str:
    """Return what to say of the step that led here; only the officer's own is told."""
    try:
        found = await antrean.get_tugas(conn, UUID(request.query.get("serah", "")))
    except (ValueError, NotFound):
        return ""
    steps = await queries.list_langkah(conn, found)
    if not steps or not await queries.is_of(conn, found.id, steps[-1].version, petugas.id):
        return ""
    lokal = await find_nama_lokal(conn, found.kode_wilayah)
    did = tampilan.tindakan_of(found, steps[-1], lokal).lower()
    return f"{found.nomor} {did} pukul {pukul(found, steps[-1].at)}."
