"""What registration hears of residents."""

from __future__ import annotations

import structlog

from services.registration.pemohon import actions, queries
from services.registration.pemohon.models import Diri
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import AkunApproved, AkunBlocked, AkunUnblocked

log = structlog.get_logger()

APPROVED = "approved"


async def on_akun_approved(conn: Connection, event: AkunApproved) -> None:
    """Let the resident hand in permohonan from now on; an older version changes nothing."""
    told = event.pribadi
    if told is None:
        log.warning("pemohon.untold", akun_id=str(event.aggregate_id))
        return
    await queries.set_blocked(conn, event.aggregate_id, event.version, blocked=False)
    diri = Diri(
        nama=told.nama, jenis_kelamin=told.jenis_kelamin, tanggal_lahir=told.tanggal_lahir,
        nik=told.nik,
    )  # fmt: skip
    await actions.keep_pemohon(
        conn, event.aggregate_id, event.version, event.kode_wilayah_asal, told.nik, diri
    )


async def on_akun_blocked(conn: Connection, event: AkunBlocked) -> None:
    """Let the resident hand nothing in any more."""
    await queries.set_blocked(conn, event.aggregate_id, event.version, blocked=True)


async def on_akun_unblocked(conn: Connection, event: AkunUnblocked) -> None:
    """Let the resident go on, if the akun is approved again; else a new approval does."""
    await queries.set_blocked(
        conn, event.aggregate_id, event.version, blocked=event.status != APPROVED
    )


REACTIONS: Reactions = {
    AkunApproved: on_akun_approved,
    AkunBlocked: on_akun_blocked,
    AkunUnblocked: on_akun_unblocked,
}
