"""What registration hears of residents."""

from __future__ import annotations

import structlog

from services.registration.pemohon import actions
from services.registration.pemohon.models import Diri
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import AkunApproved

log = structlog.get_logger()


async def on_akun_approved(conn: Connection, event: AkunApproved) -> None:
    """Let the resident hand in permohonan from now on; an older version changes nothing."""
    told = event.pribadi
    if told is None:
        log.warning("pemohon.untold", akun_id=str(event.aggregate_id))
        return
    diri = Diri(nama=told.nama, jenis_kelamin=told.jenis_kelamin, tanggal_lahir=told.tanggal_lahir)
    await actions.keep_pemohon(
        conn, event.aggregate_id, event.version, event.kode_wilayah_asal, told.nik, diri
    )


REACTIONS: Reactions = {AkunApproved: on_akun_approved}
