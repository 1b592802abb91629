"""What is done with a recap on its way up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from services.reporting.laporan import queries, rules
from services.reporting.laporan.models import Langkah, Laporan, Rantai
from services.reporting.rekap.actions import read_rekap
from services.reporting.rekap.alamat import Unit
from services.reporting.rekap.formulir import formulir_of
from services.reporting.rekap.models import Rekap
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.errors import Conflict, Invalid, NotFound, NotValid
from shared.events.reporting import (
    PengingatCancelled,
    RekapAccepted,
    RekapEvent,
    RekapReturned,
    RekapRevised,
    RekapSent,
    RekapSigned,
)
from shared.ids import uuid7
from shared.instansi.queries import get_instansi
from shared.sesi.token import Principal
from shared.wilayah.kode import KEMENTERIAN, kantor_of

E = TypeVar("E", bound=RekapEvent)


async def paket_of(conn: Connection, unit: Unit) -> str:
    """Return the form pack of the office that answers for a unit."""
    return (await get_instansi(conn, kantor_of(unit.kode))).paket_formulir


async def _rantai(conn: Connection, unit: Unit) -> tuple[str, Rantai]:
    paket = await paket_of(conn, unit)
    rantai = rules.rantai_of(paket, unit)
    if rantai is None:
        raise NotFound("Wilayah ini tidak menyampaikan laporan sendiri.")
    return paket, rantai


async def read_periode(conn: Connection, unit: Unit, periode: str) -> Rekap:
    """Return a unit's recap as of the end of a period, by today's knowledge."""
    instansi = await get_instansi(conn, kantor_of(unit.kode))
    baris = formulir_of(instansi.paket_formulir, unit.jenjang).baris
    return await read_rekap(conn, unit, rules.akhir_periode(periode), instansi.zona, baris)


def isi_of(rekap: Rekap, periode: str, paket: str) -> dict[str, Any]:
    """Return what a recap says, as it is frozen: the same figures make the same digest."""
    total = rekap.jumlah
    return {
        "kode": rekap.unit.url,
        "nama": rekap.nama,
        "jenjang": rekap.unit.jenjang,
        "periode": periode,
        "per": rekap.per.isoformat(),
        "formulir": formulir_of(paket, rekap.unit.jenjang).kode,
        "baris": [[baris.kode, baris.nama, *baris.angka] for baris in rekap.baris],
        "laki_laki": total.laki_laki,
        "perempuan": total.perempuan,
    }


async def prepare(conn: Connection, principal: Principal, unit: Unit, periode: str) -> None:
    """Freeze the recap of a period that is over; after sending, as a revision with a number.

    Raises Conflict where the rows do not add up to the area's own count (P3).
    """
    paket, rantai = await _rantai(conn, unit)
    rules.check_own(principal, rantai.roles, unit)
    instansi = await get_instansi(conn, kantor_of(unit.kode))
    rules.check_ended(periode, clock.today_in(instansi.zona))
    await queries.lock_laporan(conn, unit, periode)
    rekap = await read_periode(conn, unit, periode)
    if rekap.jumlah != rekap.total:
        raise Conflict("Jumlah baris berbeda dari penghitung wilayah. Laporan ditunda.")
    latest = next(iter(await queries.list_revisi(conn, unit, periode, 1)), None)
    isi = isi_of(rekap, periode, paket)
    rules.check_prepare(latest, rules.sidik_of(isi))
    new = _new(unit, periode, rekap, isi, rules.next_revisi(latest), _kepada(paket, unit))
    new_id = await queries.upsert_laporan(conn, new)
    version = await _note(conn, new_id, principal, "prepared", unit, periode)
    if new.nomor_revisi:
        await outbox.emit(conn, _event(RekapRevised, new, principal, version))


def _kepada(paket: str, unit: Unit) -> str:
    above = rules.penerima_of(paket, unit)
    return above.kode or KEMENTERIAN if above else ""


def _new(
    unit: Unit, periode: str, rekap: Rekap, isi: Mapping[str, Any], nomor: int, kepada: str
) -> Laporan:
    return Laporan(
        id=uuid7(), kode_wilayah=unit.kode, rt=unit.rt, jenjang=unit.jenjang, periode=periode,
        nomor_revisi=nomor, per=rekap.per, kepada=kepada, status="prepared", ttd=0, isi=isi,
        sidik=rules.sidik_of(isi), laki_laki=isi["laki_laki"], perempuan=isi["perempuan"],
        dihitung_at=rekap.dihitung_at,
    )  # fmt: skip


async def _newest(conn: Connection, unit: Unit, periode: str) -> Laporan:
    await queries.lock_laporan(conn, unit, periode)
    found = await queries.list_revisi(conn, unit, periode, 1)
    if not found:
        raise Conflict("Laporan ini belum disiapkan.")
    return found[0]


async def sign(conn: Connection, principal: Principal, unit: Unit, periode: str) -> None:
    """Sign as the one whose turn it is."""
    _, rantai = await _rantai(conn, unit)
    laporan = await _newest(conn, unit, periode)
    rules.check_own(principal, [rules.next_penanda(laporan, rantai)], unit)
    await queries.set_status(conn, laporan.id, "prepared", laporan.ttd + 1)
    version = await _note(conn, laporan.id, principal, "signed", unit, periode)
    await outbox.emit(conn, _event(RekapSigned, laporan, principal, version))


async def send(conn: Connection, principal: Principal, unit: Unit, periode: str) -> None:
    """Send up what all have signed, as it was frozen; the nation's goes nowhere and is final."""
    _, rantai = await _rantai(conn, unit)
    laporan = await _newest(conn, unit, periode)
    rules.check_send(laporan, rantai)
    rules.check_own(principal, rantai.ttd[-1:], unit)
    status = "sent" if laporan.kepada else "accepted"
    await queries.set_status(conn, laporan.id, status, laporan.ttd)
    version = await _note(conn, laporan.id, principal, "sent", unit, periode)
    await outbox.emit(
        conn,
        _event(
            RekapSent, laporan, principal, version, sidik=laporan.sidik,
            laki_laki=laporan.laki_laki, perempuan=laporan.perempuan,
        ),
    )  # fmt: skip
    await outbox.emit(
        conn, PengingatCancelled(aggregate_id=pengingat_of(unit, periode), version=version + 1)
    )


