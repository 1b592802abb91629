"""What the queue makes of what others tell, in any order."""

from itertools import permutations
from uuid import uuid4

import orjson
import pytest

from services.verification.antrean.queries_daftar import search
from services.verification.antrean.reactions import REACTIONS
from services.verification.antrean.rows import to_tugas
from shared.bus.inbox import Inbox
from shared.events.envelope import Received
from tests.verification import facts
from tests.verification.conftest import hear, hear_together, told


async def rows(db, subjek) -> list[tuple]:
    async with db.connection() as conn:
        found = await conn.fetch(
            "SELECT subjek_version, status, hasil FROM tugas WHERE subjek_id = $1 ORDER BY 1",
            subjek,
        )
    return [tuple(row) for row in found]


async def test_an_akun_waits_in_its_office_of_origin(db) -> None:
    event = facts.akun_submitted()
    await hear(db, event)
    async with db.connection() as conn:
        row = await conn.fetchrow("SELECT * FROM tugas")
    assert (row["kode_kantor"], row["nomor"], row["status"]) == ("33.10", "A00004417", "open")
    assert row["akun_id"] == event.aggregate_id
    assert await told(db) == ["verification.tugas.opened.v1"]


@pytest.mark.parametrize(("tujuan", "kantor"), [(facts.BANTUL, "34.02"), (facts.JAKARTA, "31")])
async def test_a_permohonan_waits_in_its_office_of_destination(db, tujuan, kantor) -> None:
    await hear(db, facts.permohonan_submitted(tujuan=tujuan))
    async with db.connection() as conn:
        assert await conn.fetchval("SELECT kode_kantor FROM tugas") == kantor


async def test_a_name_is_never_kept_in_clear(db) -> None:
    await hear(db, facts.permohonan_submitted(nama="Wagiman Sukoharjo"))
    async with db.connection() as conn:
        text = await conn.fetchval("SELECT tugas::text FROM tugas")
        raw = await conn.fetchval("SELECT nama FROM tugas")
        events = await conn.fetchval("SELECT body FROM outbox")
    assert "Wagiman" not in text
    assert b"Wagiman" not in raw + events


async def test_the_same_submission_twice_is_one_tugas_told_once(db) -> None:
    event = facts.permohonan_submitted()
    await hear(db, event, event)
    assert await rows(db, event.aggregate_id) == [(1, "open", "")]
    assert await told(db) == ["verification.tugas.opened.v1"]


async def test_a_cancellation_that_comes_first_leaves_nothing_open(db) -> None:
    subjek = uuid4()
    await hear(db, facts.permohonan_cancelled(subjek, 2), facts.permohonan_submitted(subjek))
    assert await rows(db, subjek) == [(1, "withdrawn", "cancelled")]
    assert await told(db) == []


HISTORIES = {
    "cancelled": (
        lambda s: [facts.permohonan_submitted(s, 1), facts.permohonan_cancelled(s, 2)],
        [(1, "withdrawn", "cancelled")],
    ),
    "approved": (
        lambda s: [facts.permohonan_submitted(s, 1), facts.permohonan_approved(s, 3)],
        [(1, "settled", "approved")],
    ),
    "returned and rejected": (
        lambda s: [
            facts.permohonan_submitted(s, 1),
            facts.permohonan_submitted(s, 4),
            facts.permohonan_rejected(s, 6),
        ],
        [(1, "withdrawn", "submitted"), (4, "settled", "rejected")],
    ),
    "akun corrected twice": (
        lambda s: [
            facts.akun_submitted(s, 2),
            facts.akun_rejected(s, 4),
            facts.akun_submitted(s, 6),
            facts.akun_rejected(s, 8),
            facts.akun_submitted(s, 10),
        ],
        [(2, "settled", "rejected"), (6, "settled", "rejected"), (10, "open", "")],
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
async def test_every_order_of_the_same_facts_ends_the_same(db, name) -> None:
    make, expected = HISTORIES[name]
    for order in permutations(range(len(make(uuid4())))):
        subjek = uuid4()
        events = make(subjek)
        shuffled = [events[place] for place in order]
        await hear(db, *shuffled, shuffled[0])
        assert await rows(db, subjek) == expected, order


@pytest.mark.parametrize("name", HISTORIES)
async def test_every_order_in_one_batch_ends_the_same_beside_another_subject(db, name) -> None:
    make, expected = HISTORIES[name]
    for order in permutations(range(len(make(uuid4())))):
        subjek, beside = uuid4(), facts.permohonan_submitted()
        events = make(subjek)
        shuffled = [events[place] for place in order]
        await hear_together(db, *shuffled, beside, shuffled[0], beside)
        assert await rows(db, subjek) == expected, order
        assert await rows(db, beside.aggregate_id) == [(1, "open", "")]


async def test_a_batch_opens_each_tugas_with_its_own_name_and_tells_them_in_order(db) -> None:
    names = ["Wagiman", "Siti Rahmawati", "Budi Santoso Wijaya"]
    events = [facts.permohonan_submitted(nama=nama) for nama in names]
    await hear_together(db, *events)
    async with db.connection() as conn:
        kept = await conn.fetch("SELECT *, false AS is_claimed FROM tugas")
        found = await search(conn, "34.02", "santoso budi", 10)
        opened = await conn.fetch("SELECT aggregate_id FROM outbox ORDER BY id")
    by_id = {row["id"]: to_tugas(row) for row in kept}
    told_names = [by_id[row["aggregate_id"]].nama for row in opened]
    assert told_names == names
    assert [tugas.nama for tugas in found] == ["Budi Santoso Wijaya"]


async def test_what_a_batch_tells_goes_back_to_the_request_of_each_cause(db) -> None:
    events = [facts.permohonan_submitted() for _ in range(3)]
    received = [
        Received(uuid4(), event.type_name(), event, f"permintaan-{place}")
        for place, event in enumerate(events)
    ]
    await Inbox("uji", REACTIONS, db).take(received)
    async with db.connection() as conn:
        found = await conn.fetch("SELECT request_id, body FROM outbox ORDER BY id")
    requests = [row["request_id"] for row in found]
    assert requests == ["permintaan-0", "permintaan-1", "permintaan-2"]
    assert [orjson.loads(row["body"])["requestid"] for row in found] == requests
