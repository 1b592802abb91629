"""What others tell of an akun, a permohonan or a case: it opens a tugas or ends it.

Every fact is noted with its version; a tugas ends by the first fact after its submission. So
facts may come twice, late and in any order, and the queue ends up the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.verification.antrean import queries, rules
from services.verification.antrean.models import Jenis, Kabar, Status, TugasBaru
from services.verification.jam_kerja.actions import list_jam_kerja
from services.verification.jam_kerja.models import JamKerja
from services.verification.jam_kerja.rules import tenggat_of
from services.verification.jeda.queries import list_jeda
from services.verification.jeda.rules import Jeda, lanjutan_of
from services.verification.rantai.actions import list_rantai
from services.verification.rantai.rules import HARI, janji_of
from shared.bus import outbox
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.domisili import KasusOpened
from shared.events.envelope import Event
from shared.events.identity import (
    AkunApproved,
    AkunBlocked,
    AkunRejected,
    AkunSubmitted,
    AkunUnblocked,
)
from shared.events.registration import (
    PermohonanApproved,
    PermohonanCancelled,
    PermohonanRejected,
    PermohonanReturned,
    PermohonanSubmitted,
)
from shared.events.verification import TugasOpened
from shared.ids import uuid7
from shared.rantai import BIASA
from shared.wilayah.kode import kantor_of

_OPEN: tuple[Status, str] = ("open", "")
_BLOCKED: tuple[Status, str] = ("withdrawn", "blocked")


@in_batches
async def on_akun_submitted(conn: Connection, events: Sequence[AkunSubmitted]) -> None:
    """Put the akun into the queues of their offices of origin."""
    jam = await list_jam_kerja(conn, {kantor_of(event.kode_wilayah_asal) for event in events})
    await _open(conn, "akun", events, [_about_akun(event, jam) for event in events])


def _about_akun(event: AkunSubmitted, jam: Mapping[str, JamKerja]) -> TugasBaru:
    assert event.pribadi is not None
    kantor = kantor_of(event.kode_wilayah_asal)
    return TugasBaru(
        id=uuid7(),
        jenis="akun",
        subjek_id=event.aggregate_id,
        subjek_version=event.version,
        akun_id=event.aggregate_id,
        nomor=event.nomor,
        kode_kantor=kantor,
        kode_wilayah_tujuan="",
        kode_wilayah_asal=event.kode_wilayah_asal,
        nama=event.pribadi.nama,
        masuk_at=event.submitted_at,
        tenggat=tenggat_of(event.submitted_at, jam[kantor]),
    )


@in_batches
async def on_permohonan_submitted(conn: Connection, events: Sequence[PermohonanSubmitted]) -> None:
    """Put the permohonan into the queues of their offices of destination, or of the first level.

    A corrected one goes on with the promise that stood still.
    """
    kantor = {kantor_of(event.kode_wilayah_tujuan) for event in events}
    jam, rantai = await list_jam_kerja(conn, kantor), await list_rantai(conn, kantor)
    jeda = await list_jeda(conn, [(event.aggregate_id, event.version) for event in events])
    baru = [
        _about_permohonan(event, jam, rantai, jeda.get((event.aggregate_id, event.version)))
        for event in events
    ]
    await _open(conn, "permohonan", events, baru)


def _about_permohonan(
    event: PermohonanSubmitted,
    jam: Mapping[str, JamKerja],
    rantai: Mapping[str, tuple[str, ...]],
    jeda: Jeda | None,
) -> TugasBaru:
    assert event.pribadi is not None
    kantor = kantor_of(event.kode_wilayah_tujuan)
    chain = rantai.get(kantor, BIASA)
    return TugasBaru(
        id=uuid7(),
        jenis="permohonan",
        subjek_id=event.aggregate_id,
        subjek_version=event.version,
        akun_id=event.akun_id,
        nomor=event.nobukti,
        kode_kantor=kantor,
        kode_wilayah_tujuan=event.kode_wilayah_tujuan,
        kode_wilayah_asal=event.kode_wilayah_asal,
        nama=event.pribadi.nama,
        masuk_at=event.submitted_at,
        tenggat=lanjutan_of(jeda, event.submitted_at, jam[kantor])
        if jeda and chain == BIASA
        else tenggat_of(event.submitted_at, jam[kantor], HARI[chain[0]]),
        keterangan=_keterangan(event),
        rantai=chain,
        janji=None if chain == BIASA else janji_of(chain, event.submitted_at, jam[kantor]),
    )


def _keterangan(event: PermohonanSubmitted) -> dict[str, str | int | list[str]]:
    return {
        **({"diubah": list(event.diubah)} if event.diubah else {}),
        "keperluan": event.keperluan,
        "jumlah_orang": event.jumlah_orang,
        "tanggal_datang": event.tanggal_datang.isoformat(),
        "tanggal_berakhir": event.tanggal_berakhir.isoformat(),
    }


@in_batches
async def on_kasus_opened(conn: Connection, events: Sequence[KasusOpened]) -> None:
    """Put the cases into the queues of the offices that are asked."""
    jam = await list_jam_kerja(conn, {event.kode_kantor for event in events})
    await _open(conn, "kasus", events, [_about_kasus(event, jam) for event in events])


def _about_kasus(event: KasusOpened, jam: Mapping[str, JamKerja]) -> TugasBaru:
    return TugasBaru(
        id=uuid7(),
        jenis="kasus",
        subjek_id=event.aggregate_id,
        subjek_version=event.version,
        akun_id=event.akun_id,
        nomor=event.nobukti,
        kode_kantor=event.kode_kantor,
        kode_wilayah_tujuan=event.kode_wilayah_tujuan,
        kode_wilayah_asal=event.kode_wilayah_asal,
        nama=rules.NAMA_KASUS[event.jenis],
        masuk_at=event.opened_at,
        tenggat=tenggat_of(event.opened_at, jam[event.kode_kantor]),
        keterangan={"permohonan_id": str(event.permohonan_id)},
    )


async def _open(
    conn: Connection, jenis: Jenis, causes: Sequence[Event], baru: Sequence[TugasBaru]
) -> None:
    versions = [(tugas.subjek_id, tugas.subjek_version) for tugas in baru]
    heard = await queries.hear(conn, jenis, versions, "submitted")
    for subjek_id, kabar in heard.items():
        if len(kabar) > 1:
            await _end_what_ended(conn, jenis, subjek_id, kabar)
    known = heard
    if jenis == "permohonan":
        known = await queries.list_kabar(conn, {tugas.akun_id for tugas in baru})
    rows: list[tuple[TugasBaru, Status, str]] = []
    kept: list[Event] = []
    for tugas, cause in zip(baru, causes, strict=True):
        about_akun = known.get(tugas.akun_id, {})
        if rules.is_erased(about_akun):
            continue
        blocked = jenis == "permohonan" and rules.is_blocked(about_akun)
        ending = rules.ending_of(tugas.subjek_version, heard[tugas.subjek_id])
        rows.append((tugas, *(ending or (_BLOCKED if blocked else _OPEN))))
        kept.append(cause)
    new = await queries.insert_tugas(conn, rows) if rows else frozenset()
    told = [
        (_opened(tugas), cause)
        for (tugas, status, _), cause in zip(rows, kept, strict=True)
        if status == "open" and tugas.id in new
    ]
    await outbox.emit_all(conn, [event for event, _ in told], [cause for _, cause in told])


def _opened(tugas: TugasBaru) -> TugasOpened:
    return TugasOpened(
        aggregate_id=tugas.id,
        version=1,
        subjek=tugas.jenis,
        subjek_id=tugas.subjek_id,
        subjek_version=tugas.subjek_version,
        kode_kantor=tugas.kode_kantor,
        kode_wilayah_tujuan=tugas.kode_wilayah_tujuan,
        kode_wilayah_asal=tugas.kode_wilayah_asal,
        tenggat=tugas.janji or tugas.tenggat,
        rantai=tugas.rantai,
    )


async def on_akun_approved(conn: Connection, event: AkunApproved) -> None:
    """Settle the akun's tugas."""
    await _end(conn, "akun", event.aggregate_id, event.version, "approved")


