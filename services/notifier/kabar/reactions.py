"""Recaps and tugas move between people: who waits for one, or has it back, is told."""

from __future__ import annotations

from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.pengingat.reactions import on_pengingat_cancelled, on_pengingat_requested
from shared import kata
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.reporting import (
    PengingatCancelled,
    PengingatRequested,
    RekapAccepted,
    RekapEvent,
    RekapReturned,
    RekapRevised,
    RekapSent,
    RekapSigned,
)
from shared.events.verification import TugasEscalated, TugasReferred
from shared.wilayah.kode import zona_of
from shared.wilayah.queries import nama_lengkap


async def on_rekap_signed(conn: Connection, event: RekapSigned) -> None:
    """Tell the level itself that one of its signatories signed."""
    await _tell(conn, JenisKabar.REKAP_DITANDATANGANI, event, event.kode_wilayah)


async def on_rekap_sent(conn: Connection, event: RekapSent) -> None:
    """Tell the level above that a recap came in."""
    await _tell(conn, JenisKabar.REKAP_DIKIRIM, event, event.kepada)


async def on_rekap_returned(conn: Connection, event: RekapReturned) -> None:
    """Tell the level that it has its recap back."""
    await _tell(conn, JenisKabar.REKAP_DIKEMBALIKAN, event, event.kode_wilayah)


async def on_rekap_accepted(conn: Connection, event: RekapAccepted) -> None:
    """Tell the level that its recap was taken in."""
    await _tell(conn, JenisKabar.REKAP_DITERIMA, event, event.kode_wilayah)


async def on_rekap_revised(conn: Connection, event: RekapRevised) -> None:
    """Tell the level above that a recap which it has is being prepared anew."""
    await _tell(conn, JenisKabar.REKAP_DIREVISI, event, event.kepada)


async def _tell(conn: Connection, jenis: JenisKabar, event: RekapEvent, kode: str) -> None:
    isian = {
        "periode": event.periode,
        "revisi": str(event.nomor_revisi),
        "dari": await nama_lengkap(conn, event.kode_wilayah),
    }
    await tell_office(conn, jenis, event.aggregate_id, event.version, kode, isian)


async def on_tugas_escalated(conn: Connection, event: TugasEscalated) -> None:
    """Tell the level that a tugas went up to."""
    is_late = event.tenggat <= event.escalated_at
    isian = {
        "nomor": event.nomor,
        "keadaan": "Sudah lewat tenggat." if is_late else "Belum diambil dan hampir lewat tenggat.",
        "tenggat": kata.tanggal_waktu(event.tenggat, zona_of(event.kode_kantor)),
    }
    await tell_office(
        conn, JenisKabar.TUGAS_DIESKALASI, event.aggregate_id, event.version, event.kode_kantor,
        isian, (event.tingkat,),
    )  # fmt: skip


async def on_tugas_referred(conn: Connection, event: TugasReferred) -> None:
    """Tell the superiors of the office that a tugas waits for them."""
    await tell_office(
        conn, JenisKabar.TUGAS_DIAJUKAN, event.aggregate_id, event.version, event.kode_kantor,
        {"nomor": event.nomor},
    )  # fmt: skip


REACTIONS: Reactions = {
    RekapSigned: on_rekap_signed,
    RekapSent: on_rekap_sent,
    RekapReturned: on_rekap_returned,
    RekapAccepted: on_rekap_accepted,
    RekapRevised: on_rekap_revised,
    TugasEscalated: on_tugas_escalated,
    TugasReferred: on_tugas_referred,
    PengingatRequested: on_pengingat_requested,
    PengingatCancelled: on_pengingat_cancelled,
}
