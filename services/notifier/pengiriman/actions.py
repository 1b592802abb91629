"""Sending again, and taking reports in."""

from __future__ import annotations

from uuid import UUID

import structlog

from services.notifier.pengiriman import queries, rules
from services.notifier.pengiriman.models import Nasib
from shared.db import Connection
from shared.errors import Conflict
from shared.sesi.token import Principal

log = structlog.get_logger()


async def resend_surat(conn: Connection, who: Principal, surat_id: UUID) -> None:
    """Send a letter that was given up or came back again, under the same Message-ID."""
    if not await queries.resend(conn, surat_id, who.id, rules.RESENDABLE):
        raise Conflict("Surat ini sedang dikirim atau sudah terkirim.")


async def take_report(conn: Connection, raw: bytes) -> bool:
    """Note what a mail server reports; False if it is about no letter of ours.

    Whoever complains gets no reminders by mail any more; what an office decides is still told.
    """
    laporan = rules.read_report(raw)
    if laporan is None:
        return False
    surat_id = laporan.surat_id
    if laporan.nasib is Nasib.DELAYED:
        return await queries.set_delayed(conn, surat_id, laporan.reason) is not None
    penerima = await queries.set_returned(conn, surat_id, laporan.nasib, laporan.reason)
    if penerima and laporan.nasib is Nasib.COMPLAINED:
        await queries.stop_reminders(conn, penerima)
    log.info("surat.returned", surat_id=str(surat_id), nasib=laporan.nasib, known=bool(penerima))
    return penerima is not None
