"""What is told of a stay: extended, over, corrected."""

from __future__ import annotations

from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.pemilik.queries import list_pemilik
from services.notifier.surat.actions import tell
from services.notifier.surat.models import Kabar, Pesan
from shared.bus.reaction import Reactions, Retry
from shared.db import Connection
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliEvent,
    DomisiliExtended,
    KasusOpened,
)
from shared.wilayah.kode import kantor_of


async def on_domisili_extended(conn: Connection, event: DomisiliExtended) -> None:
    """Tell until when the stay counts now."""
    berakhir = event.tanggal_berakhir.isoformat()
    await _tell(conn, event, Pesan.MASA_TINGGAL_DIPERPANJANG, tanggal_berakhir=berakhir)


async def on_domisili_ended(conn: Connection, event: DomisiliEnded) -> None:
    """Tell for how many the stay is over, and why."""
    if event.sebab == "corrected":
        # The correction is told by itself.
        return
    await _tell(
        conn, event, Pesan.MASA_TINGGAL_BERAKHIR, sebab=event.sebab,
        tanggal_selesai=event.tanggal_selesai.isoformat(), jumlah_orang=str(len(event.orang_ids)),
    )  # fmt: skip


async def on_domisili_corrected(conn: Connection, event: DomisiliCorrected) -> None:
    """Tell that an officer corrected the entry."""
    await _tell(conn, event, Pesan.MASA_TINGGAL_DIPERBAIKI)


async def on_kasus_opened(conn: Connection, event: KasusOpened) -> None:
    """Tell the office that somebody seems to stay twice."""
    await tell_office(
        conn, JenisKabar.KASUS_BARU, event.aggregate_id, event.version, event.kode_kantor,
        {"nomor": event.nobukti},
    )  # fmt: skip


async def _tell(conn: Connection, event: DomisiliEvent, pesan: Pesan, **isian: str) -> None:
    pemilik = (await list_pemilik(conn, [event.permohonan_id])).get(event.permohonan_id)
    if pemilik is None:
        raise Retry(f"owner of permohonan {event.permohonan_id} not known yet")
    kode = kantor_of(event.kode_wilayah_tujuan)
    isian |= {"nobukti": pemilik.nobukti, "kode_tujuan": kode}
    kabar = Kabar(pesan, event.permohonan_id, event.version, kode, isian)
    await tell(conn, [(kabar, pemilik.akun_id)])


REACTIONS: Reactions = {
    DomisiliExtended: on_domisili_extended,
    DomisiliEnded: on_domisili_ended,
    DomisiliCorrected: on_domisili_corrected,
    KasusOpened: on_kasus_opened,
}
