"""The chain of levels: who may do what with a tugas, one after the other and at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.verification.antrean import actions as antrean
from services.verification.antrean import queries_daftar
from services.verification.antrean.models import KeputusanForm, Petugas, Tugas
from services.verification.antrean.queries import get_tugas
from services.verification.app import SERVICE
from services.verification.langsung import queries as langsung
from services.verification.pembagian import actions as pembagian
from services.verification.rantai import actions, queries, rules
from services.verification.rantai.models import TeruskanForm, TurunkanForm, UsulanForm
from shared import clock
from shared.db import Database
from shared.errors import Conflict, Invalid
from shared.rantai import rantai_of, sebelum, sebutan_of, sesudah, tempat_of
from tests.hearing import react
from tests.verification import facts
from tests.verification.conftest import RINI, hear, lapse, open_tugas, petugas, told
from tests.verification.rantai import (
    BANTUL,
    KUTAI,
    clear_chains,
    fits,
    in_bantul,
    in_kutai,
    level,
    set_chain,
)
from tests.verification.test_penghapusan import erased

WORDS = "Nomor rumah tidak ada di RT 003."
RT = level("ketua_rt", KUTAI, "Pak Udin")
DESA = level("lurah", KUTAI, "Bu Halimah")
CAMAT = level("camat", "64.02.06", "Pak Rusdi")
DINAS = Petugas(uuid4(), "Bu Aminah", "64.02", "petugas", "64.02")
SEKAR = level("petugas_desa", BANTUL, "Sekar")


@pytest.fixture(autouse=True)
async def chains(db: Database) -> AsyncIterator[None]:
    """Each test begins and ends without an office that has a chain."""
    await clear_chains(db)
    yield
    await clear_chains(db)


async def take(db: Database, who: Petugas, tugas_id: UUID) -> int:
    async with db.transaction() as conn:
        return (await antrean.claim_tugas(conn, who, tugas_id)).fence


async def forward(db: Database, who: Petugas, tugas_id: UUID) -> Tugas:
    return await press(db, who, tugas_id, await take(db, who, tugas_id), fits(who.jenjang))


async def press(
    db: Database, who: Petugas, tugas_id: UUID, fence: int, checklist: dict[str, Any]
) -> Tugas:
    form = TeruskanForm(fence=fence, checklist=checklist)
    async with db.transaction() as conn:
        return await actions.forward_tugas(conn, who, tugas_id, form)


async def send_back(db: Database, who: Petugas, tugas_id: UUID) -> Tugas:
    fence = await take(db, who, tugas_id)
    form = TurunkanForm(fence=fence, alasan="alamat", catatan=WORDS)
    async with db.transaction() as conn:
        return await actions.send_back_tugas(conn, who, tugas_id, form)


async def waiting(db: Database, who: Petugas) -> int:
    async with db.connection() as conn:
        return (await queries_daftar.count_open(conn, who, clock.now())).semua


async def approve(db: Database, who: Petugas, tugas_id: UUID) -> Tugas:
    fence = await take(db, who, tugas_id)
    form = KeputusanForm(fence=fence, keputusan="approved", checklist=fits("dinas"))
    async with db.transaction() as conn:
        return await antrean.decide_tugas(conn, who, tugas_id, form)


def test_a_chain_has_each_level_once_and_the_office_last() -> None:
    assert rantai_of(["desa", "rt", "desa", "dinas", "lain"]) == ("desa", "rt", "dinas")
    assert rantai_of([]) == ("dinas",)
    chain = ("rt", "desa", "dinas")
    assert [sebelum(chain, one) for one in chain] == ["", "rt", "desa"]
    assert [sesudah(chain, one) for one in chain] == ["desa", "dinas", ""]
    places = [tempat_of(one, KUTAI) for one in ("rt", "desa", "kecamatan", "dinas")]
    assert places == [KUTAI, KUTAI, "64.02.06", "64.02"]
    assert sebutan_of("desa", BANTUL, {"desa": "Kalurahan"}) == "Kalurahan"
    assert sebutan_of("desa", KUTAI, {}) == "Kelurahan"


async def test_without_a_chain_the_office_has_it_at_once(db) -> None:
    tugas_id = await open_tugas(db)
    async with db.connection() as conn:
        tugas = await get_tugas(conn, tugas_id)
    assert (tugas.rantai, tugas.jenjang, tugas.antrean) == (("dinas",), "dinas", "34.02")


async def test_each_level_sees_only_what_stands_with_it(db) -> None:
    tugas_id = await in_kutai(db)
    other = level("ketua_rt", "64.02.06.1001")
    everybody = (RT, other, DESA, CAMAT, DINAS)
    seen = [[await waiting(db, who) for who in everybody]]
    for who in (RT, DESA, CAMAT):
        await forward(db, who, tugas_id)
        seen.append([await waiting(db, one) for one in everybody])
    assert seen == [[1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]
    done = await approve(db, DINAS, tugas_id)
    assert (done.status, done.decided_nama) == ("decided", DINAS.nama)
    assert (await told(db)).count("verification.tugas.passed.v1") == 3


async def test_each_level_has_its_own_clock_and_the_resident_their_sum(db) -> None:
    tugas_id = await in_kutai(db)
    async with db.connection() as conn:
        first = (await get_tugas(conn, tugas_id)).tenggat
        body = await conn.fetchval("SELECT body FROM outbox WHERE type LIKE '%opened%'")
    moved = await forward(db, RT, tugas_id)
    assert first < moved.tenggat
    # Wednesday 18 November: one working day with each of three levels, three with the office.
    assert b"2026-11-26T" in bytes(body)
    assert first.date().isoformat() == "2026-11-19"


async def test_another_level_is_told_who_has_it(db) -> None:
    tugas_id = await in_bantul(db)
    with pytest.raises(Conflict, match="masih diperiksa Desa"):
        await take(db, RINI, tugas_id)
    await forward(db, SEKAR, tugas_id)
    with pytest.raises(Conflict, match="sudah diserahkan Sekar ke Disdukcapil"):
        await take(db, SEKAR, tugas_id)


async def test_a_level_hands_on_only_what_it_checked(db) -> None:
    tugas_id = await in_bantul(db)
    fence = await take(db, SEKAR, tugas_id)
    half = fits("desa") | {"alamat": "tidak"}
    del half["dokumen"]
    with pytest.raises(Invalid) as refused:
        await press(db, SEKAR, tugas_id, fence, half)
    assert set(refused.value.fields) == {"periksa_alamat", "periksa_dokumen"}


@pytest.mark.parametrize("keputusan", ["approved", "rejected"])
async def test_only_the_office_approves_and_refuses(db, keputusan: Any) -> None:
    tugas_id = await in_bantul(db)
    fence = await take(db, SEKAR, tugas_id)
    form = KeputusanForm(
        fence=fence, keputusan=keputusan, checklist=fits("desa"), alasan=["lainnya"],
        catatan=WORDS,
    )  # fmt: skip
    with pytest.raises(Conflict, match="Hanya Disdukcapil"):
        async with db.transaction() as conn:
            await antrean.decide_tugas(conn, SEKAR, tugas_id, form)


async def test_a_level_asks_the_resident_and_the_correction_begins_the_chain_anew(db) -> None:
    await set_chain(db, "34.02", "desa", "dinas")
    subjek = uuid4()
    tugas_id = await open_tugas(db, subjek=subjek, tujuan=BANTUL)
    fence = await take(db, SEKAR, tugas_id)
    form = KeputusanForm(
        fence=fence, keputusan="returned", alasan=["dokumen"], catatan=WORDS,
        checklist={"dokumen": "tidak"},
    )  # fmt: skip
    async with db.transaction() as conn:
        await antrean.decide_tugas(conn, SEKAR, tugas_id, form)
        kept = await queries.list_handed(conn, SEKAR, True, 9)
    assert [(one.id, one.keputusan) for one in kept] == [(tugas_id, "returned")]
    await hear(db, facts.permohonan_returned(subjek, 2))
    await hear(db, facts.permohonan_submitted(subjek, 3, BANTUL))
    assert await waiting(db, SEKAR) == 1


async def test_a_recommended_refusal_goes_to_the_office_at_once(db) -> None:
    tugas_id = await in_kutai(db)
    fence = await take(db, RT, tugas_id)
    form = UsulanForm(fence=fence)
    with pytest.raises(Invalid) as refused:
        async with db.transaction() as conn:
            await actions.recommend_rejection(conn, RT, tugas_id, form)
    assert set(refused.value.fields) == {"alasan", "catatan"}
    said = UsulanForm(fence=fence, alasan=["alamat_tidak_ditemukan"], catatan=WORDS)
    async with db.transaction() as conn:
        moved = await actions.recommend_rejection(conn, RT, tugas_id, said)
        steps = await queries.list_langkah(conn, moved)
    assert (moved.jenjang, moved.status) == ("dinas", "open")
    assert (steps[-1].tindakan, steps[-1].catatan) == ("recommended", WORDS)


async def test_sent_back_and_forward_again(db) -> None:
    tugas_id = await in_kutai(db)
    await forward(db, RT, tugas_id)
    await forward(db, DESA, tugas_id)
    back = await send_back(db, CAMAT, tugas_id)
    assert (back.jenjang, back.claimed_by, back.checklist) == ("desa", None, {})
    await forward(db, DESA, tugas_id)
    await forward(db, CAMAT, tugas_id)
    assert (await approve(db, DINAS, tugas_id)).keputusan == "approved"
    async with db.connection() as conn:
        steps = await queries.list_langkah(conn, await get_tugas(conn, tugas_id))
    assert [one.ke for one in steps] == ["desa", "kecamatan", "desa", "kecamatan", "dinas"]


async def test_the_first_level_has_nobody_to_send_back_to(db) -> None:
    tugas_id = await in_kutai(db)
    with pytest.raises(Conflict, match="Minta perbaikan dari pemohon"):
        await send_back(db, RT, tugas_id)


async def test_a_changed_chain_is_for_new_tugas_only(db) -> None:
    old = await in_kutai(db)
    await forward(db, RT, old)
    await set_chain(db, "64.02", "dinas")
    new = await open_tugas(db, tujuan=KUTAI)
    assert (await forward(db, DESA, old)).jenjang == "kecamatan"
    async with db.connection() as conn:
        assert (await get_tugas(conn, new)).rantai == ("dinas",)
        assert (await get_tugas(conn, old)).rantai == ("rt", "desa", "kecamatan", "dinas")


async def test_two_officers_of_a_level_at_once_one_takes_it(db) -> None:
    tugas_id = await in_bantul(db)
    others = [level("petugas_desa", BANTUL), level("lurah", BANTUL)]
    outcome = await asyncio.gather(
        *(take(db, one, tugas_id) for one in others), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in outcome) == ["Conflict", "int"]


async def test_two_pages_of_one_officer_hand_it_on_once(db) -> None:
    tugas_id = await in_bantul(db)
    fence = await take(db, SEKAR, tugas_id)
    presses = (press(db, SEKAR, tugas_id, fence, fits("desa")) for _ in range(2))
    first, second = await asyncio.gather(*presses)
    assert (first.jenjang, second.jenjang) == ("dinas", "dinas")
    assert (await told(db)).count("verification.tugas.passed.v1") == 1


async def test_who_lost_the_lease_does_not_hand_it_on(db) -> None:
    tugas_id = await in_bantul(db)
    fence = await take(db, SEKAR, tugas_id)
    await lapse(db, tugas_id)
    await take(db, level("lurah", BANTUL, "Bu Lurah"), tugas_id)
    with pytest.raises(Conflict, match="Bu Lurah"):
        await press(db, SEKAR, tugas_id, fence, fits("desa"))


async def test_a_cancelled_permohonan_leaves_the_village(db) -> None:
    await set_chain(db, "34.02", "desa", "dinas")
    subjek = uuid4()
    tugas_id = await open_tugas(db, subjek=subjek, tujuan=BANTUL)
    fence = await take(db, SEKAR, tugas_id)
    await asyncio.gather(
        press(db, SEKAR, tugas_id, fence, fits("desa")),
        hear(db, facts.permohonan_cancelled(subjek, 2)), return_exceptions=True,
    )  # fmt: skip
    async with db.connection() as conn:
        assert (await get_tugas(conn, tugas_id)).status == "withdrawn"
    assert await waiting(db, SEKAR) + await waiting(db, RINI) == 0
    with pytest.raises(Conflict, match="ditarik"):
        await press(db, SEKAR, tugas_id, fence + 7, fits("desa"))


async def test_who_has_two_roles_does_not_decide_in_the_lower_one(db) -> None:
    tugas_id = await in_bantul(db)
    await forward(db, SEKAR, tugas_id)
    above = Petugas(SEKAR.id, SEKAR.nama, "34.02", "petugas", "34.02")
    fence = await take(db, above, tugas_id)
    form = KeputusanForm(fence=fence, keputusan="approved", checklist=fits("dinas"))
    with pytest.raises(Conflict, match="sudah diserahkan"):
        async with db.transaction() as conn:
            await antrean.decide_tugas(conn, SEKAR, tugas_id, form)


async def test_of_the_forgotten_no_words_are_left(db) -> None:
    tugas_id = await in_kutai(db)
    await forward(db, RT, tugas_id)
    moved = await send_back(db, DESA, tugas_id)
    async with db.transaction() as conn:
        await react(SERVICE.reactions, conn, erased(moved.akun_id))
        steps = await queries.list_langkah(conn, await get_tugas(conn, tugas_id))
        kept = await conn.fetchval("SELECT count(*) FROM langkah WHERE catatan IS NOT NULL")
    assert [(one.tindakan, one.catatan) for one in steps] == [("forwarded", ""), ("sent_back", "")]
    assert kept == 0


def test_every_level_has_checks_of_the_regulation() -> None:
    for jenjang, butir in rules.BUTIR.items():
        assert butir, jenjang
        assert jenjang in rules.HARI


async def test_the_office_takes_and_counts_only_what_stands_with_it(db: Database) -> None:
    below = await in_bantul(db)
    gita = petugas("Gita")
    async with db.transaction() as conn:
        hasil = await pembagian.take_many(conn, gita, [below])
        assert hasil.diambil == []
        assert "masih diperiksa Desa" in str(hasil.ditolak[0][1])
        shown = await langsung.get_denah(conn, "34.02", clock.now() + timedelta(days=9))
    assert (shown.kelompok, shown.terbaru) == ([], [])


async def test_what_is_put_before_a_superior_is_taken_by_superiors_alone(db: Database) -> None:
    tugas_id = await open_tugas(db)
    async with db.transaction() as conn:
        await conn.execute("UPDATE tugas SET diajukan = true WHERE id = $1", tugas_id)
        by_officer = await pembagian.take_many(conn, petugas("Gita"), [tugas_id])
        assert by_officer.diambil == []
        assert "diajukan ke supervisor" in str(by_officer.ditolak[0][1])
        by_boss = await pembagian.take_many(conn, petugas("Wati", peran="supervisor"), [tugas_id])
    assert [one.id for one in by_boss.diambil] == [tugas_id]
