"""The inbox: noting a fact, reading."""

from __future__ import annotations

from uuid import UUID

import orjson

from services.notifier.kontak.models import Kontak
from services.notifier.kontak.queries import find_kontak
from services.notifier.pemberitahuan import queries, rules
from services.notifier.pemberitahuan.models import Halaman, PemberitahuanBaru, PemberitahuanRow
from services.notifier.pemberitahuan.queries import SealedRow
from services.notifier.surat.models import Kabar
from services.notifier.surat.rules import path_of
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.ids import uuid7
from shared.instansi.queries import list_nama
from shared.wilayah.kode import zona_of

PAGE = 20
NEWEST = 2**62


def seal_pemberitahuan(kunci: SubjectKey, kabar: Kabar, akun_id: UUID) -> PemberitahuanBaru:
    """Return the notice of a fact for an akun, sealed with its key."""
    pemberitahuan_id = uuid7()
    text = orjson.dumps(dict(kabar.isian)).decode()
    isian = kunci.seal(text, _context(pemberitahuan_id))
    return PemberitahuanBaru(pemberitahuan_id, akun_id, kabar, isian)


def _context(pemberitahuan_id: UUID) -> str:
    return f"pemberitahuan|isian|{pemberitahuan_id}"


async def read_inbox(
    conn: Connection, akun_id: UUID, before: int = NEWEST, limit: int = PAGE
) -> Halaman:
    """Return a page of the inbox; an erased or unknown akun has an empty one."""
    kontak = await find_kontak(conn, akun_id)
    if kontak is None:
        return Halaman([], 0, None)
    kept = await queries.list_newest(conn, akun_id, before, limit + 1)
    names = await list_nama(conn, (row.kode_kantor for row in kept))
    rows = [_shown(row, kontak, names[row.kode_kantor]) for row in kept[:limit]]
    unread = await queries.count_unread(conn, akun_id)
    older = rows[-1].nomor if len(kept) > limit else None
    return Halaman(rows, unread, older, zona_of(kontak.kode_wilayah_asal))


def _shown(row: SealedRow, kontak: Kontak, dari: str) -> PemberitahuanRow:
    isian = orjson.loads(kontak.kunci.open(row.isian, _context(row.id)))
    judul, isi = rules.words_of(row.pesan, isian)
    return PemberitahuanRow(
        id=row.id,
        nomor=row.nomor,
        judul=judul,
        isi=isi,
        tautan=path_of(row.pesan, row.subjek_id),
        dari=dari,
        created_at=row.created_at,
        is_read=row.read_at is not None,
    )
