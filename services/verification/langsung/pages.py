"""The stream that the queue's page listens to: its counts, what is new, whose its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson
from aiohttp import web

from services.verification.antrean.doors import KINDS, PETUGAS, petugas_of
from services.verification.antrean.models import Petugas
from services.verification.langsung.denah import PEMBACA
from services.verification.langsung.models import BarisKini, Denah, Lihat
from services.verification.langsung.queries import list_kini
from shared.langsung.aliran import send_changes
from shared.langsung.dengar import Siaran
from shared.web.keys import database
from shared.web.route import Route

PATH = "/verifikasi/langsung"
MOST_ROWS = 50


async def stream(request: web.Request) -> web.StreamResponse:
    """Send what the page shows as it is now, and whenever it changes."""
    petugas, lihat = petugas_of(request), lihat_of(request.query)

    async def read() -> bytes:
        denah = await request.app[PEMBACA].latest(petugas.kode_kantor)
        async with database(request).connection() as conn:
            rows = await list_kini(conn, petugas.kode_kantor, lihat.baris)
        return orjson.dumps(keadaan_of(denah, rows, lihat, petugas))

    return await send_changes(request, [petugas.kode_kantor], read)


def lihat_of(query: Mapping[str, str]) -> Lihat:
    """Return what the page says that it shows; what is not understood is left out."""
    ids = query.get("baris", "").split(",")[:MOST_ROWS]
    known = tuple(found for found in map(_uuid, ids) if found)
    return Lihat(KINDS.get(query.get("jenis", "")), _uuid(query.get("sejak", "")), known)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def keadaan_of(
    denah: Denah, rows: Iterable[BarisKini], lihat: Lihat, petugas: Petugas
) -> dict[str, Any]:
    """Return what one page is told: counts, how many came since, and whose each row is."""
    jumlah = denah.jumlah_of(petugas.id)
    return {
        "jumlah": {
            "semua": jumlah.semua, "akun": jumlah.akun, "permohonan": jumlah.permohonan,
            "kasus": jumlah.kasus, "hari_ini": jumlah.hari_ini, "saya": jumlah.saya,
        },
        "baru": _baru(denah, lihat),
        "baris": {str(row.id): _milik(row, petugas) for row in rows},
    }  # fmt: skip


def _baru(denah: Denah, lihat: Lihat) -> int:
    if lihat.sejak is None:
        return 0
    return sum(
        id_ > lihat.sejak and id_ not in lihat.baris and lihat.jenis in (None, jenis)
        for id_, jenis in denah.terbaru
    )


def _milik(row: BarisKini, petugas: Petugas) -> str | None:
    """Return whose the row is, "" for nobody's; None once it is open no longer."""
    if not row.is_open:
        return None
    if row.pemegang is None:
        return ""
    return "Anda" if row.pemegang == petugas.id else row.pemegang_nama


def keys_of(kantor: Iterable[str]) -> set[str]:
    """Return the binding keys of what verification tells about the areas of these offices."""
    keys: set[str] = set()
    for kode in kantor:
        provinsi, _, kabupaten = kode.partition(".")
        place = f"{provinsi}.{kabupaten or '*'}"
        keys |= {f"verification.*.*.*.{place}.*.*", f"verification.*.*.*.*.*.{place}"}
    return keys


def kantor_of_message(body: bytes) -> list[str]:
    """Return the office whose queue a message is about."""
    return [orjson.loads(body)["data"].get("kode_kantor", "")]


SIARAN = Siaran("verification", "events", keys=keys_of, names=kantor_of_message)
ROUTES = [Route("GET", PATH, stream, PETUGAS)]