async def on_akun_rejected(conn: Connection, event: AkunRejected) -> None:
    """Settle the akun's tugas; a corrected akun comes back as a new one."""
    await _end(conn, "akun", event.aggregate_id, event.version, "rejected")


async def on_akun_blocked(conn: Connection, event: AkunBlocked) -> None:
    """Take what waits of a blocked akun out of the queue: itself, and its permohonan."""
    await _end(conn, "akun", event.aggregate_id, event.version, "blocked")
    await _follow_block(conn, event.aggregate_id)


async def on_akun_unblocked(conn: Connection, event: AkunUnblocked) -> None:
    """Let its permohonan wait again; an akun that waits again comes as a new submission."""
    await _end(conn, "akun", event.aggregate_id, event.version, "unblocked")
    await _follow_block(conn, event.aggregate_id)


async def _follow_block(conn: Connection, akun_id: UUID) -> None:
    known = await queries.list_kabar(conn, [akun_id])
    if rules.is_blocked(known.get(akun_id, {})):
        await queries.suspend(conn, akun_id)
    else:
        await queries.resume(conn, akun_id)


async def on_permohonan_cancelled(conn: Connection, event: PermohonanCancelled) -> None:
    """Withdraw the permohonan's tugas: the resident took it back."""
    await _end(conn, "permohonan", event.aggregate_id, event.version, "cancelled")


