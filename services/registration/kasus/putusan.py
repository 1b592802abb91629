"""Making an office's answer to a case so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog

from services.registration.domisili.koreksi import settle_kasus
from services.registration.kasus import queries
from shared.db import Connection

log = structlog.get_logger()

OWN_IS_WRONG = "domisili_ini"
NOT_DOUBLE, DOUBLE = "not_double", "double"


async def close_kasus(
    conn: Connection, kasus_id: UUID, kode_kantor: str, alasan: Collection[str],
    decided_at: datetime, *, is_double: bool,
) -> None:  # fmt: skip
    """Close a case; if the office says its own stay is the wrong one, end it.

    A second answer, and one of an office that was not asked, change nothing.
    """
    hasil = DOUBLE if is_double else NOT_DOUBLE
    kasus = await queries.set_closed(conn, kasus_id, hasil, decided_at, kode_kantor)
    if kasus is None:
        log.info("kasus.ignored", kasus_id=str(kasus_id))
        return
    if is_double and OWN_IS_WRONG in alasan:
        await settle_kasus(conn, kasus.domisili_id, kasus.orang_ids)
    log.info("kasus.closed", kasus_id=str(kasus_id), hasil=hasil)
