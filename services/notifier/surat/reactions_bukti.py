"""Letters about the proof: it is there (with link, QR and PIN if it goes by e-mail), or revoked."""

from __future__ import annotations

from services.notifier.surat.actions import tell
from services.notifier.surat.models import Kabar, Pesan
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.domisili import BuktiEvent, BuktiIssued, BuktiRevoked
from shared.wilayah.kode import kantor_of


async def on_bukti_issued(conn: Connection, event: BuktiIssued) -> None:
    """Tell how the proof comes, and by what it is opened."""
    isian = {"cara": event.cara, "pin": ""}
    if event.pribadi:
        isian |= {"tautan": event.pribadi.tautan, "pin": event.pribadi.pin}
    await tell(conn, [(_about(event, Pesan.BUKTI_TERBIT, isian), event.akun_id)])


async def on_bukti_revoked(conn: Connection, event: BuktiRevoked) -> None:
    """Tell that the proof counts no longer."""
    await tell(conn, [(_about(event, Pesan.BUKTI_DICABUT, {}), event.akun_id)])


def _about(event: BuktiEvent, pesan: Pesan, isian: dict[str, str]) -> Kabar:
    kantor = kantor_of(event.kode_wilayah_tujuan)
    words = {**isian, "nobukti": event.nobukti, "kode_tujuan": kantor}
    # The page is the permohonan's.
    return Kabar(pesan, event.permohonan_id, event.version, kantor, words)


REACTIONS: Reactions = {BuktiIssued: on_bukti_issued, BuktiRevoked: on_bukti_revoked}
