"""A permohonan that the office returned: only what was marked, only a real change, one number."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.registration.draf import actions as draf
from services.registration.pemohon.models import Pemohon
from services.registration.perbaikan import actions as perbaikan
from services.registration.permohonan import actions
from services.registration.permohonan.opening import get_opened, list_members
from services.registration.permohonan.queries import get_permohonan
from shared.db import Connection
from shared.errors import Conflict, Invalid
from shared.events.verification import CatatanKeputusan, KeputusanMade, TugasClaimed
from tests.registration.made import AT, form, hear, make_pemohon, pengikut, submit, told


def returned(permohonan_id: UUID, *bidang: str, version: int = 1, **more: Any) -> KeputusanMade:
    return KeputusanMade(
        aggregate_id=uuid4(), version=3, subjek="permohonan", subjek_id=permohonan_id,
        subjek_version=version, kode_kantor="34.02", keputusan="returned",
        alasan=("alamat_tidak_lengkap",), bidang=bidang, decided_at=AT,
        pribadi=CatatanKeputusan(catatan="Tulis nomor rumah."), **more,
    )  # fmt: skip


async def begun(conn: Connection, *bidang: str) -> tuple[Pemohon, UUID]:
    """Return a permohonan that was returned and is being corrected."""
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    await hear(conn, returned(sent.permohonan_id, *bidang))
    await perbaikan.start_perbaikan(conn, pemohon, sent.permohonan_id)
    return pemohon, sent.permohonan_id


async def version_of(conn: Connection, pemohon: Pemohon, draf_id: UUID) -> int:
    found = await draf.find_draf(conn, pemohon, draf_id)
    assert found
    return found.version


async def save_alamat(conn: Connection, pemohon: Pemohon, draf_id: UUID, alamat: str) -> None:
    place = form().domisili.model_copy(update={"alamat": alamat})
    await draf.save_domisili(conn, pemohon, draf_id, place)


async def test_a_return_says_what_and_why_and_keeps_its_number(conn) -> None:
    pemohon, permohonan_id = await begun(conn, "alamat", "ktp_el")
    shown = await get_opened(conn, pemohon, permohonan_id)
    assert (shown.status, shown.row.bidang) == ("returned", ["alamat", "ktp_el"])
    assert "Tulis nomor rumah." in shown.alasan
    assert "permohonan.returned" in await told(conn)
    assert shown.may_cancel


async def test_marks_are_taken_from_the_reasons_where_there_are_none(conn) -> None:
    _, permohonan_id = await begun(conn)
    assert (await get_permohonan(conn, permohonan_id)).bidang == ["alamat"]


async def test_only_a_real_change_is_taken(conn) -> None:
    pemohon, permohonan_id = await begun(conn, "alamat")
    await save_alamat(conn, pemohon, permohonan_id, "jalan   MAWAR 5")
    with pytest.raises(Invalid) as wrong:
        async with conn.transaction():
            await perbaikan.send(
                conn, pemohon, permohonan_id, await version_of(conn, pemohon, permohonan_id)
            )
    assert "Belum ada yang berubah" in str(wrong.value.fields["_"])
    assert (await get_permohonan(conn, permohonan_id)).status == "returned"


async def test_a_change_of_what_was_not_marked_does_not_count(conn) -> None:
    pemohon, permohonan_id = await begun(conn, "alamat")
    await draf.save_ada_pengikut(conn, pemohon, permohonan_id, ada=False)
    await draf.save_keperluan(conn, pemohon, permohonan_id, form(months=2).keperluan)
    await save_alamat(conn, pemohon, permohonan_id, "Jalan Mawar 5A")
    version = await version_of(conn, pemohon, permohonan_id)
    await perbaikan.send(conn, pemohon, permohonan_id, version)
    row = await get_permohonan(conn, permohonan_id)
    assert (row.jangka_waktu, row.jumlah_pengikut) == (6, 1)
    shown = await get_opened(conn, pemohon, permohonan_id)
    assert shown.alamat.alamat == "Jalan Mawar 5A"


async def test_it_waits_again_under_its_number_with_what_was_changed(conn) -> None:
    pemohon, permohonan_id = await begun(conn, "alamat", "pengikut")
    nobukti = (await get_permohonan(conn, permohonan_id)).nobukti
    await save_alamat(conn, pemohon, permohonan_id, "Jalan Mawar 5A")
    version = await version_of(conn, pemohon, permohonan_id)
    first = await perbaikan.send(conn, pemohon, permohonan_id, version)
    again = await perbaikan.send(conn, pemohon, permohonan_id, version)
    assert (first.nobukti, again.nobukti) == (nobukti, nobukti)
    row = await get_permohonan(conn, permohonan_id)
    assert (row.status, row.bidang, row.claimed_at) == ("submitted", [], None)
    event = await conn.fetchrow(
        "SELECT version, convert_from(body, 'utf8')::jsonb -> 'data' ->> 'diubah' AS diubah "
        "FROM outbox WHERE type LIKE '%permohonan.submitted%' ORDER BY id DESC LIMIT 1"
    )
    assert (event["version"], event["diubah"]) == (row.dikirim_version, '["alamat"]')
    assert (await told(conn)).count("permohonan.submitted") == 2
    kept = (await perbaikan.list_perbaikan(conn, pemohon.key, permohonan_id))[0]
    assert kept.sebelum == {"alamat": "Jalan Mawar 5, RT 003 RW 001"}
    assert kept.row.diubah == ["alamat"]
    assert len(await list_members(conn, pemohon.key, permohonan_id)) == 1


async def test_late_news_of_the_first_submission_changes_nothing(conn) -> None:
    pemohon, permohonan_id = await begun(conn, "alamat")
    await save_alamat(conn, pemohon, permohonan_id, "Jalan Mawar 5A")
    version = await version_of(conn, pemohon, permohonan_id)
    await perbaikan.send(conn, pemohon, permohonan_id, version)
    late = TugasClaimed(
        aggregate_id=uuid4(), version=2, subjek="permohonan", subjek_id=permohonan_id,
        subjek_version=1, kode_kantor="34.02", claimed_at=AT,
    )  # fmt: skip
    await hear(conn, late, returned(permohonan_id, "alamat"))
    assert (await get_permohonan(conn, permohonan_id)).status == "submitted"
    now = (await get_permohonan(conn, permohonan_id)).dikirim_version
    await hear(conn, returned(permohonan_id, "kk", version=now))
    assert (await get_permohonan(conn, permohonan_id)).bidang == ["kk"]


async def test_a_returned_permohonan_can_be_cancelled_and_then_not_corrected(conn) -> None:
    pemohon, permohonan_id = await begun(conn, "alamat")
    await actions.cancel_permohonan(conn, permohonan_id)
    assert await draf.find_draf(conn, pemohon, permohonan_id) is None
    with pytest.raises(Conflict):
        await perbaikan.start_perbaikan(conn, pemohon, permohonan_id)


async def test_only_a_returned_permohonan_can_be_corrected(conn) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon)
    with pytest.raises(Conflict):
        await perbaikan.start_perbaikan(conn, pemohon, sent.permohonan_id)


async def test_a_correction_is_not_among_the_drafts(conn) -> None:
    pemohon, _ = await begun(conn, "alamat")
    assert await draf.list_draf(conn, pemohon) == []
