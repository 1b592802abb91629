"""What a resident and offices wrote to each other, for the copy of his own data."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from services.registration.pemohon.models import Pemohon
from services.registration.percakapan import opening, queries
from shared.db import Connection


class PesanSalinan(BaseModel):
    """A message; files are named, they can be opened on the page."""

    dari: str
    isi: str
    ditulis_at: datetime
    lampiran: list[str]


class PercakapanSalinan(BaseModel):
    """One percakapan; the notes of the office are its own."""

    nomor: str
    jenis: str
    topik: str
    kode_kantor: str
    status: str
    pesan: list[PesanSalinan]


async def copy_percakapan(conn: Connection, pemohon: Pemohon) -> list[PercakapanSalinan]:
    """Return all that is written by and to a resident."""
    return [
        PercakapanSalinan(
            nomor=p.nomor, jenis=p.jenis, topik=p.topik, kode_kantor=p.kode_kantor,
            status=p.status,
            pesan=[
                PesanSalinan(
                    dari=each.row.dari, isi=each.isi, ditulis_at=each.row.created_at,
                    lampiran=[file.nama for file in each.lampiran],
                )
                for each in await opening.list_pesan(conn, pemohon.key, p.id, opening.BY_WARGA)
            ],
        )
        for p in await queries.list_own(conn, pemohon.akun_id)
    ]  # fmt: skip
