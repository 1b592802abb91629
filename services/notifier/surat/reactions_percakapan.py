"""Who is told that something was written: the resident by letter and notice, the office in-app."""

from __future__ import annotations

from uuid import UUID

from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.surat.actions import tell
from services.notifier.surat.models import Kabar, Pesan
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.percakapan import (
    PercakapanClosed,
    PercakapanEvent,
    PercakapanOpened,
    PercakapanReopened,
    PercakapanWritten,
)

JENIS = {"konsultasi": "Konsultasi", "aduan": "Aduan"}
DISKUSI = "diskusi"


async def on_percakapan_opened(conn: Connection, event: PercakapanOpened) -> None:
    """Tell the resident that it came in, and the office that it waits."""
    await _tell_resident(conn, event, Pesan.KONSULTASI_DITERIMA)
    await _tell_office(conn, event, JenisKabar.KONSULTASI_BARU)


async def on_percakapan_written(conn: Connection, event: PercakapanWritten) -> None:
    """Tell the other side that there is something to read."""
    about_stay = event.jenis == DISKUSI
    if event.dari == "petugas":
        pesan = Pesan.DISKUSI_DIBALAS if about_stay else Pesan.KONSULTASI_DIBALAS
        await _tell_resident(conn, event, pesan)
    else:
        jenis = JenisKabar.DISKUSI_DIBALAS if about_stay else JenisKabar.KONSULTASI_DIBALAS
        await _tell_office(conn, event, jenis)


async def on_percakapan_closed(conn: Connection, event: PercakapanClosed) -> None:
    """Tell the resident that it is answered."""
    await _tell_resident(conn, event, Pesan.KONSULTASI_SELESAI)


async def on_percakapan_reopened(conn: Connection, event: PercakapanReopened) -> None:
    """Tell the office that the answer was not enough."""
    await _tell_office(conn, event, JenisKabar.KONSULTASI_DIBALAS)


def _subject(event: PercakapanEvent) -> UUID:
    # The page of a diskusi is its permohonan's.
    return event.permohonan_id or event.aggregate_id


async def _tell_resident(conn: Connection, event: PercakapanEvent, pesan: Pesan) -> None:
    isian = {"nomor": event.nomor}
    kabar = Kabar(pesan, _subject(event), event.version, event.kode_kantor, isian)
    await tell(conn, [(kabar, event.akun_id)])


async def _tell_office(conn: Connection, event: PercakapanEvent, jenis: JenisKabar) -> None:
    isian = {"nomor": event.nomor, "jenis": JENIS.get(event.jenis, "")}
    await tell_office(conn, jenis, _subject(event), event.version, event.kode_kantor, isian)


REACTIONS: Reactions = {
    PercakapanOpened: on_percakapan_opened,
    PercakapanWritten: on_percakapan_written,
    PercakapanClosed: on_percakapan_closed,
    PercakapanReopened: on_percakapan_reopened,
}
