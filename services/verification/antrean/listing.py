"""One page of the queue, as its filters ask for it."""

from __future__ import annotations

from services.verification.antrean import queries_daftar
from services.verification.antrean.doors import PAGE_SIZE, SEARCH_SIZE
from services.verification.antrean.models import Kursor, Petugas, Saringan, Tugas
from services.verification.rantai import queries as rantai
from shared.db import Connection
from shared.rantai import DINAS


async def list_tugas(
    conn: Connection, petugas: Petugas, saringan: Saringan
) -> tuple[list[Tugas], Kursor | None]:
    """Return a page of the office's queue and where the next one begins, or None.

    A search is over every status and has one page, as has what a level below handed on.
    """
    if saringan.cari:
        antrean = "" if petugas.jenjang == DINAS else petugas.antrean
        found = await queries_daftar.search(
            conn, petugas.kode_kantor, saringan.cari, SEARCH_SIZE, antrean
        )
        return found, None
    if saringan.selesai and petugas.jenjang != DINAS:
        return await rantai.list_handed(conn, petugas, saringan.saya, SEARCH_SIZE), None
    reader = queries_daftar.list_decided if saringan.selesai else queries_daftar.list_open
    rows = await reader(conn, petugas, saringan, PAGE_SIZE + 1)
    if len(rows) <= PAGE_SIZE:
        return rows, None
    last = rows[PAGE_SIZE - 1]
    at = last.decided_at if saringan.selesai else last.tenggat
    assert at is not None
    return rows[:PAGE_SIZE], Kursor(at, last.id)