async def accept(conn: Connection, principal: Principal, unit: Unit, periode: str) -> None:
    """Take in a part's recap."""
    laporan = await _arrived(conn, principal, unit, periode)
    await queries.set_status(conn, laporan.id, "accepted", laporan.ttd)
    version = await _note(conn, laporan.id, principal, "accepted", unit, periode)
    await outbox.emit(conn, _event(RekapAccepted, laporan, principal, version))


async def give_back(
    conn: Connection, principal: Principal, unit: Unit, periode: str, alasan: str
) -> None:
    """Give a part's recap back with a reason; raises Invalid without one."""
    try:
        alasan = rules.read_alasan(alasan)
    except NotValid as wrong:
        raise Invalid({"alasan": wrong.message}) from None
    laporan = await _arrived(conn, principal, unit, periode)
    await queries.set_status(conn, laporan.id, "returned", laporan.ttd)
    version = await _note(conn, laporan.id, principal, "returned", unit, periode, alasan)
    await outbox.emit(conn, _event(RekapReturned, laporan, principal, version))


async def _arrived(conn: Connection, principal: Principal, unit: Unit, periode: str) -> Laporan:
    paket, _ = await _rantai(conn, unit)
    above = rules.penerima_of(paket, unit)
    if above is None:
        raise Conflict("Laporan nasional tidak dikirim ke tingkat lain.")
    rantai = rules.rantai_of(paket, above)
    rules.check_own(principal, rantai.roles if rantai else frozenset(), above)
    laporan = await _newest(conn, unit, periode)
    rules.check_arrived(laporan)
    return laporan


async def _note(
    conn: Connection, laporan_id: UUID, principal: Principal, what: str, unit: Unit,
    periode: str, catatan: str = "",
) -> int:  # fmt: skip
    done = Langkah(what, principal.peran, principal.nama, catatan, clock.now())
    return await queries.insert_langkah(conn, laporan_id, done, unit, periode)


def seri_of(unit: Unit, periode: str) -> UUID:
    """Return the id of a level's recap of a period, all revisions together."""
    return uuid5(NAMESPACE_URL, f"rekap/{unit.url}/{periode}")


def pengingat_of(unit: Unit, periode: str) -> UUID:
    """Return the id of the reminders of a level's recap of a period."""
    return uuid5(NAMESPACE_URL, f"pengingat/rekap/{unit.url}/{periode}")


def _event(kind: type[E], laporan: Laporan, principal: Principal, version: int, **more: Any) -> E:
    at: datetime = clock.now()
    return kind(
        aggregate_id=seri_of(laporan.unit, laporan.periode), version=version,
        kode_wilayah=laporan.kode_wilayah, tingkat=laporan.jenjang, periode=laporan.periode,
        nomor_revisi=laporan.nomor_revisi, oleh_peran=principal.peran, kepada=laporan.kepada,
        at=at, **more,
    )  # fmt: skip
