"""What is told to a resident when something happened; who signs is by D1 of the requirements."""

from __future__ import annotations

from collections.abc import Sequence

from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.kontak.actions import keep_kontak, language_of
from services.notifier.pemilik.queries import insert_pemilik
from services.notifier.pengingat import queries as pengingat
from services.notifier.pengingat.reactions import remind_to_confirm
from services.notifier.pengingat.rules import JAWABAN, KONFIRMASI
from services.notifier.surat.actions import send_letter, send_letter_to_stranger, tell
from services.notifier.surat.models import Kabar, Pesan
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.identity import (
    AkunApproved,
    AkunBlocked,
    AkunRegistered,
    AkunRejected,
    AkunRepeated,
    AkunSubmitted,
    AkunUnblocked,
    BandingEvent,
    BandingRefused,
    BandingSubmitted,
    IngatStolen,
)
from shared.events.registration import (
    PermohonanApproved,
    PermohonanCancelled,
    PermohonanEvent,
    PermohonanRejected,
    PermohonanReturned,
    PermohonanSubmitted,
)
from shared.wilayah.kode import KEMENTERIAN, kantor_of


async def on_akun_registered(conn: Connection, event: AkunRegistered) -> None:
    """Send the link that confirms the address, unless a newer one is known."""
    if event.pribadi and await keep_kontak(conn, event):
        kabar = _about_akun(event, Pesan.KONFIRMASI_EMAIL, tautan=event.pribadi.tautan)
        await send_letter(conn, kabar, event.aggregate_id)
        await remind_to_confirm(conn, event.aggregate_id, event.version, event.kode_wilayah_asal)


async def on_akun_repeated(conn: Connection, event: AkunRepeated) -> None:
    """Tell the owner of an address that somebody signed up with it again."""
    if event.pribadi is None:
        return
    isian = {"email": event.pribadi.email, "bahasa": language_of(event.pribadi.bahasa)}
    pesan = Pesan.PENDAFTARAN_BERULANG
    kabar = Kabar(pesan, event.aggregate_id, event.version, KEMENTERIAN, isian)
    await send_letter_to_stranger(conn, kabar)


async def on_akun_submitted(conn: Connection, event: AkunSubmitted) -> None:
    """Tell that the akun waits for the office of origin."""
    kabar = _about_akun(event, Pesan.AKUN_DITERIMA, nomor=event.nomor)
    await tell(conn, [(kabar, event.aggregate_id)])
    await pengingat.cancel_one(conn, event.aggregate_id, KONFIRMASI, event.version)


async def on_akun_approved(conn: Connection, event: AkunApproved) -> None:
    """Keep the kontak as verified and tell that a permohonan may now be made."""
    await keep_kontak(conn, event)
    kabar = _about_akun(event, Pesan.AKUN_DISETUJUI, nomor=event.nomor)
    await tell(conn, [(kabar, event.aggregate_id)])


async def on_akun_rejected(conn: Connection, event: AkunRejected) -> None:
    """Tell what the officer found and how often it may be corrected."""
    kabar = _about_akun(
        event,
        Pesan.AKUN_TIDAK_VALID,
        nomor=event.nomor,
        catatan=event.pribadi.catatan if event.pribadi else "",
        sisa_kesempatan=str(event.sisa_kesempatan),
    )
    await tell(conn, [(kabar, event.aggregate_id)])


@in_batches
async def on_permohonan_submitted(conn: Connection, events: Sequence[PermohonanSubmitted]) -> None:
    """Tell that the permohonan were received; a receipt is signed by the office of origin."""
    await insert_pemilik(conn, [(one.aggregate_id, one.akun_id, one.nobukti) for one in events])
    await tell(conn, [(_receipt(event), event.akun_id) for event in events])


def _receipt(event: PermohonanSubmitted) -> Kabar:
    return _about_permohonan(
        event,
        Pesan.PERMOHONAN_DITERIMA,
        event.kode_wilayah_asal,
        jumlah_orang=str(event.jumlah_orang),
        tanggal_datang=event.tanggal_datang.isoformat(),
        tanggal_berakhir=event.tanggal_berakhir.isoformat(),
    )


@in_batches
async def on_permohonan_cancelled(conn: Connection, events: Sequence[PermohonanCancelled]) -> None:
    """Tell that the permohonan are cancelled; no answer is awaited any more."""
    for one in events:
        await pengingat.cancel_one(conn, one.aggregate_id, JAWABAN, one.version)
    await _tell_outcomes(conn, events, Pesan.PERMOHONAN_DIBATALKAN)


@in_batches
async def on_permohonan_approved(conn: Connection, events: Sequence[PermohonanApproved]) -> None:
    """Tell that the residents are registered at their destinations."""
    await _tell_outcomes(conn, events, Pesan.PERMOHONAN_DISETUJUI)


async def _tell_outcomes(conn: Connection, events: Sequence[PermohonanEvent], pesan: Pesan) -> None:
    news = [
        (_about_permohonan(event, pesan, event.kode_wilayah_tujuan), event.akun_id)
        for event in events
    ]
    await tell(conn, news)


