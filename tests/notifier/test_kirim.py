"""The dialogue with the mail server: yes, later, never, silence, and a killed worker."""

import asyncio
from datetime import timedelta

import pytest

from services.notifier.app import SERVICE
from services.notifier.surat import kirim as kirim_module
from services.notifier.surat import masa_simpan
from services.notifier.surat.kirim import kirim, send_next
from services.notifier.surat.kurir import Kurir
from services.notifier.surat.models import Outcome
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts
from tests.notifier.postman import HANG_UP, HANG_UP_AFTER_TAKING, postman

ROW = "SELECT state, attempts, last_error, next_attempt_at - now() AS pause FROM surat"


@pytest.fixture
async def office():
    async with postman() as lent:
        yield lent


@pytest.fixture
def settings(migrated, office):
    known = migrated.settings("notifier")
    return known.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": office.port})


@pytest.fixture
async def kurir(settings):
    lent = Kurir(settings.smtp_servers)
    yield lent
    await lent.close()


async def hear(database, *events) -> None:
    async with database.transaction() as conn:
        for event in events:
            await react(SERVICE.reactions, conn, event)


async def make_due(database) -> None:
    await database.pool.execute(
        "UPDATE surat SET next_attempt_at = now() WHERE state IN ('sending', 'failed')"
    )


async def test_a_letter_is_handed_over_and_noted(database, settings, kurir, office) -> None:
    await hear(database, facts.registered(uuid7()))
    assert await send_next(database, settings, kurir) is Outcome.SENT
    assert await send_next(database, settings, kurir) is None
    row = await database.pool.fetchrow("SELECT state, attempts, sent_at, id FROM surat")
    assert (row["state"], row["attempts"]) == ("sent", 1)
    assert row["sent_at"] is not None
    (letter,) = office.taken
    assert letter["To"] == facts.EMAIL
    assert letter["Message-ID"].startswith(f"<{row['id']}@")
    assert facts.TAUTAN in letter.get_body(("html",)).get_content()


async def test_a_4xx_is_tried_again_and_arrives_once(database, settings, kurir, office) -> None:
    await hear(database, facts.registered(uuid7()))
    office.replies = ["451 try later"]
    assert await send_next(database, settings, kurir) is Outcome.LATER
    row = await database.pool.fetchrow(ROW)
    assert (row["state"], row["last_error"]) == ("failed", "451")
    assert timedelta(seconds=3) < row["pause"] <= timedelta(seconds=5)
    assert await send_next(database, settings, kurir) is None
    await make_due(database)
    assert await send_next(database, settings, kurir) is Outcome.SENT
    assert len(office.taken) == 1
    row = await database.pool.fetchrow(ROW)
    assert (row["state"], row["attempts"], row["last_error"]) == ("sent", 2, "")


async def test_a_recipient_refused_for_now_is_tried_again(
    database, settings, kurir, office
) -> None:
    await hear(database, facts.registered(uuid7()))
    office.refuse = ["450 mailbox busy"]
    assert await send_next(database, settings, kurir) is Outcome.LATER
    await make_due(database)
    assert await send_next(database, settings, kurir) is Outcome.SENT


@pytest.mark.parametrize("where", ["recipient", "letter"])
async def test_a_5xx_is_never_tried_again(database, settings, kurir, office, where) -> None:
    await hear(database, facts.registered(uuid7()))
    if where == "recipient":
        office.refuse = ["550 no such user"]
    else:
        office.replies = ["554 refused"]
    assert await send_next(database, settings, kurir) is Outcome.NEVER
    row = await database.pool.fetchrow(ROW)
    assert row["state"] == "dead"
    assert row["last_error"] in {"550", "554"}
    assert await send_next(database, settings, kurir) is None
    assert office.taken == []


async def test_a_refused_letter_does_not_stop_the_next(database, settings, kurir, office) -> None:
    await hear(database, facts.registered(uuid7()), facts.registered(uuid7()))
    office.refuse = ["550 no such user"]
    outcomes = [await send_next(database, settings, kurir) for _ in range(2)]
    assert outcomes == [Outcome.NEVER, Outcome.SENT]
    assert office.connections == 1


async def test_a_server_that_hangs_up_gets_the_letter_again(
    database, settings, kurir, office
) -> None:
    await hear(database, facts.registered(uuid7()))
    office.replies = [HANG_UP]
    assert await send_next(database, settings, kurir) is Outcome.NO_SERVER
    await make_due(database)
    assert await send_next(database, settings, kurir) is Outcome.SENT
    assert len(office.taken) == 1


async def test_a_letter_taken_without_an_answer_comes_twice_under_one_message_id(
    database, settings, kurir, office
) -> None:
    await hear(database, facts.registered(uuid7()))
    office.replies = [HANG_UP_AFTER_TAKING]
    assert await send_next(database, settings, kurir) is Outcome.NO_SERVER
    await make_due(database)
    assert await send_next(database, settings, kurir) is Outcome.SENT
    first, second = office.taken
    assert first["Message-ID"] == second["Message-ID"]


async def test_no_server_at_all_loses_nothing(database, settings) -> None:
    await hear(database, facts.registered(uuid7()))
    nobody = Kurir([("127.0.0.1", 1)])
    assert await send_next(database, settings, nobody) is Outcome.NO_SERVER
    row = await database.pool.fetchrow(ROW)
    assert (row["state"], row["attempts"]) == ("failed", 1)


