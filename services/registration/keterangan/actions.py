"""Asking what is asked at a destination."""

from __future__ import annotations

from services.registration.keterangan.models import Lembar
from services.registration.keterangan.rules import lembar_of
from shared.db import Connection
from shared.instansi.queries import list_known
from shared.paket import BAKU
from shared.wilayah.kode import kantor_of


async def get_lembar(conn: Connection, kode_wilayah: str) -> Lembar:
    """Return what the office of an area asks; the Ministry's as long as no area is chosen."""
    if not kode_wilayah:
        return lembar_of(BAKU)
    known = await list_known(conn, [kantor_of(kode_wilayah)])
    return lembar_of(known[0].paket_formulir if known else BAKU)
