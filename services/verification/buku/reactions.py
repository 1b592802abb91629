"""A stay opens: everyone in it gets a line in the village's book, and is known as staying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.verification.asal.actions import open_tinggal
from services.verification.buku.actions import record_baris
from services.verification.buku.models import BarisBaru, Isi
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.domisili import DomisiliOpened, RincianDomisili, RincianOrang
from shared.ids import uuid7

UNTOLD = "(nama tidak diberitahukan)"


@in_batches
async def on_domisili_opened(conn: Connection, events: Sequence[DomisiliOpened]) -> None:
    """Write everyone in the stays into the books of their villages of destination."""
    await open_tinggal(conn, events)
    await record_baris(conn, [baris for event in events for baris in _baris_of(event)])


def _baris_of(event: DomisiliOpened) -> Iterator[BarisBaru]:
    told = event.pribadi or RincianDomisili()
    known = {one.orang_id: one for one in told.orang}
    for orang in event.orang:
        said = known.get(orang.orang_id) or RincianOrang(orang_id=orang.orang_id)
        yield BarisBaru(
            id=uuid7(),
            kode_wilayah=event.kode_wilayah_tujuan,
            tahun=event.tanggal_mulai.year,
            orang_id=orang.orang_id,
            permohonan_id=event.permohonan_id,
            kode_wilayah_asal=event.kode_wilayah_asal,
            jenis_kelamin=orang.jenis_kelamin,
            keperluan=event.keperluan,
            tanggal_mulai=event.tanggal_mulai,
            tanggal_berakhir=event.tanggal_berakhir,
            isi=Isi(nama=said.nama or UNTOLD, nik=said.nik, alamat=_alamat(told)),
        )


def _alamat(told: RincianDomisili) -> str:
    parts = told.alamat, f"RT {told.rt}" if told.rt else "", f"RW {told.rw}" if told.rw else ""
    return ", ".join(part for part in parts if part)


REACTIONS: Reactions = {DomisiliOpened: on_domisili_opened}
