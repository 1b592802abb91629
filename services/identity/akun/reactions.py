"""What identity hears: an office's work on an akun, and permohonan that open a look at one."""

from __future__ import annotations

from collections.abc import Sequence

from services.identity.akun import actions, queries
from services.identity.akun.models import Penandaan
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.registration import (
    PermohonanCancelled,
    PermohonanEvent,
    PermohonanRejected,
    PermohonanSubmitted,
)
from shared.events.verification import (
    KeputusanMade,
    TugasClaimed,
    TugasOpened,
    TugasPassed,
    Verification,
)
from shared.rantai import DINAS, tempat_of
from shared.wilayah.kode import kantor_of

AKUN = "akun"
PERMOHONAN = "permohonan"
UNDECIDED = frozenset({"submitted", "claimed"})


async def on_tugas_opened(conn: Connection, event: TugasOpened) -> None:
    """Note the promised date of an answer, or which level checks a permohonan first."""
    if event.subjek == AKUN:
        await queries.set_tenggat(conn, event.subjek_id, event.subjek_version, event.tenggat)
    if event.subjek == PERMOHONAN and len(event.rantai) > 1:
        await _stands_at(conn, event, event.rantai[0])


async def on_tugas_passed(conn: Connection, event: TugasPassed) -> None:
    """Let the officers of the level at which a permohonan waits now look at the akun."""
    await _stands_at(conn, event, event.jenjang)


async def _stands_at(conn: Connection, event: Verification, jenjang: str) -> None:
    tempat = tempat_of(jenjang, event.kode_wilayah_tujuan)
    await queries.set_posisi(
        conn, event.subjek_id, jenjang, tempat, event.subjek_version, event.version
    )


async def on_tugas_claimed(conn: Connection, event: TugasClaimed) -> None:
    """Say that the akun is being looked at, unless it is decided already."""
    if event.subjek == AKUN:
        await queries.set_claimed(conn, event.subjek_id, event.subjek_version, event.claimed_at)


async def on_keputusan_made(conn: Connection, event: KeputusanMade) -> None:
    """Make the decision so and tell it; one that comes twice or too late changes nothing.

    Nor does one on data that the resident has corrected since. Of a permohonan that is decided no
    level below the office sees more.
    """
    if event.subjek == PERMOHONAN:
        await _stands_at(conn, event, DINAS)
    if event.subjek != AKUN:
        return
    akun = await queries.lock_akun(conn, event.subjek_id)
    if akun is None or akun.status not in UNDECIDED:
        return
    if event.subjek_version not in {0, akun.version}:
        return
    if event.keputusan == "approved":
        await actions.approve_akun(conn, akun)
        return
    ditandai = Penandaan(alasan=event.alasan, bidang=event.bidang)
    catatan = event.pribadi.catatan if event.pribadi else ""
    await actions.reject_akun(conn, akun, catatan, ditandai)


@in_batches
async def on_permohonan_submitted(conn: Connection, events: Sequence[PermohonanSubmitted]) -> None:
    """Let the offices of the destinations look at the applicants' akun."""
    await _set_izin(conn, events, active=True)


@in_batches
async def on_permohonan_cancelled(conn: Connection, events: Sequence[PermohonanCancelled]) -> None:
    """Take the looks away again."""
    await _set_izin(conn, events, active=False)


@in_batches
async def on_permohonan_rejected(conn: Connection, events: Sequence[PermohonanRejected]) -> None:
    """Take the looks away again."""
    await _set_izin(conn, events, active=False)


async def _set_izin(conn: Connection, events: Sequence[PermohonanEvent], *, active: bool) -> None:
    izin = [
        (e.aggregate_id, e.akun_id, kantor_of(e.kode_wilayah_tujuan), active, e.version)
        for e in events
    ]
    await queries.set_izin(conn, izin)


REACTIONS: Reactions = {
    TugasOpened: on_tugas_opened,
    TugasPassed: on_tugas_passed,
    TugasClaimed: on_tugas_claimed,
    KeputusanMade: on_keputusan_made,
    PermohonanSubmitted: on_permohonan_submitted,
    PermohonanCancelled: on_permohonan_cancelled,
    PermohonanRejected: on_permohonan_rejected,
}
