"""What registration hears: twice, late, out of order."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from services.registration.app import SERVICE
from services.registration.domisili import queries as domisili
from services.registration.pemohon.actions import find_pemohon, get_pemohon
from services.registration.permohonan import actions, opening, queries
from shared.db import Connection
from tests.hearing import react
from tests.registration.made import (
    AT,
    akun_approved,
    decided,
    hear,
    make_pemohon,
    pengikut,
    submit,
    told,
    tugas_claimed,
    tugas_opened,
)


async def test_a_verified_resident_may_hand_in(conn: Connection) -> None:
    akun_id = uuid4()
    assert await find_pemohon(conn, akun_id) is None
    await hear(conn, akun_approved(akun_id))
    known = await get_pemohon(conn, akun_id)
    assert (known.diri.nama, known.nama_panggilan) == ("Siti Rahma", "Siti")


async def test_the_newest_of_a_resident_stays(conn: Connection) -> None:
    akun_id = uuid4()
    newest = akun_approved(akun_id, version=5, nama="Siti Rahmawati")
    await hear(conn, newest, akun_approved(akun_id, version=4), newest)
    assert (await get_pemohon(conn, akun_id)).diri.nama == "Siti Rahmawati"


async def test_a_new_version_of_a_resident_still_opens_the_old_permohonan(conn) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    await hear(conn, akun_approved(pemohon.akun_id, version=9, nama="Siti R."))
    later = await get_pemohon(conn, pemohon.akun_id)
    shown = await opening.get_opened(conn, later, sent.permohonan_id)
    assert str(shown.alamat) == "Jalan Mawar 5, RT 003 RW 001"


async def test_a_claim_shows_and_a_late_one_changes_nothing(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    claim = tugas_claimed(sent.permohonan_id)
    await hear(conn, claim, claim)
    row = await queries.get_permohonan(conn, sent.permohonan_id)
    assert (row.status, row.version) == ("claimed", 2)
    await hear(conn, decided(sent.permohonan_id), claim)
    assert (await queries.get_permohonan(conn, sent.permohonan_id)).status == "approved"


async def test_the_newest_promise_of_an_answer_stays(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    later = AT + timedelta(days=1)
    await hear(
        conn,
        tugas_claimed(sent.permohonan_id),
        tugas_opened(sent.permohonan_id, later, version=4),
        tugas_opened(sent.permohonan_id, AT, version=1),
    )
    assert (await queries.get_permohonan(conn, sent.permohonan_id)).tenggat == later


async def test_a_batch_of_claims_and_promises_reaches_each_permohonan(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    first, second = [(await submit(conn, pemohon)).permohonan_id for _ in range(2)]
    late = AT + timedelta(days=1)
    opened = [tugas_opened(first, late, 4), tugas_opened(second, AT, 1), tugas_opened(first, AT, 1)]
    claims = [tugas_claimed(second), tugas_claimed(first), tugas_claimed(second)]
    await react(SERVICE.reactions, conn, *opened, *claims, *opened)
    rows = [await queries.get_permohonan(conn, one) for one in (first, second)]
    assert [row.tenggat for row in rows] == [late, AT]
    assert [(row.status, row.version) for row in rows] == [("claimed", 2)] * 2


async def test_an_approval_opens_the_stay_of_everyone_once(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn), pengikut())
    await hear(conn, decided(sent.permohonan_id), decided(sent.permohonan_id))
    assert await told(conn) == ["permohonan.submitted", "permohonan.approved", "domisili.opened"]
    stay = await domisili.find_domisili(conn, sent.permohonan_id)
    assert stay is not None
    assert stay.tanggal_mulai == AT.date()
    orang = await domisili.list_masa(conn, [stay.id])
    assert sorted((one.jenis_kelamin, one.kelompok_umur) for one in orang) == [
        ("L", "35-39"), ("P", "35-39"),
    ]  # fmt: skip


async def test_a_stay_begins_on_the_day_of_approval_in_the_destinations_zone(conn) -> None:
    evening = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    for kode, day in (("34.02.15.2004", 20), ("64.02.06.1001", 21)):
        sent = await submit(conn, await make_pemohon(conn), kode=kode)
        await hear(conn, decided(sent.permohonan_id, decided_at=evening))
        stay = await domisili.find_domisili(conn, sent.permohonan_id)
        assert stay is not None
        assert stay.tanggal_mulai.day == day


async def test_a_refusal_keeps_its_reason_sealed(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon)
    no = decided(
        sent.permohonan_id, "rejected", alasan=("alamat_tidak_lengkap",), catatan="Tulis RT."
    )
    await hear(conn, no, no)
    assert await told(conn) == ["permohonan.submitted", "permohonan.rejected"]
    shown = await opening.get_opened(conn, pemohon, sent.permohonan_id)
    assert shown.alasan == "Alamat domisili tidak lengkap. Tulis RT."
    assert shown.row.alasan
    assert b"Tulis" not in shown.row.alasan


async def test_a_decision_after_a_cancellation_changes_nothing(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    await actions.cancel_permohonan(conn, sent.permohonan_id)
    await hear(conn, decided(sent.permohonan_id), decided(sent.permohonan_id, "rejected"))
    assert (await queries.get_permohonan(conn, sent.permohonan_id)).status == "cancelled"
    assert await told(conn) == ["permohonan.submitted", "permohonan.cancelled"]
    assert await domisili.find_domisili(conn, sent.permohonan_id) is None


async def test_the_first_decision_counts(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    await hear(conn, decided(sent.permohonan_id, "rejected"), decided(sent.permohonan_id))
    assert (await queries.get_permohonan(conn, sent.permohonan_id)).status == "rejected"


async def test_what_is_decided_about_an_akun_is_not_ours(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    await hear(conn, decided(sent.permohonan_id, subjek="akun"), decided(uuid4()))
    assert (await queries.get_permohonan(conn, sent.permohonan_id)).status == "submitted"
