"""Reminders before a stay runs out: asked of the notifier, cancelled when it ends otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from services.registration.domisili import queries, rules
from services.registration.domisili.models import DomisiliRow
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.registration import PengingatCancelled, PengingatRequested


async def follow(conn: Connection, stays: Sequence[DomisiliRow]) -> None:
    """Ask for the reminders of stays whose end moved; cancel them where nothing runs out."""
    if not stays:
        return
    numbers = await queries.list_nobukti(conn, [stay.permohonan_id for stay in stays])
    told = [event for stay in stays for event in _events(stay, numbers[stay.permohonan_id])]
    await outbox.emit_all(conn, told)


def _events(stay: DomisiliRow, nomor: str) -> list[Event]:
    areas = {
        "kode_wilayah_tujuan": stay.kode_wilayah_tujuan,
        "kode_wilayah_asal": stay.kode_wilayah_asal,
    }
    if stay.jatuh_tempo is None:
        return [PengingatCancelled(aggregate_id=stay.id, version=stay.version, **areas)]
    due = rules.reminders(stay.jatuh_tempo, clock.today_in(stay.zona))
    return [
        PengingatRequested(
            aggregate_id=stay.id, version=stay.version, jenis=jenis, tanggal=day, zona=stay.zona,
            nomor=nomor, akun_id=stay.akun_id, **areas,
        )
        for jenis, day in due
    ]  # fmt: skip