async def test_a_silent_server_is_given_up_before_the_lease_ends(
    database, settings, monkeypatch
) -> None:
    monkeypatch.setattr("services.notifier.surat.kurir.WHOLE_TIMEOUT", 0.2)
    callers: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, caller: callers.append(caller), "127.0.0.1", 0)
    mute = Kurir([("127.0.0.1", server.sockets[0].getsockname()[1])])
    await hear(database, facts.registered(uuid7()))
    assert await send_next(database, settings, mute) is Outcome.NO_SERVER
    await mute.close()
    for caller in callers:
        caller.close()
    server.close()


async def test_a_letter_stuck_in_sending_is_taken_again_after_its_lease(
    database, settings, kurir, office, monkeypatch
) -> None:
    def kill(name: str) -> None:
        if name == "surat.after_send":
            raise RuntimeError("killed")

    await hear(database, facts.registered(uuid7()))
    with monkeypatch.context() as patch:
        patch.setattr(kirim_module, "reach", kill)
        with pytest.raises(RuntimeError, match="killed"):
            await send_next(database, settings, kurir)
    row = await database.pool.fetchrow(ROW)
    assert row["state"] == "sending"
    assert timedelta(seconds=50) < row["pause"] <= timedelta(seconds=60)
    assert await send_next(database, settings, kurir) is None
    await make_due(database)
    assert await send_next(database, settings, kurir) is Outcome.SENT
    assert {letter["Message-ID"] for letter in office.taken} == {office.taken[0]["Message-ID"]}


async def test_who_lost_the_lease_writes_nothing(database, settings, kurir, office) -> None:
    from services.notifier.surat import queries, rules

    await hear(database, facts.registered(uuid7()))
    async with database.transaction() as conn:
        late = await queries.take_due(conn, rules.LEASE)
    await make_due(database)
    assert await send_next(database, settings, kurir) is Outcome.SENT
    async with database.transaction() as conn:
        await queries.set_tried(conn, late, "failed", timedelta(seconds=5), "late")
    assert (await database.pool.fetchrow(ROW))["state"] == "sent"


async def test_two_senders_never_take_the_same_letter(database, settings, office) -> None:
    await hear(database, *(facts.registered(uuid7()) for _ in range(40)))

    async def carry() -> None:
        own = Kurir(settings.smtp_servers)
        while await send_next(database, settings, own):
            pass
        await own.close()

    await asyncio.gather(*(carry() for _ in range(4)))
    ids = [letter["Message-ID"] for letter in office.taken]
    assert len(ids) == len(set(ids)) == 40


async def test_a_letter_to_somebody_who_was_erased_is_dead(
    database, settings, kurir, office
) -> None:
    await hear(database, facts.registered(uuid7()))
    await database.pool.execute("DELETE FROM kontak")
    assert await send_next(database, settings, kurir) is Outcome.NEVER
    assert office.taken == []


async def test_a_name_with_line_breaks_arrives_as_one_letter(
    database, settings, kurir, office
) -> None:
    await hear(database, facts.registered(uuid7(), nama="Siti\r\nBcc: semua@contoh.id\r\n\r\nx"))
    assert await send_next(database, settings, kurir) is Outcome.SENT
    (letter,) = office.taken
    assert letter["Bcc"] is None
    assert letter["To"] == facts.EMAIL


async def test_the_worker_sends_soon_after_the_commit(database, settings, office) -> None:
    task = asyncio.create_task(kirim(database, settings))
    await asyncio.sleep(0.1)
    await hear(database, *facts.every_fact(uuid7()))
    async with asyncio.timeout(5):
        while len(office.taken) < 9:
            await asyncio.sleep(0.02)
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_broken_letter_stops_neither_the_worker_nor_the_others(
    database, settings, office
) -> None:
    bad = facts.registered(uuid7(), email="bukan alamat")
    await hear(database, bad, facts.registered(uuid7()))
    task = asyncio.create_task(kirim(database, settings))
    async with asyncio.timeout(5):
        while not await database.pool.fetchval("SELECT 1 FROM surat WHERE state = 'sent'"):
            await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    rows = await database.pool.fetch("SELECT state, last_error FROM surat ORDER BY nomor")
    assert [row["state"] for row in rows] == ["failed", "sent"]
    assert "bukan" not in rows[0]["last_error"]


async def test_letters_that_are_over_are_forgotten_and_others_wait(database) -> None:
    async with database.transaction() as conn:
        for state, age in (("sent", 31), ("dead", 31), ("waiting", 31), ("sent", 29)):
            await conn.execute(
                "INSERT INTO surat (id, pesan, subjek_id, version, penerima_id, kode_kantor, isian,"
                " state, created_at) VALUES ($1, 'sandi_diubah', $1, 1, $1, '0', '', $2,"
                " now() - $3 * interval '1 day')", uuid7(), state, age,
            )  # fmt: skip
    await masa_simpan.forget(database, 30)
    async with database.connection() as conn:
        left = await conn.fetch("SELECT state FROM surat ORDER BY state")
    assert [row["state"] for row in left] == ["sent", "waiting"]
