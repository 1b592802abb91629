"""What a block of an akun does to the queue, and the fields an officer marks."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.verification.antrean import actions, queries, rules
from services.verification.antrean.models import KeputusanForm, Tugas
from shared.db import Database
from shared.errors import Conflict, Invalid
from shared.events import envelope
from shared.events.identity import AkunBlocked, AkunUnblocked
from shared.events.verification import KeputusanMade
from tests.verification.conftest import RINI, hear
from tests.verification.facts import AT, KLATEN, akun_submitted, permohonan_submitted

KLATEN_RINI = type(RINI)(RINI.id, RINI.nama, "33.10", RINI.peran)


def blocked(akun_id: UUID, version: int) -> AkunBlocked:
    return AkunBlocked(
        aggregate_id=akun_id, version=version, nomor="A00004417", kode_wilayah_asal=KLATEN,
        blocked_at=AT,
    )  # fmt: skip


def unblocked(akun_id: UUID, version: int, status: str = "approved") -> AkunUnblocked:
    return AkunUnblocked(
        aggregate_id=akun_id, version=version, nomor="A00004417", kode_wilayah_asal=KLATEN,
        status=status, unblocked_at=AT,
    )  # fmt: skip


async def every(db: Database) -> list[tuple[str, str, str]]:
    async with db.connection() as conn:
        rows = await conn.fetch("SELECT jenis, status, hasil FROM tugas ORDER BY masuk_at, id")
    return [(row["jenis"], row["status"], row["hasil"]) for row in rows]


async def the_tugas(db: Database) -> Tugas:
    async with db.connection() as conn:
        return await queries.get_tugas(conn, await conn.fetchval("SELECT id FROM tugas"))


async def test_a_blocked_akun_leaves_the_queue(db: Database) -> None:
    akun_id = uuid4()
    await hear(db, akun_submitted(akun_id, 2), blocked(akun_id, 3))
    assert await every(db) == [("akun", "settled", "blocked")]
    with pytest.raises(Conflict, match="diblokir"):
        async with db.transaction() as conn:
            await actions.claim_tugas(conn, KLATEN_RINI, (await the_tugas(db)).id)


async def test_facts_of_a_block_in_any_order_end_the_same(db: Database) -> None:
    akun_id = uuid4()
    await hear(
        db, unblocked(akun_id, 4, "submitted"), akun_submitted(akun_id, 5), blocked(akun_id, 3),
        akun_submitted(akun_id, 2),
    )  # fmt: skip
    assert sorted(await every(db)) == [("akun", "open", ""), ("akun", "settled", "blocked")]


async def test_its_permohonan_wait_until_the_block_is_lifted(db: Database) -> None:
    submitted = permohonan_submitted()
    await hear(db, submitted, blocked(submitted.akun_id, 4))
    assert await every(db) == [("permohonan", "withdrawn", "blocked")]
    late = permohonan_submitted(nobukti="W00000124").model_copy(
        update={"akun_id": submitted.akun_id}
    )
    await hear(db, late)
    assert await every(db) == [("permohonan", "withdrawn", "blocked")] * 2
    await hear(db, unblocked(submitted.akun_id, 5), blocked(submitted.akun_id, 4))
    assert await every(db) == [("permohonan", "open", "")] * 2


async def decided(db: Database, **form: Any) -> KeputusanMade:
    async with db.transaction() as conn:
        taken = await actions.claim_tugas(conn, KLATEN_RINI, (await the_tugas(db)).id)
        wanted = KeputusanForm(
            fence=taken.fence, keputusan="rejected", catatan="Cocokkan dengan KK Anda.", **form
        )
        await actions.decide_tugas(conn, KLATEN_RINI, taken.id, wanted)
        body = await conn.fetchval(
            "SELECT coalesce(sealed, body) FROM outbox WHERE type = $1",
            KeputusanMade.type_name(),
        )
    made = envelope.from_message(bytes(body), {KeputusanMade.type_name(): KeputusanMade}).event
    assert isinstance(made, KeputusanMade)
    return made


async def test_marked_fields_and_the_submission_are_told(db: Database) -> None:
    await hear(db, akun_submitted(uuid4(), 7))
    made = await decided(db, alasan=["lainnya"], bidang=["swafoto", "nik"])
    assert (made.bidang, made.subjek_version) == (("nik", "swafoto"), 7)
    assert (await the_tugas(db)).bidang == ("nik", "swafoto")


async def test_a_reason_marks_its_fields_itself(db: Database) -> None:
    await hear(db, akun_submitted(uuid4(), 2))
    assert (await decided(db, alasan=["nama_alamat_beda"])).bidang == ("nama", "alamat")


@pytest.mark.parametrize(("jenis", "bidang"), [("akun", ["email"]), ("permohonan", ["nik"])])
def test_a_field_that_there_is_not_is_refused(jenis: Any, bidang: list[str]) -> None:
    with pytest.raises(Invalid) as wrong:
        rules.check_bidang(jenis, bidang)
    assert set(wrong.value.fields) == {"bidang"}
