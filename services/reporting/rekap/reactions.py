"""Stays begin and end; the counts follow."""

from __future__ import annotations

from collections.abc import Sequence

from services.reporting.rekap.actions import end_tinggal, open_tinggal
from services.reporting.rekap.models import Keluar, Masuk
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.domisili import DomisiliEnded, DomisiliOpened


@in_batches
async def on_domisili_opened(conn: Connection, events: Sequence[DomisiliOpened]) -> None:
    """Count everyone in the stays until their planned end."""
    await open_tinggal(
        conn,
        [
            Masuk(
                orang_id=orang.orang_id,
                domisili_id=event.aggregate_id,
                permohonan_id=event.permohonan_id,
                kode_wilayah=event.kode_wilayah_tujuan,
                kode_asal=event.kode_wilayah_asal,
                jenis_kelamin=orang.jenis_kelamin,
                kelompok_umur=orang.kelompok_umur,
                keperluan=event.keperluan,
                mulai=event.tanggal_mulai,
                selesai=event.tanggal_berakhir,
                version=event.version,
            )
            for event in events
            for orang in event.orang
        ],
    )


@in_batches
async def on_domisili_ended(conn: Connection, events: Sequence[DomisiliEnded]) -> None:
    """Count the named persons no longer; comes back later if their stay was not heard of yet."""
    await end_tinggal(
        conn,
        [
            Keluar(orang_id, event.tanggal_selesai, event.version)
            for event in events
            for orang_id in event.orang_ids
        ],
    )


REACTIONS: Reactions = {DomisiliOpened: on_domisili_opened, DomisiliEnded: on_domisili_ended}
