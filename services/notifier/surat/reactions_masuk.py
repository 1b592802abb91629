"""Letters about logging in, and to officers about their queue.

They go to the address that the event names and are sealed with a key of their own: it may be new,
old, or an officer's. Nothing of them is in the app's inbox.
"""

from __future__ import annotations

from services.notifier.kontak.actions import keep_email, language_of
from services.notifier.surat.actions import send_letter_to_stranger
from services.notifier.surat.models import Kabar, Pesan
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.identity import EmailChanged, SandiChanged, SuratRequested, TautanRequested
from shared.wilayah.kode import KEMENTERIAN, kantor_of

LINKS = {
    "sandi": Pesan.TAUTAN_SANDI, "email": Pesan.TAUTAN_EMAIL, "undangan": Pesan.TAUTAN_UNDANGAN,
    "sandi_petugas": Pesan.TAUTAN_SANDI_PETUGAS,
}  # fmt: skip
QUEUE = {"eskalasi": Pesan.TUGAS_DIESKALASI, "pengajuan": Pesan.TUGAS_DIAJUKAN}


async def on_tautan_requested(conn: Connection, event: TautanRequested) -> None:
    """Mail the link; an empty one belongs to nobody and is not mailed."""
    to = event.pribadi
    if to is None or not to.tautan:
        return
    isian = {"tautan": to.tautan, "keterangan": to.keterangan}
    await _send(
        conn, event, LINKS[event.untuk], to.kode_wilayah, nama=to.nama, email=to.email,
        bahasa=to.bahasa, **isian,
    )  # fmt: skip


async def on_surat_requested(conn: Connection, event: SuratRequested) -> None:
    """Write to an officer what came up to him."""
    to = event.pribadi
    if to:
        await _send(
            conn, event, QUEUE[event.untuk], to.kode_wilayah, nama=to.nama, email=to.email,
            bahasa="id", jumlah=str(event.jumlah), daftar=event.daftar,
        )  # fmt: skip


async def on_sandi_changed(conn: Connection, event: SandiChanged) -> None:
    """Tell the owner that his password was changed."""
    to = event.pribadi
    if to:
        pesan = Pesan.SANDI_PETUGAS_DIUBAH if event.jenis_akun == "petugas" else Pesan.SANDI_DIUBAH
        await _send(
            conn, event, pesan, to.kode_wilayah, nama=to.nama, email=to.email,
            bahasa=to.bahasa,
        )  # fmt: skip


async def on_email_changed(conn: Connection, event: EmailChanged) -> None:
    """Tell the old address, and write to the new one from now on."""
    to = event.pribadi
    if to is None:
        return
    await _send(
        conn, event, Pesan.EMAIL_DIUBAH, to.kode_wilayah, nama=to.nama, email=to.email_lama,
        bahasa=to.bahasa,
    )  # fmt: skip
    await keep_email(conn, event.aggregate_id, to.email, event.version)


async def _send(
    conn: Connection, event: Event, pesan: Pesan, kode_wilayah: str, **isian: str
) -> None:
    isian["bahasa"] = language_of(isian["bahasa"])
    kantor = kantor_of(kode_wilayah) if kode_wilayah else KEMENTERIAN
    await send_letter_to_stranger(
        conn, Kabar(pesan, event.aggregate_id, event.version, kantor, isian)
    )


REACTIONS: Reactions = {
    TautanRequested: on_tautan_requested,
    SuratRequested: on_surat_requested,
    SandiChanged: on_sandi_changed,
    EmailChanged: on_email_changed,
}
