"""What the pages of the queue show: the list pane and the task pane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from aiohttp import web

from services.verification.antrean import queries, queries_daftar, rules, tampilan
from services.verification.antrean.doors import petugas_of, saringan_of
from services.verification.antrean.listing import list_tugas
from services.verification.antrean.models import Petugas, Saringan, Tugas
from services.verification.antrean.tanda import saringan_khusus, tanda_of
from services.verification.jam_kerja.actions import get_jam_kerja
from services.verification.jeda.actions import is_waiting
from services.verification.pembagian.panel import panel_of
from services.verification.pengajuan.show import ajuan
from services.verification.rantai import show as rantai
from services.verification.rantai.rules import butir_of
from shared import clock
from shared.db import Connection
from shared.errors import NotFound
from shared.rantai import DINAS
from shared.wilayah import queries as wilayah


async def antrean(conn: Connection, request: web.Request) -> dict[str, Any]:
    """Return what the list pane shows under the filters of the address."""
    petugas, saringan, now = petugas_of(request), saringan_of(request.query), clock.now()
    daftar, berikutnya = await list_tugas(conn, petugas, saringan)
    nama = await wilayah.list_nama(conn, tampilan.wilayah_of(daftar))
    jumlah = await queries_daftar.count_open(
        conn, petugas, tampilan.besok_of(now, petugas.kode_kantor)
    )
    jam = await get_jam_kerja(conn, petugas.kode_kantor)
    query = tampilan.query_of(saringan)
    tabs, tab = tampilan.tab_of(saringan, jumlah)
    if petugas.jenjang != DINAS:
        tabs = [one for one in tabs if one["kode"] == "semua"]
    return {
        "saringan": saringan,
        "query": query,
        "daftar": [tampilan.baris_of(tugas, petugas, nama, now, jam, query) for tugas in daftar],
        "jumlah": jumlah,
        "tanda": {tugas.id: tanda_of(tugas) for tugas in daftar},
        "khusus": saringan_khusus(petugas, saringan, jumlah),
        "tabs": tabs,
        "tab": tab,
        "url_awal": _url(replace(saringan, setelah=None)) if saringan.setelah else "",
        "url_berikutnya": _url(replace(saringan, setelah=berikutnya)) if berikutnya else "",
        "url_selesai": _url(Saringan(selesai=not saringan.selesai)),
        "url_saya": _url(replace(saringan, saya=not saringan.saya, cari="", setelah=None)),
        "terakhir": await _terakhir(conn, petugas) if not daftar else "",
        **await _putusan_tadi(conn, request, petugas),
        "terpilih": None,
        "setingkat_dinas": petugas.jenjang == DINAS,
        "langsung": tampilan.langsung_of(saringan, daftar, now),
        "pembagian": await panel_of(conn, petugas, request.query),
    }


def _url(saringan: Saringan) -> str:
    return f"/verifikasi{tampilan.query_of(saringan)}"


async def _terakhir(conn: Connection, petugas: Petugas) -> str:
    at = await queries_daftar.last_decided(conn, petugas.kode_kantor)
    return tampilan.waktu_of(at, petugas.kode_kantor) if at else ""


async def _putusan_tadi(conn: Connection, request: web.Request, petugas: Petugas) -> dict[str, Any]:
    """Return what to say of the decision that led here; only the officer's own is told."""
    try:
        tugas = await queries.get_tugas(conn, UUID(request.query.get("putus", "")))
    except (ValueError, NotFound):
        said = await rantai.serahan_tadi(conn, request, petugas)
        return {"putusan_tadi": said, "bisa_batal": None}
    if tugas.decided_by != petugas.id:
        return {"putusan_tadi": ""}
    return {"putusan_tadi": tampilan.kabar_putusan(tugas), "bisa_batal": _bisa_batal(tugas)}


def _bisa_batal(tugas: Tugas) -> UUID | None:
    return tugas.id if tugas.status == "decided" and tugas.tertahan_sampai else None


async def tugas(conn: Connection, request: web.Request, found: Tugas) -> dict[str, Any]:
    """Return what the task pane shows."""
    petugas = petugas_of(request)
    asal = tampilan.asal_of(found)
    nama = await wilayah.list_nama(conn, [asal])
    jam = await get_jam_kerja(conn, found.kode_kantor)
    return {
        "tugas": found,
        "terpilih": found.id,
        "tanda_tugas": tanda_of(found),
        "ajuan": await ajuan(conn, found, petugas),
        "atasan": petugas.is_atasan,
        "kepala": tampilan.kepala_of(
            found, nama[asal], clock.now(), jam, await is_waiting(conn, found)
        ),
        "butir": butir_of(found),
        "jawaban": found.checklist,
        "milik_saya": found.status == "open" and found.is_claimed_by(petugas.id),
        "milik": tampilan.milik_of(found, petugas),
        "sejak": rules.pukul(found, found.claimed_at),
        "sampai": rules.pukul(found, found.claimed_until),
        "putusan": tampilan.putusan_of(found),
        "batal": _bisa_batal(found) if found.decided_by == petugas.id else None,
        "alasan": tampilan.alasan_of(found),
        "bidang": tampilan.bidang_of(found),
        "pilihan_bidang": list(rules.BIDANG[found.jenis].items()),
        "diubah": tampilan.diubah_of(found),
        "ditandai": [],
        "beralasan": [],
        "pilihan_alasan": list(rules.ALASAN[found.jenis].items()),
        **await rantai.tugas(conn, petugas, found),
    }
