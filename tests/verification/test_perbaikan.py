"""Asking for corrections: marked, told, and a new tugas that says what was changed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from services.verification.antrean import queries
from shared.errors import Conflict, Invalid
from tests.verification import facts
from tests.verification.conftest import RINI, hear, open_tugas, told
from tests.verification.test_actions import claim, decide

WORDS = {"alasan": ["alamat_tidak_lengkap"], "catatan": "Tulis nomor rumah dan RT."}


async def returned(db, **more):
    subjek = uuid4()
    tugas_id = await open_tugas(db, subjek=subjek)
    tugas = await claim(db, RINI, tugas_id)
    return subjek, await decide(db, RINI, tugas_id, tugas.fence, "returned", **WORDS, **more)


async def test_a_return_is_told_with_the_marked_fields_and_documents(db) -> None:
    _, tugas = await returned(db, bidang=["kk", "alamat"])
    assert (tugas.keputusan, tugas.bidang) == ("returned", ("alamat", "kk"))
    assert "verification.keputusan.made.v1" in await told(db)


async def test_without_marks_the_reasons_say_what_is_meant(db) -> None:
    _, tugas = await returned(db)
    assert tugas.bidang == ("alamat",)


async def test_a_return_needs_reason_words_and_something_marked(db) -> None:
    tugas_id = await open_tugas(db)
    tugas = await claim(db, RINI, tugas_id)
    for more, field in (
        ({"catatan": "Tulis nomor rumah."}, "alasan"),
        ({"alasan": ["alamat_tidak_lengkap"]}, "catatan"),
        ({"alasan": ["lainnya"], "catatan": "Tulis nomor rumah."}, "bidang"),
        ({**WORDS, "bidang": ["swafoto"]}, "bidang"),
    ):
        with pytest.raises(Invalid) as wrong:
            await decide(db, RINI, tugas_id, tugas.fence, "returned", **more)
        assert field in wrong.value.fields


async def test_an_akun_is_rejected_not_returned(db) -> None:
    event = facts.akun_submitted(asal=facts.BANTUL)
    await hear(db, event)
    async with db.connection() as conn:
        tugas_id = await conn.fetchval(
            "SELECT id FROM tugas WHERE subjek_id = $1", event.aggregate_id
        )
    tugas = await claim(db, RINI, tugas_id)
    with pytest.raises((Conflict, Invalid)):
        await decide(
            db, RINI, tugas_id, tugas.fence, "returned", alasan=["nik_tidak_cocok"],
            catatan="Periksa NIK Anda.",
        )  # fmt: skip


@pytest.mark.parametrize("late", [False, True])
async def test_what_is_sent_again_is_a_new_tugas_that_says_what_changed(db, late) -> None:
    subjek, first = await returned(db)
    news = [
        facts.permohonan_returned(subjek, 3),
        facts.permohonan_submitted(subjek, 4).model_copy(update={"diubah": ("alamat", "kk")}),
    ]
    await hear(db, *(reversed(news) if late else news))
    async with db.connection() as conn:
        rows = await queries.list_of_subjek(conn, "permohonan", subjek)
        assert {(row.subjek_version, row.status) for row in rows} == {(1, "settled"), (4, "open")}
        second = next(row.id for row in rows if row.id != first.id)
        tugas = await queries.get_tugas(conn, second)
    assert tugas.keterangan["diubah"] == ["alamat", "kk"]
