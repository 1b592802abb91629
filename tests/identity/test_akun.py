"""The life of an akun on a real database: made, confirmed, checked, decided, looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest

from services.identity import sweep
from services.identity.akun import queries, reactions
from services.identity.konfirmasi import actions as konfirmasi
from services.identity.konfirmasi import rules as tautan
from services.identity.pendaftaran import actions as pendaftaran
from services.identity.sesi import actions as sesi
from shared import clock
from shared.db import Connection
from shared.errors import Conflict
from shared.events import envelope
from shared.events.identity import EVENTS
from shared.events.registration import (
    NamaPemohon,
    PermohonanCancelled,
    PermohonanRejected,
    PermohonanSubmitted,
)
from shared.events.verification import (
    CatatanKeputusan,
    KeputusanMade,
    TugasClaimed,
    TugasOpened,
)
from tests.hearing import react
from tests.identity.conftest import KLATEN, some_akun, some_akun_baru, some_diri

KNOWN = {event.type_name(): event for event in EVENTS}


async def told(conn: Connection) -> list[Any]:
    """Return the events told so far, opened, in order."""
    rows = await conn.fetch("SELECT coalesce(sealed, body) AS body FROM outbox ORDER BY id")
    return [envelope.from_message(bytes(row["body"]), KNOWN).event for row in rows]


async def last(conn: Connection) -> Any:
    return (await told(conn))[-1]


@pytest.fixture
async def conn(conn_of: Any) -> Any:
    async with conn_of("identity") as conn:
        await conn.execute("DELETE FROM outbox")
        yield conn


async def test_a_sign_up_tells_the_link_and_keeps_only_its_hash(conn: Connection) -> None:
    akun_id, baru = await some_akun(conn)
    event = await last(conn)
    assert (event.aggregate_id, event.version) == (akun_id, 1)
    assert event.kode_wilayah_asal == KLATEN
    assert event.pribadi.email == baru.diri.email
    token = event.pribadi.tautan.removeprefix("/konfirmasi-email/")
    assert len(token) >= 43
    kept = await conn.fetchval(
        "SELECT token_hash FROM konfirmasi_email WHERE akun_id = $1", akun_id
    )
    assert kept == tautan.hash_of(token)


async def test_nothing_personal_is_kept_in_clear(conn: Connection) -> None:
    akun_id, baru = await some_akun(conn)
    (row,) = await conn.fetch("SELECT * FROM akun WHERE id = $1", akun_id)
    public = await conn.fetchval("SELECT body FROM outbox ORDER BY id DESC LIMIT 1")
    for secret in baru.diri.model_dump().values():
        assert secret.encode() not in orjson.dumps([str(value) for value in row.values()])
        assert all(secret.encode() not in v for v in row.values() if isinstance(v, bytes))
        assert secret.encode() not in public
    assert (await queries.get_akun(conn, akun_id)).diri == baru.diri


async def test_the_same_nik_tells_only_its_owner(conn: Connection) -> None:
    _, first = await some_akun(conn)
    again = await some_akun_baru(conn, nik=first.diri.nik)
    await pendaftaran.make(conn, again)
    event = await last(conn)
    assert type(event).__name__ == "AkunRepeated"
    assert event.pribadi.email == first.diri.email
    assert await queries.find_login(conn, again.diri.email) is None


async def test_nik_of_one_and_address_of_another_tell_both(conn: Connection) -> None:
    _, one = await some_akun(conn)
    _, two = await some_akun(conn)
    await pendaftaran.make(conn, await some_akun_baru(conn, nik=one.diri.nik, email=two.diri.email))
    emails = {event.pribadi.email for event in (await told(conn))[-2:]}
    assert emails == {one.diri.email, two.diri.email}


async def confirmed(conn: Connection) -> tuple[UUID, Any]:
    akun_id, baru = await some_akun(conn)
    token = (await last(conn)).pribadi.tautan.removeprefix("/konfirmasi-email/")
    await konfirmasi.confirm_email(conn, token)
    return akun_id, baru


async def test_a_link_confirms_once(conn: Connection) -> None:
    akun_id, baru = await some_akun(conn)
    token = (await last(conn)).pribadi.tautan.removeprefix("/konfirmasi-email/")
    await konfirmasi.confirm_email(conn, token)
    event = await last(conn)
    assert (type(event).__name__, event.version) == ("AkunSubmitted", 2)
    assert event.nomor[0] == "A"
    assert event.nomor[1:].isdigit()
    assert len(event.nomor) == 9
    assert event.pribadi.nama == baru.diri.nama
    with pytest.raises(Conflict):
        await konfirmasi.confirm_email(conn, token)
    assert len(await told(conn)) == 2
    assert (await queries.get_akun(conn, akun_id)).status == "submitted"


async def test_a_link_dies_after_48_hours(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    await some_akun(conn)
    token = (await last(conn)).pribadi.tautan.removeprefix("/konfirmasi-email/")
    later = clock.now() + timedelta(hours=48, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Conflict):
        await konfirmasi.confirm_email(conn, token)


def opened(akun_id: UUID) -> TugasOpened:
    return TugasOpened(
        aggregate_id=uuid4(), version=1, subjek="akun", subjek_id=akun_id, kode_kantor="33.10",
        tenggat=clock.now() + timedelta(days=2),
    )  # fmt: skip


def claimed(akun_id: UUID) -> TugasClaimed:
    return TugasClaimed(
        aggregate_id=uuid4(), version=2, subjek="akun", subjek_id=akun_id, kode_kantor="33.10",
        claimed_at=clock.now(),
    )  # fmt: skip


def decided(akun_id: UUID, keputusan: Any, catatan: str = "") -> KeputusanMade:
    return KeputusanMade(
        aggregate_id=uuid4(), version=3, subjek="akun", subjek_id=akun_id, kode_kantor="33.10",
        keputusan=keputusan, decided_at=clock.now(), pribadi=CatatanKeputusan(catatan=catatan),
    )  # fmt: skip


async def test_the_office_approves(conn: Connection) -> None:
    akun_id, baru = await confirmed(conn)
    await reactions.on_tugas_opened(conn, opened(akun_id))
    await reactions.on_tugas_claimed(conn, claimed(akun_id))
    akun = await queries.get_akun(conn, akun_id)
    assert (akun.status, akun.tenggat is not None) == ("claimed", True)
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    event = await last(conn)
    assert (type(event).__name__, event.version) == ("AkunApproved", 3)
    assert event.pribadi.nik == baru.diri.nik
    assert event.pribadi.jenis_kelamin == "L"
    assert f"{event.pribadi.tanggal_lahir:%d%m%y}" == baru.diri.nik[6:12]


async def test_the_office_rejects_with_a_note(conn: Connection) -> None:
    akun_id, _ = await confirmed(conn)
    await reactions.on_keputusan_made(conn, decided(akun_id, "rejected", "Swafoto buram."))
    event = await last(conn)
    assert (type(event).__name__, event.sisa_kesempatan) == ("AkunRejected", 3)
    assert event.pribadi.catatan == "Swafoto buram."
    akun = await queries.get_akun(conn, akun_id)
    assert (akun.status, akun.catatan) == ("rejected", "Swafoto buram.")


async def test_events_twice_late_or_out_of_order_change_nothing(conn: Connection) -> None:
    akun_id, _ = await confirmed(conn)
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    count = len(await told(conn))
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    await reactions.on_keputusan_made(conn, decided(akun_id, "rejected", "Terlambat."))
    await reactions.on_tugas_claimed(conn, claimed(akun_id))
    await reactions.on_tugas_opened(conn, opened(akun_id))
    await reactions.on_keputusan_made(conn, decided(uuid4(), "approved"))
    assert len(await told(conn)) == count
    assert (await queries.get_akun(conn, akun_id)).status == "approved"


async def test_a_decision_before_the_address_is_confirmed_does_not_count(conn: Connection) -> None:
    akun_id, _ = await some_akun(conn)
    await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    assert (await queries.get_akun(conn, akun_id)).status == "registered"


def permohonan(kind: Any, akun_id: UUID, nomor: UUID, version: int, **more: Any) -> Any:
    return kind(
        aggregate_id=nomor, version=version, nobukti="W00000001", akun_id=akun_id,
        kode_wilayah_tujuan="34.02.08.2004", kode_wilayah_asal=KLATEN, **more,
    )  # fmt: skip


def sent(akun_id: UUID, nomor: UUID) -> PermohonanSubmitted:
    today = clock.now().date()
    return permohonan(  # type: ignore[no-any-return]
        PermohonanSubmitted, akun_id, nomor, 1, keperluan="bekerja", jumlah_orang=1,
        tanggal_datang=today, tanggal_berakhir=today, submitted_at=clock.now(),
        pribadi=NamaPemohon(nama="x"),
    )  # fmt: skip


async def test_a_permohonan_opens_the_look_until_it_is_cancelled(conn: Connection) -> None:
    akun_id, _ = await confirmed(conn)
    match = {"akun_id": str(akun_id)}
    assert await queries.areas_of_akun(conn, match) == [KLATEN]
    nomor = uuid4()
    await react(reactions.REACTIONS, conn, sent(akun_id, nomor))
    await react(reactions.REACTIONS, conn, sent(akun_id, nomor))
    assert await queries.areas_of_akun(conn, match) == [KLATEN, "34.02"]
    gone = permohonan(PermohonanCancelled, akun_id, nomor, 2, cancelled_at=clock.now())
    await react(reactions.REACTIONS, conn, gone)
    assert await queries.areas_of_akun(conn, match) == [KLATEN]


async def test_a_cancellation_that_comes_first_wins(conn: Connection) -> None:
    akun_id, _ = await confirmed(conn)
    nomor = uuid4()
    gone = permohonan(PermohonanCancelled, akun_id, nomor, 2, cancelled_at=clock.now())
    await react(reactions.REACTIONS, conn, gone)
    await react(reactions.REACTIONS, conn, sent(akun_id, nomor))
    assert await queries.areas_of_akun(conn, {"akun_id": str(akun_id)}) == [KLATEN]


async def test_the_newest_of_a_permohonan_counts_in_whatever_order_a_batch_has_it(
    conn: Connection,
) -> None:
    akun_id, _ = await confirmed(conn)
    for is_late in (False, True):
        nomor, other = uuid4(), uuid4()
        gone = permohonan(PermohonanCancelled, akun_id, nomor, 2, cancelled_at=clock.now())
        events = [sent(akun_id, nomor), gone, sent(akun_id, nomor)][is_late:]
        await react(reactions.REACTIONS, conn, *events, sent(akun_id, other))
        assert await queries.areas_of_akun(conn, {"akun_id": str(akun_id)}) == [KLATEN, "34.02"]
        over = permohonan(PermohonanRejected, akun_id, other, 2, decided_at=clock.now())
        await react(reactions.REACTIONS, conn, gone, gone, over)
        assert await queries.areas_of_akun(conn, {"akun_id": str(akun_id)}) == [KLATEN]


async def test_nobody_may_look_at_an_unconfirmed_akun(conn: Connection) -> None:
    akun_id, _ = await some_akun(conn)
    assert await queries.areas_of_akun(conn, {"akun_id": str(akun_id)}) == []
    assert await queries.areas_of_akun(conn, {"akun_id": "bukan-uuid"}) == []


async def test_an_unconfirmed_akun_is_forgotten_and_its_nik_is_free(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    akun_id, baru = await some_akun(conn)
    other, _ = await confirmed(conn)
    later = clock.now() + timedelta(hours=50)
    monkeypatch.setattr(clock, "now", lambda: later)
    await sweep.sweep(conn)
    assert await queries.find_akun(conn, akun_id) is None
    assert await queries.find_akun(conn, other) is not None
    assert await queries.list_owners(conn, baru.diri.nik, baru.diri.email) == []


async def test_the_trail_can_only_grow(conn: Connection) -> None:
    from services.identity.jejak import actions as jejak

    akun_id, _ = await confirmed(conn)
    resident = await sesi.open_sesi(conn, akun_id, "penduduk", "Uji")
    assert resident is not None
    await jejak.note_look(conn, resident, akun_id, KLATEN, "lihat_akun")
    for statement in ("UPDATE jejak SET alasan = ''", "DELETE FROM jejak"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with conn.transaction():
                await conn.execute(statement)


async def test_some_person_is_like_no_other() -> None:
    assert some_diri().email != some_diri().email
