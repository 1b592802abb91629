"""What is told of a percakapan: that it was opened, written in, closed, opened again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from services.registration.percakapan.models import Percakapan
from shared.bus import outbox
from shared.db import Connection
from shared.events.percakapan import (
    PercakapanClosed,
    PercakapanOpened,
    PercakapanReopened,
    PercakapanWritten,
)


async def tell_opened(conn: Connection, p: Percakapan) -> None:
    """Tell that a resident asks or complains."""
    await outbox.emit(conn, PercakapanOpened(**_about(p, p.version), opened_at=p.opened_at))


async def tell_written(
    conn: Connection, p: Percakapan, version: int, dari: Literal["warga", "petugas"], at: datetime
) -> None:
    """Tell that somebody wrote."""
    await outbox.emit(conn, PercakapanWritten(**_about(p, version), dari=dari, written_at=at))


async def tell_closed(conn: Connection, p: Percakapan, version: int, at: datetime) -> None:
    """Tell that the office closed it with an answer."""
    await outbox.emit(conn, PercakapanClosed(**_about(p, version), closed_at=at))


async def tell_reopened(conn: Connection, p: Percakapan, version: int, at: datetime) -> None:
    """Tell that the resident opened it again."""
    await outbox.emit(conn, PercakapanReopened(**_about(p, version), reopened_at=at))


def _about(p: Percakapan, version: int) -> dict[str, Any]:
    return {
        "aggregate_id": p.id, "version": version, "jenis": p.jenis, "nomor": p.nomor,
        "akun_id": p.akun_id, "permohonan_id": p.permohonan_id, "kode_kantor": p.kode_kantor,
        "kode_wilayah_tujuan": p.kode_wilayah_tujuan, "kode_wilayah_asal": p.kode_wilayah_asal,
    }  # fmt: skip
