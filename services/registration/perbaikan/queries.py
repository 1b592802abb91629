"""Every statement on returns and corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import orjson

from services.registration.perbaikan.models import PerbaikanRow
from services.registration.permohonan.models import Keperluan, PengikutRow
from shared.db import Connection

SET_RETURNED = """
WITH dikembalikan AS (
    UPDATE permohonan SET status = 'returned', bidang = $2, alasan = $3, tenggat = NULL,
        version = version + 1
    WHERE id = $1 RETURNING id, version
), dicatat AS (
    INSERT INTO perbaikan (permohonan_id, version, bidang, alasan, dokumen, returned_at)
    SELECT id, version, $2, $3, $4, $5 FROM dikembalikan
)
SELECT version FROM dikembalikan
"""


async def set_returned(
    conn: Connection,
    permohonan_id: UUID,
    bidang: Sequence[str],
    alasan: bytes,
    dokumen: Mapping[str, str],
    returned_at: datetime,
) -> int:
    """Write a return down and give the permohonan's new version."""
    values = (list(bidang), alasan, orjson.dumps(dict(dokumen)).decode(), returned_at)
    return int(await conn.fetchval(SET_RETURNED, permohonan_id, *values))


LIST_PERBAIKAN = """
SELECT permohonan_id, version, bidang, alasan, dokumen, returned_at, sent_at, diubah, sebelum
FROM perbaikan WHERE permohonan_id = $1 ORDER BY version
"""


async def list_perbaikan(conn: Connection, permohonan_id: UUID) -> list[PerbaikanRow]:
    """Return the returns of a permohonan, the first first."""
    rows = await conn.fetch(LIST_PERBAIKAN, permohonan_id)
    return [PerbaikanRow(**{**row, "dokumen": orjson.loads(row["dokumen"])}) for row in rows]


IS_PERBAIKAN = """
SELECT EXISTS (SELECT FROM perbaikan WHERE permohonan_id = $1)
"""


async def is_perbaikan(conn: Connection, permohonan_id: UUID) -> bool:
    """Tell whether a permohonan of this id was ever returned: its draft is a correction."""
    return bool(await conn.fetchval(IS_PERBAIKAN, permohonan_id))


SET_SENT_AGAIN = """
UPDATE permohonan SET status = 'submitted', bidang = '{}', alasan = NULL, claimed_at = NULL,
    keperluan = $2, tanggal_datang = $3, jangka_waktu = $4, tanggal_berakhir = $5, alamat = $6,
    rincian = $7, version = version + 1, dikirim_version = version + 1
WHERE id = $1 RETURNING version
"""


async def set_sent_again(
    conn: Connection,
    permohonan_id: UUID,
    keperluan: Keperluan,
    berakhir: date,
    alamat: bytes,
    rincian: bytes | None,
) -> int:
    """Let a corrected permohonan wait again and return its new version."""
    return int(
        await conn.fetchval(
            SET_SENT_AGAIN, permohonan_id, keperluan.keperluan, keperluan.tanggal_datang,
            keperluan.jangka_waktu, berakhir, alamat, rincian,
        )
    )  # fmt: skip


CLOSE_PERBAIKAN = """
UPDATE perbaikan SET sent_at = $3, diubah = $4, sebelum = $5
WHERE permohonan_id = $1 AND version = $2
"""


async def close_perbaikan(
    conn: Connection, row: PerbaikanRow, sent_at: datetime, diubah: Sequence[str], sebelum: bytes
) -> None:
    """Note how a return was answered."""
    await conn.execute(
        CLOSE_PERBAIKAN, row.permohonan_id, row.version, sent_at, list(diubah), sebelum
    )


DELETE_PENGIKUT = "DELETE FROM pengikut WHERE permohonan_id = $1"
INSERT_PENGIKUT = """
INSERT INTO pengikut (id, permohonan_id, urutan, nik_index, pribadi)
SELECT p.id, $1, p.urutan, p.nik_index, p.pribadi
FROM unnest($2::uuid[], $3::bytea[], $4::bytea[])
    WITH ORDINALITY AS p (id, nik_index, pribadi, urutan)
"""


async def replace_pengikut(
    conn: Connection, permohonan_id: UUID, members: Sequence[PengikutRow]
) -> None:
    """Let these be the members of a permohonan."""
    await conn.execute(DELETE_PENGIKUT, permohonan_id)
    await conn.execute(
        INSERT_PENGIKUT,
        permohonan_id,
        [row.id for row in members],
        [row.nik_index for row in members],
        [row.pribadi for row in members],
    )
