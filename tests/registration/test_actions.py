"""Handing in and taking back, on a real database."""

import asyncio
import re
from uuid import uuid4

import pytest

from services.registration.draf import actions as draf
from services.registration.draf import salin
from services.registration.draf.pages import parts_of
from services.registration.permohonan import actions, queries, sealing
from shared.db import Connection, Database
from shared.errors import Conflict, Invalid, NotFound
from tests.registration.made import (
    NIK_AISYAH,
    NIK_SITI,
    decided,
    form,
    hear,
    make_pemohon,
    pengikut,
    submit,
    told,
)


async def test_a_permohonan_gets_its_number_and_is_told(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    assert re.fullmatch(r"W\d{8}", sent.nobukti)
    assert await told(conn) == ["permohonan.submitted"]
    row = await queries.get_permohonan(conn, sent.permohonan_id)
    assert (row.status, row.jumlah_pengikut) == ("submitted", 1)


async def test_what_was_typed_is_sealed(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    row = await queries.get_permohonan(conn, sent.permohonan_id)
    members = await queries.list_pengikut(conn, sent.permohonan_id)
    kept = row.alamat + members[0].pribadi + members[0].nik_index
    for clear in (b"Mawar", b"Ilham", members[0].nik_index.hex().encode()):
        assert clear not in kept
    assert sealing.open_alamat(pemohon.key, row).alamat == "Jalan Mawar 5"
    assert sealing.open_pengikut(pemohon.key, members)[0].nama == "Muhammad Ilham"


async def test_the_same_key_again_gives_the_same_answer(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    first = await submit(conn, pemohon, key="kunci-satu")
    again = await submit(conn, pemohon, key="kunci-satu")
    assert again == first
    assert await told(conn) == ["permohonan.submitted"]


async def test_a_key_is_not_used_for_something_else(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    await submit(conn, pemohon, key="kunci-satu")
    with pytest.raises(Conflict):
        await actions.submit_permohonan(
            conn, pemohon, form(months=2), uuid4(), "kunci-satu", sealing.sidik_of("lain")
        )


async def test_two_residents_may_use_the_same_key(conn: Connection) -> None:
    one, two = await make_pemohon(conn), await make_pemohon(conn, nik=NIK_AISYAH)
    assert (await submit(conn, one, key="kunci")) != (await submit(conn, two, key="kunci"))


async def test_twenty_at_once_with_one_key_make_one_permohonan(database: Database) -> None:
    async with database.transaction() as conn:
        pemohon = await make_pemohon(conn)

    async def send() -> str:
        async with database.transaction() as conn:
            return (await submit(conn, pemohon, pengikut(), key="kunci-sama")).nobukti

    numbers = await asyncio.gather(*(send() for _ in range(20)))
    async with database.connection() as conn:
        assert len(set(numbers)) == 1
        assert len(await queries.list_permohonan(conn, pemohon.akun_id)) == 1
        assert await told(conn) == ["permohonan.submitted"]


@pytest.mark.parametrize("kode", ["33.10.05.2009", "34.02.15.9999"])
async def test_a_wrong_village_is_refused(conn: Connection, kode: str) -> None:
    pemohon = await make_pemohon(conn)
    with pytest.raises(Invalid) as refused:
        await submit(conn, pemohon, kode=kode)
    assert set(refused.value.fields) == {"kode_wilayah"}


async def test_the_applicant_is_not_a_member(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    with pytest.raises(Invalid) as refused:
        await submit(conn, pemohon, pengikut(), pengikut(NIK_SITI, "Siti"))
    assert set(refused.value.fields) == {"pengikut.1.nik"}


async def test_cancelling_twice_tells_once(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    await actions.cancel_permohonan(conn, sent.permohonan_id)
    await actions.cancel_permohonan(conn, sent.permohonan_id)
    assert await told(conn) == ["permohonan.submitted", "permohonan.cancelled"]


async def test_every_fact_is_told_to_the_same_two_areas(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    for keputusan in ("approved", "rejected"):
        sent = await submit(conn, pemohon)
        await hear(conn, decided(sent.permohonan_id, keputusan))
    await actions.cancel_permohonan(conn, (await submit(conn, pemohon)).permohonan_id)
    keys = [row["routing_key"] for row in await conn.fetch("SELECT routing_key FROM outbox")]
    assert len(keys) == 10
    assert {".".join(key.split(".")[4:]) for key in keys} == {keys[0].split(".v1.")[1]}
    assert keys[0].split(".")[4:6] != keys[0].split(".")[6:8]


async def test_a_decided_permohonan_is_not_cancelled(conn: Connection) -> None:
    sent = await submit(conn, await make_pemohon(conn))
    await hear(conn, decided(sent.permohonan_id))
    with pytest.raises(Conflict) as refused:
        await actions.cancel_permohonan(conn, sent.permohonan_id)
    assert sent.nobukti in str(refused.value)


async def test_cancel_and_decision_at_once_have_one_winner(database: Database) -> None:
    async with database.transaction() as conn:
        pemohon = await make_pemohon(conn)
    for _ in range(10):
        async with database.transaction() as conn:
            sent = await submit(conn, pemohon, pengikut())

        async def cancel(permohonan_id=sent.permohonan_id) -> None:
            async with database.transaction() as conn:
                await actions.cancel_permohonan(conn, permohonan_id)

        async def approve(permohonan_id=sent.permohonan_id) -> None:
            async with database.transaction() as conn:
                await hear(conn, decided(permohonan_id))

        results = await asyncio.gather(cancel(), approve(), return_exceptions=True)
        async with database.connection() as conn:
            row = await queries.get_permohonan(conn, sent.permohonan_id)
            stays = await conn.fetchval(
                "SELECT count(*) FROM domisili WHERE permohonan_id = $1", sent.permohonan_id
            )
        lost = isinstance(results[0], Conflict)
        assert row.status == ("approved" if lost else "cancelled")
        assert stays == lost


async def test_a_draft_is_kept_step_by_step_and_sent_once(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    whole = form()
    draf_id = await draf.start_draf(conn, pemohon)
    assert await draf.start_draf(conn, pemohon) == draf_id
    await draf.save_keperluan(conn, pemohon, draf_id, whole.keperluan)
    await draf.save_domisili(conn, pemohon, draf_id, whole.domisili)
    await draf.save_pengikut(conn, pemohon, draf_id, pengikut())
    kept = await draf.find_draf(conn, pemohon, draf_id)
    assert kept is not None
    assert (await parts_of(conn, kept))[2].semua
    with pytest.raises(Conflict):
        await draf.send_draf(conn, pemohon, draf_id, kept.version - 1)
    first = await draf.send_draf(conn, pemohon, draf_id, kept.version)
    again = await draf.send_draf(conn, pemohon, draf_id, kept.version)
    assert (first.nobukti, first.permohonan_id) == (again.nobukti, draf_id)
    assert await draf.find_draf(conn, pemohon, draf_id) is None


async def test_a_double_click_on_send_makes_one_permohonan(database: Database) -> None:
    async with database.transaction() as conn:
        pemohon = await make_pemohon(conn)
        whole = form()
        draf_id = await draf.start_draf(conn, pemohon)
        await draf.save_keperluan(conn, pemohon, draf_id, whole.keperluan)
        await draf.save_domisili(conn, pemohon, draf_id, whole.domisili)
        await draf.save_ada_pengikut(conn, pemohon, draf_id, False)

    async def send() -> str:
        async with database.transaction() as conn:
            return (await draf.send_draf(conn, pemohon, draf_id, 4)).nobukti

    assert len(set(await asyncio.gather(*(send() for _ in range(8))))) == 1
    async with database.connection() as conn:
        assert await told(conn) == ["permohonan.submitted"]


async def test_two_steps_saved_at_once_both_stay(database: Database) -> None:
    async with database.transaction() as conn:
        pemohon = await make_pemohon(conn)
        draf_id = await draf.start_draf(conn, pemohon)
    whole = form()

    async def save(step, part) -> None:
        async with database.transaction() as conn:
            await step(conn, pemohon, draf_id, part)

    await asyncio.gather(
        save(draf.save_keperluan, whole.keperluan),
        save(draf.save_domisili, whole.domisili),
        save(draf.save_pengikut, pengikut()),
    )
    async with database.connection() as conn:
        kept = await draf.find_draf(conn, pemohon, draf_id)
        assert kept is not None
        assert (await parts_of(conn, kept))[2].semua


async def test_a_resident_has_ten_drafts_at_most(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    for _ in range(10):
        draf_id = await draf.start_draf(conn, pemohon)
        await draf.save_keperluan(conn, pemohon, draf_id, form().keperluan)
    with pytest.raises(Conflict):
        await draf.start_draf(conn, pemohon)


async def test_a_member_is_refused_twice_in_a_draft_and_can_be_taken_out(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    draf_id = await draf.start_draf(conn, pemohon)
    ilham = pengikut()
    await draf.save_pengikut(conn, pemohon, draf_id, ilham)
    for nobody in (pengikut(nama="Ilham lagi"), pengikut(NIK_SITI, "Siti")):
        with pytest.raises(Invalid):
            await draf.save_pengikut(conn, pemohon, draf_id, nobody)
    await draf.delete_pengikut(conn, pemohon, draf_id, ilham.id)
    kept = await draf.find_draf(conn, pemohon, draf_id)
    assert kept is not None
    assert kept.isian.ada_pengikut is None


async def test_a_rejected_permohonan_is_started_again_from_a_copy(conn: Connection) -> None:
    pemohon = await make_pemohon(conn)
    sent = await submit(conn, pemohon, pengikut())
    with pytest.raises(Conflict):
        await salin.copy_permohonan(conn, pemohon, sent.permohonan_id)
    await hear(conn, decided(sent.permohonan_id, "rejected", catatan="Tulis RT."))
    draf_id, _ = await salin.copy_permohonan(conn, pemohon, sent.permohonan_id)
    copied = await draf.find_draf(conn, pemohon, draf_id)
    assert copied is not None
    assert (await parts_of(conn, copied))[2].semua
    again = await draf.send_draf(conn, pemohon, copied.id, copied.version)
    assert again.nobukti != sent.nobukti


async def test_an_unknown_permohonan_is_not_found(conn: Connection) -> None:
    with pytest.raises(NotFound):
        await actions.cancel_permohonan(conn, uuid4())