@in_batches
async def on_permohonan_rejected(conn: Connection, events: Sequence[PermohonanRejected]) -> None:
    """Tell the reasons and how to hand it in again."""
    pesan = Pesan.PERMOHONAN_DITOLAK
    await tell(conn, [(_with_reason(event, pesan), event.akun_id) for event in events])


@in_batches
async def on_permohonan_returned(conn: Connection, events: Sequence[PermohonanReturned]) -> None:
    """Tell what is to be corrected and where."""
    pesan = Pesan.PERMOHONAN_DIKEMBALIKAN
    await tell(conn, [(_with_reason(event, pesan), event.akun_id) for event in events])


def _with_reason(event: PermohonanRejected | PermohonanReturned, pesan: Pesan) -> Kabar:
    alasan = event.pribadi.alasan if event.pribadi else ""
    return _about_permohonan(event, pesan, event.kode_wilayah_tujuan, alasan=alasan)


async def on_akun_blocked(conn: Connection, event: AkunBlocked) -> None:
    """Tell the ground, the officer's note, and that an appeal may be written."""
    pribadi = event.pribadi
    kabar = _about_akun(
        event,
        Pesan.AKUN_DIBLOKIR,
        nomor=event.nomor,
        dasar=pribadi.dasar if pribadi else "",
        catatan=pribadi.catatan if pribadi else "",
    )
    await tell(conn, [(kabar, event.aggregate_id)])


async def on_akun_unblocked(conn: Connection, event: AkunUnblocked) -> None:
    """Tell that the block is lifted and what comes next."""
    kabar = _about_akun(
        event,
        Pesan.BLOKIR_DIBUKA,
        nomor=event.nomor,
        status=event.status,
        catatan=event.pribadi.catatan if event.pribadi else "",
    )
    await tell(conn, [(kabar, event.aggregate_id)])


async def on_banding_submitted(conn: Connection, event: BandingSubmitted) -> None:
    """Tell that the appeal was received."""
    kabar = _about_banding(event, Pesan.BANDING_DITERIMA)
    await tell(conn, [(kabar, event.akun_id)])
    await tell_office(
        conn, JenisKabar.BANDING_BARU, event.aggregate_id, event.version, kabar.kode_kantor,
        {"nomor": event.nomor},
    )  # fmt: skip


async def on_banding_refused(conn: Connection, event: BandingRefused) -> None:
    """Tell that the block stays, and why."""
    catatan = event.pribadi.catatan if event.pribadi else ""
    kabar = _about_banding(event, Pesan.BANDING_DITOLAK, catatan=catatan)
    await tell(conn, [(kabar, event.akun_id)])


async def on_ingat_stolen(conn: Connection, event: IngatStolen) -> None:
    """Tell that somebody used a copy of a login, and that everybody was logged out."""
    kantor = kantor_of(event.kode_wilayah_asal)
    kabar = Kabar(Pesan.INGAT_DICURI, event.aggregate_id, event.version, kantor, {})
    await tell(conn, [(kabar, event.akun_id)])


def _about_banding(event: BandingEvent, pesan: Pesan, **isian: str) -> Kabar:
    kantor = kantor_of(event.kode_wilayah_asal)
    isian |= {"nomor": event.nomor}
    return Kabar(pesan, event.aggregate_id, event.version, kantor, isian)


def _about_akun(
    event: (
        AkunRegistered | AkunSubmitted | AkunApproved | AkunRejected | AkunBlocked | AkunUnblocked
    ),
    pesan: Pesan,
    **isian: str,
) -> Kabar:
    kantor = kantor_of(event.kode_wilayah_asal)
    return Kabar(pesan, event.aggregate_id, event.version, kantor, isian)


def _about_permohonan(
    event: PermohonanEvent, pesan: Pesan, kode_wilayah: str, **isian: str
) -> Kabar:
    isian |= {"nobukti": event.nobukti, "kode_tujuan": kantor_of(event.kode_wilayah_tujuan)}
    return Kabar(pesan, event.aggregate_id, event.version, kantor_of(kode_wilayah), isian)


REACTIONS: Reactions = {
    AkunRegistered: on_akun_registered,
    AkunRepeated: on_akun_repeated,
    AkunSubmitted: on_akun_submitted,
    AkunApproved: on_akun_approved,
    AkunRejected: on_akun_rejected,
    PermohonanSubmitted: on_permohonan_submitted,
    PermohonanCancelled: on_permohonan_cancelled,
    PermohonanApproved: on_permohonan_approved,
    PermohonanRejected: on_permohonan_rejected,
    PermohonanReturned: on_permohonan_returned,
    AkunBlocked: on_akun_blocked,
    AkunUnblocked: on_akun_unblocked,
    BandingSubmitted: on_banding_submitted,
    BandingRefused: on_banding_refused,
    IngatStolen: on_ingat_stolen,
}
