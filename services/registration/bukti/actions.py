"""What can be done with a proof: asking for it, choosing its way, opening, marking, revoking it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from services.registration.bukti import queries, queries_penyerahan, rules
from services.registration.bukti.models import Bukti, Cara, Rahasia
from services.registration.formulir.paket import find_bukti as format_of
from services.registration.permohonan.models import PermohonanRow
from shared import clock, crypto
from shared.bus import outbox
from shared.db import Connection
from shared.errors import Conflict, NotFound
from shared.events.domisili import BuktiIssued, BuktiRevoked, TautanBukti
from shared.ids import uuid7
from shared.instansi.queries import get_instansi
from shared.sesi.token import Principal
from shared.wilayah.kode import kantor_of

log = structlog.get_logger()


async def request_bukti(conn: Connection, row: PermohonanRow, now: datetime) -> None:
    """Ask for the proof of a stay that just opened; none where the regulation gives out none.

    Permendagri 14/2015 Ps 9(1): whoever is recorded is given a proof, so nobody has to ask.
    """
    instansi = await get_instansi(conn, kantor_of(row.kode_wilayah_tujuan))
    if format_of(instansi.paket_formulir) is None:
        return
    await queries.insert_bukti(conn, uuid7(), row, instansi.paket_formulir, now)


async def choose_cara(conn: Connection, permohonan_id: UUID, akun_id: UUID, cara: Cara) -> None:
    """Keep how the resident wants the proof; raises Conflict once it was handed over or posted.

    A proof that is there already is told anew: by e-mail with a new link and PIN, else the old
    ones open nothing any more.
    """
    bukti = await queries.lock_bukti(conn, permohonan_id)
    before = await queries_penyerahan.find_penyerahan(conn, permohonan_id)
    if not await queries_penyerahan.upsert_cara(conn, permohonan_id, akun_id, cara, clock.now()):
        raise Conflict(rules.TOO_LATE)
    if bukti and bukti.status == "issued" and (before is None or before.cara != cara):
        await tell_issued(conn, bukti, cara, new=True)


async def resend(conn: Connection, permohonan_id: UUID) -> None:
    """Send a new link and PIN; raises Conflict where the proof does not go by e-mail."""
    bukti = await queries.lock_bukti(conn, permohonan_id)
    way = await queries_penyerahan.find_penyerahan(conn, permohonan_id)
    if bukti is None or bukti.status != "issued" or way is None or way.cara != "email":
        raise Conflict
    await tell_issued(conn, bukti, "email", new=True)


async def tell_issued(conn: Connection, bukti: Bukti, cara: Cara, *, new: bool) -> None:
    """Tell that the proof is there and, if it goes by e-mail, by what it is opened."""
    rahasia = rules.make_rahasia() if cara == "email" else None
    tautan = tautan_index(rahasia.kode) if rahasia else None
    pin = pin_index(bukti.id, rahasia.pin) if rahasia else None
    version = await queries.set_rahasia(conn, bukti.id, tautan, pin, new=new)
    await outbox.emit(conn, _issued(bukti, version, cara, rahasia))


def _issued(bukti: Bukti, version: int, cara: Cara, rahasia: Rahasia | None) -> BuktiIssued:
    return BuktiIssued(
        aggregate_id=bukti.id, version=version, permohonan_id=bukti.permohonan_id,
        akun_id=bukti.akun_id, nobukti=bukti.nobukti,
        kode_wilayah_tujuan=bukti.kode_wilayah_tujuan, kode_wilayah_asal=bukti.kode_wilayah_asal,
        cara=cara, issued_at=clock.now(),
        pribadi=TautanBukti(tautan=f"/bukti/{rahasia.kode}", pin=rahasia.pin) if rahasia else None,
    )  # fmt: skip


def tautan_index(kode: str) -> bytes:
    """Return what a link's code is looked up by."""
    return crypto.index("bukti-tautan", rules.plain_kode(kode))


def kode_index(kode: str) -> bytes:
    """Return what a proof's code is looked up by; a code that is none is looked up as well."""
    return crypto.index("bukti-kode", rules.plain_kode(kode))


def pin_index(bukti_id: UUID, pin: str) -> bytes:
    """Return what a PIN is compared by: keyed, since a million PIN are soon tried."""
    return crypto.index("bukti-pin", f"{bukti_id}|{pin}")


async def revoke_bukti(conn: Connection, permohonan_id: UUID, at: datetime) -> bool:
    """Let the proof of a stay count no longer; False if there is none or it was revoked before.

    One that still waits is never issued.
    """
    bukti = await queries.lock_bukti(conn, permohonan_id)
    if bukti is None or bukti.status == "revoked":
        return False
    if bukti.status == "waiting":
        await queries.delete_bukti(conn, bukti.id)
        return True
    version = await queries.set_revoked(conn, bukti.id, at)
    event = BuktiRevoked(
        aggregate_id=bukti.id, version=version, permohonan_id=bukti.permohonan_id,
        akun_id=bukti.akun_id, nobukti=bukti.nobukti,
        kode_wilayah_tujuan=bukti.kode_wilayah_tujuan, kode_wilayah_asal=bukti.kode_wilayah_asal,
        revoked_at=at,
    )  # fmt: skip
    await outbox.emit(conn, event)
    log.info("bukti.revoked", bukti_id=str(bukti.id))
    return True


async def mark_penyerahan(
    conn: Connection, permohonan_id: UUID, mark: str, who: Principal, nomor: str
) -> None:
    """Note that a proof was handed over, posted or came back; raises Conflict out of turn."""
    way = await queries_penyerahan.lock_penyerahan(conn, permohonan_id)
    if way is None:
        raise NotFound
    if not rules.may_mark(way.cara, way.status, mark):
        out_of_turn = mark in rules.MARKS and way.status in ("ready", "returned")
        raise Conflict(rules.WRONG_WAY if out_of_turn else rules.NOT_READY)
    number = nomor if mark == "posted" else way.nomor_kiriman
    await queries_penyerahan.set_mark(conn, permohonan_id, mark, who, clock.now(), number)
    log.info("bukti.marked", permohonan_id=str(permohonan_id), mark=mark)
