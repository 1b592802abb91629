"""What is to be told later, and what need not be told any more.

An unconfirmed address and an overdue answer follow from events that are told anyway; nobody has to
ask for them.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.notifier.pengingat import queries, rules
from services.notifier.pengingat.queries import Pengingat
from shared import clock
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.pengingat import CancelledEvent, RequestedEvent
from shared.events.registration import PengingatCancelled, PengingatRequested
from shared.events.verification import KeputusanMade, TugasOpened
from shared.wilayah.kode import kantor_of, zona_of


async def on_pengingat_requested(conn: Connection, event: RequestedEvent) -> None:
    """Keep the reminder until its day."""
    kode = event.kode_wilayah_tujuan or event.kode_wilayah_asal
    isian = {"nomor": event.nomor} if event.nomor else {}
    await queries.request(
        conn,
        Pengingat(
            event.aggregate_id, event.jenis, event.version,
            rules.due_at(event.tanggal, event.zona), event.akun_id,
            event.kode_kantor or (kantor_of(kode) if kode else ""), isian,
        ),
    )  # fmt: skip


async def on_pengingat_cancelled(conn: Connection, event: CancelledEvent) -> None:
    """Drop the reminder; all of the aggregate if none is named."""
    if event.jenis:
        await queries.cancel_one(conn, event.aggregate_id, event.jenis, event.version)
    else:
        await queries.cancel_all(conn, event.aggregate_id, event.version)


async def on_tugas_opened(conn: Connection, event: TugasOpened) -> None:
    """Remind the office on the morning after the day it promised to answer by."""
    zona = zona_of(event.kode_kantor)
    day = event.tenggat.astimezone(ZoneInfo(zona)).date() + timedelta(days=1)
    due = rules.due_at(day, zona)
    await queries.request(
        conn,
        Pengingat(
            event.subjek_id, rules.JAWABAN, event.subjek_version or event.version, due, None,
            event.kode_kantor, {"subjek": event.subjek},
        ),
    )  # fmt: skip


async def on_keputusan_made(conn: Connection, event: KeputusanMade) -> None:
    """The answer was given: nobody is reminded of it."""
    await queries.cancel_one(
        conn, event.subjek_id, rules.JAWABAN, event.subjek_version or event.version
    )


async def remind_to_confirm(conn: Connection, akun_id: UUID, version: int, kode_asal: str) -> None:
    """Ask once more for a confirmation, the morning after."""
    zona = zona_of(kode_asal)
    due = rules.due_at(clock.today_in(zona) + rules.AFTER_SIGN_UP, zona)
    await queries.request(
        conn,
        Pengingat(akun_id, rules.KONFIRMASI, version, due, akun_id, kantor_of(kode_asal), {}),
    )


REACTIONS: Reactions = {
    PengingatRequested: on_pengingat_requested,
    PengingatCancelled: on_pengingat_cancelled,
    TugasOpened: on_tugas_opened,
    KeputusanMade: on_keputusan_made,
}
