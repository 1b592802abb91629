"""The trail as people read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.identity.jejak import queries_baca, rules
from services.identity.jejak.models import Lihat, LihatJawab, Terdampak
from shared.db import Connection
from shared.errors import N_
from shared.web.language import gettext
from shared.wilayah import queries as wilayah

KOLOM = ("akun_id", "nomor_akun", "kode_wilayah", "jumlah", "pertama", "terakhir")
SISTEM = N_("Kementerian Dalam Negeri")


async def list_saya(
    conn: Connection, akun_id: UUID, before: int | None
) -> tuple[list[LihatJawab], int | None]:
    """Return a page of a person's trail in the page's language, and where the next begins."""
    found = await queries_baca.list_of_akun(conn, akun_id, before, rules.PAGE + 1)
    names = await wilayah.list_nama(conn, {each.wilayah for each in found if each.wilayah})
    shown = [_said(each, akun_id, names) for each in found[: rules.PAGE]]
    return shown, shown[-1].nomor if len(found) > rules.PAGE else None


def _said(lihat: Lihat, akun_id: UUID, names: dict[str, str]) -> LihatJawab:
    own = lihat.petugas_id == akun_id
    peran = gettext(rules.PERAN.get(lihat.peran, lihat.peran))
    office = names.get(lihat.wilayah, "") or ("" if own else gettext(SISTEM))
    return LihatJawab(
        nomor=lihat.id, at=lihat.at, siapa=peran if own else lihat.nama or peran, peran=peran,
        wilayah=office, tindakan=gettext(rules.TINDAKAN.get(lihat.tindakan, lihat.tindakan)),
        alasan=gettext(rules.ALASAN.get(lihat.alasan, lihat.alasan)),
    )  # fmt: skip


def make_csv(rows: Sequence[Terdampak]) -> bytes:
    """Return the list as CSV in UTF-8; it has ids and areas, nothing that a person typed."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(KOLOM)
    for row in rows:
        writer.writerow([
            row.akun_id, row.nomor, row.kode_wilayah, row.jumlah, _iso(row.pertama),
            _iso(row.terakhir),
        ])  # fmt: skip
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _iso(at: datetime) -> str:
    return at.astimezone(rules.WIB).isoformat(timespec="seconds")
