"""What the office of origin asks in an address, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from services.verification.asal import queries
from services.verification.asal.models import Keadaan, Keluar, Kursor, Saringan, Tinggal
from shared import clock
from shared.db import Connection
from shared.wilayah.kode import Tingkat, is_kode, tingkat_of, zona_of

PAGE_SIZE = 30
STATES: Mapping[str, Keadaan] = {"tinggal": "tinggal", "selesai": "selesai"}


@dataclass(frozen=True)
class Halaman:
    """A page of stays, the whole outflow, and where the next page begins."""

    per: date
    keluar: list[Keluar]
    daftar: list[Tinggal]
    berikutnya: Kursor | None


def saringan_of(query: Mapping[str, str]) -> Saringan:
    """Return the filters in the address; what is not understood is left out."""
    tujuan = query.get("tujuan", "")
    is_regency = is_kode(tujuan) and tingkat_of(tujuan) is Tingkat.KABUPATEN
    return Saringan(
        keadaan=STATES.get(query.get("keadaan", "")),
        tujuan=tujuan if is_regency else "",
        setelah=Kursor.parse(query.get("setelah", "")),
    )


def query_of(saringan: Saringan) -> str:
    """Return the filters as they stand in an address, `?` included, or nothing."""
    said = {
        "keadaan": saringan.keadaan or "",
        "tujuan": saringan.tujuan,
        "setelah": str(saringan.setelah or ""),
    }
    given = {name: value for name, value in said.items() if value}
    return f"?{urlencode(given)}" if given else ""


async def halaman(conn: Connection, kode_kantor: str, saringan: Saringan) -> Halaman:
    """Return what the office's residents do elsewhere, under these filters, as of today."""
    today = clock.today_in(zona_of(kode_kantor))
    found = await queries.list_tinggal(conn, kode_kantor, saringan, today, PAGE_SIZE + 1)
    rows = found[:PAGE_SIZE]
    after = Kursor(rows[-1].mulai, rows[-1].orang_id) if len(found) > PAGE_SIZE else None
    return Halaman(today, await queries.list_keluar(conn, kode_kantor, today), rows, after)