async def on_permohonan_approved(conn: Connection, event: PermohonanApproved) -> None:
    """Settle the permohonan's tugas."""
    await _end(conn, "permohonan", event.aggregate_id, event.version, "approved")


async def on_permohonan_rejected(conn: Connection, event: PermohonanRejected) -> None:
    """Settle the permohonan's tugas."""
    await _end(conn, "permohonan", event.aggregate_id, event.version, "rejected")


async def on_permohonan_returned(conn: Connection, event: PermohonanReturned) -> None:
    """Settle the permohonan's tugas; a corrected permohonan comes back as a new one."""
    await _end(conn, "permohonan", event.aggregate_id, event.version, "returned")


async def _end(conn: Connection, jenis: Jenis, subjek_id: UUID, version: int, fact: Kabar) -> None:
    heard = await queries.hear(conn, jenis, [(subjek_id, version)], fact)
    kabar = heard[subjek_id]
    if "submitted" in kabar.values():
        await _end_what_ended(conn, jenis, subjek_id, kabar)


async def _end_what_ended(
    conn: Connection, jenis: Jenis, subjek_id: UUID, kabar: Mapping[str, Kabar]
) -> None:
    for row in await queries.list_of_subjek(conn, jenis, subjek_id):
        ending = rules.ending_of(row.subjek_version, kabar)
        if ending and ending != (row.status, row.hasil):
            await queries.set_ended(conn, row.id, *ending)


REACTIONS: Reactions = {
    AkunSubmitted: on_akun_submitted,
    AkunApproved: on_akun_approved,
    AkunRejected: on_akun_rejected,
    AkunBlocked: on_akun_blocked,
    AkunUnblocked: on_akun_unblocked,
    PermohonanSubmitted: on_permohonan_submitted,
    PermohonanCancelled: on_permohonan_cancelled,
    PermohonanApproved: on_permohonan_approved,
    PermohonanRejected: on_permohonan_rejected,
    PermohonanReturned: on_permohonan_returned,
    KasusOpened: on_kasus_opened,
}
