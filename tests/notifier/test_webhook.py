"""Webhooks: signed, in order, retried, given up, and never led where no address may lead."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from standardwebhooks.webhooks import Webhook as Verifier

from services.notifier.peristiwa.models import PeristiwaBaru
from services.notifier.peristiwa.queries import insert_peristiwa, newest
from services.notifier.webhook import actions, antar, rules
from services.notifier.webhook.models import UlangDari, WebhookForm
from services.notifier.webhook.panggil import Pemanggil
from shared.events.envelope import to_row
from shared.events.registration import PermohonanApproved, PermohonanCancelled
from shared.ids import uuid7
from tests.notifier import facts
from tests.notifier.test_pengingat import officer

KINDS = ["registration.permohonan.approved.v1", "registration.permohonan.cancelled.v1"]
ROW = "SELECT state, attempts, last_error, cursor, terkirim FROM webhook"


class Receiver:
    """Answers what it is told, and remembers what it took."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.hang = False

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.hang:
            await asyncio.sleep(60)
        status = self.answers.pop(0) if self.answers else 204
        if status < 300:
            self.taken.append((dict(request.headers), body))
        headers = {"Location": "http://127.0.0.1:1/"} if 300 <= status < 400 else {}
        return web.Response(status=status, headers=headers)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.taken]


@pytest.fixture
async def receiver():
    office, app = Receiver(), web.Application()
    app.router.add_post("/terima", office.take)
    async with TestServer(app) as server:
        office.url = str(server.make_url("/terima"))
        yield office


@pytest.fixture
async def pemanggil():
    async with Pemanggil(may_be_local=True) as lent:
        yield lent


async def make(database, url, wilayah=("34.02",), jenis=KINDS):
    form = WebhookForm(nama="Sistem Uji", url=url, wilayah=list(wilayah), jenis=list(jenis))
    async with database.transaction() as conn:
        who = officer("petugas_kementerian", "")
        return await actions.create_webhook(conn, who, form, may_be_local=True)


async def happen(database, *events) -> list[str]:
    rows = [to_row(event) for event in events]
    async with database.transaction() as conn:
        await insert_peristiwa(conn, [
            PeristiwaBaru(row.event_id, row.type, row.routing_key, str(row.aggregate_id), row.body)
            for row in rows
        ])  # fmt: skip
    return [str(row.event_id) for row in rows]


def approved(tujuan=facts.BANTUL, permohonan_id=None, kind=PermohonanApproved, version=1):
    return facts.about_permohonan(
        kind, uuid7(), version, kode_wilayah_tujuan=tujuan, permohonan_id=permohonan_id
    )


async def run(database, pemanggil) -> None:
    while await antar.deliver_next(database, pemanggil):
        pass


async def make_due(database, **since) -> None:
    await database.pool.execute("UPDATE webhook SET next_attempt_at = now()")
    if since:
        at = timedelta(**since)
        await database.pool.execute("UPDATE webhook SET failing_since = now() - $1::interval", at)


async def test_what_is_its_arrives_signed_as_standard_webhooks_say(
    database, receiver, pemanggil
) -> None:
    _, secret = await make(database, receiver.url)
    mine = await happen(database, approved())
    await happen(database, approved("31.71.01.1001"))
    mine += await happen(database, approved(kind=PermohonanCancelled))
    await run(database, pemanggil)
    assert sorted(receiver.ids) == sorted(mine)
    for headers, body in receiver.taken:
        lower = {name.lower(): value for name, value in headers.items()}
        assert Verifier(secret).verify(body, lower)["specversion"] == "1.0"
        with pytest.raises(Exception, match="matching"):
            Verifier(secret).verify(body + b" ", lower)
    async with database.connection() as conn:
        assert await newest(conn) == await database.pool.fetchval("SELECT cursor FROM webhook")


async def test_one_permohonan_stays_in_order_and_others_go_on(
    database, receiver, pemanggil
) -> None:
    await make(database, receiver.url)
    stuck, free = uuid7(), uuid7()
    ids = await happen(
        database, approved(permohonan_id=free),
        approved(permohonan_id=stuck),
        approved(permohonan_id=stuck, kind=PermohonanCancelled, version=2),
        approved(permohonan_id=free, kind=PermohonanCancelled, version=2),
    )  # fmt: skip
    receiver.answers = [204, 204, 503]
    await run(database, pemanggil)
    assert receiver.ids == [ids[0], ids[3]]
    row = await database.pool.fetchrow(ROW)
    assert (row["state"], row["attempts"], row["last_error"]) == ("active", 1, "HTTP 503")
    assert len(row["terkirim"]) == 1
    await make_due(database)
    await run(database, pemanggil)
    assert receiver.ids == [ids[0], ids[3], ids[1], ids[2]]


@pytest.mark.parametrize(("status", "reason"), [(500, "HTTP 500"), (302, "HTTP 302")])
async def test_a_failure_waits_longer_each_time_and_a_redirect_is_one(
    database, receiver, pemanggil, status, reason
) -> None:
    await make(database, receiver.url)
    await happen(database, approved())
    receiver.answers = [status] * 3
    pauses = []
    for _ in range(3):
        await make_due(database)
        await run(database, pemanggil)
        pauses.append(await database.pool.fetchval("SELECT next_attempt_at - now() FROM webhook"))
    assert pauses[0] < timedelta(seconds=6) < pauses[1] < timedelta(seconds=11) < pauses[2]
    assert await database.pool.fetchval("SELECT last_error FROM webhook") == reason
    await make_due(database)
    await run(database, pemanggil)
    assert len(receiver.taken) == 1


async def test_after_three_days_it_rests_the_event_is_dead_and_the_ministry_is_told(
    database, receiver, pemanggil
) -> None:
    one, _ = await make(database, receiver.url)
    ids = await happen(database, approved(), approved())
    receiver.answers = [500, 500]
    await run(database, pemanggil)
    await make_due(database, days=3)
    await run(database, pemanggil)
    assert await database.pool.fetchval("SELECT state FROM webhook") == "paused"
    dead = await database.pool.fetch("SELECT event_id FROM webhook_kiriman WHERE hasil = 'dead'")
    assert [str(row["event_id"]) for row in dead] == ids[:1]
    jenis = await database.pool.fetchval("SELECT jenis FROM kabar WHERE wilayah = ''")
    assert jenis == "langganan_terhenti"
    async with database.transaction() as conn:
        await actions.set_state(conn, one.id, "active")
    await run(database, pemanggil)
    assert receiver.ids == ids[1:]
    async with database.transaction() as conn:
        await actions.replay(conn, one.id, UlangDari(cursor=0))
    await run(database, pemanggil)
    assert sorted(receiver.ids[1:]) == sorted(ids)


@pytest.fixture
async def site(app_of, database):
    app, sign = app_of("notifier")
    async with TestClient(TestServer(app)) as lent:
        ministry = {"Authorization": f"Bearer {sign('petugas_kementerian')}"}
        yield lent, ministry, {"Authorization": f"Bearer {sign('petugas', '34.02')}"}


async def given_up(database, receiver, pemanggil):
    """A webhook that rests with one dead line; returns both and the event's id."""
    one, _ = await make(database, receiver.url)
    ids = await happen(database, approved())
    receiver.answers = [500, 500]
    await run(database, pemanggil)
    await make_due(database, days=3)
    await run(database, pemanggil)
    nomor = await database.pool.fetchval("SELECT nomor FROM webhook_kiriman WHERE hasil = 'dead'")
    return one, nomor, ids[0]


async def test_a_dead_one_is_sent_again_by_hand_until_it_is_taken(
    database, receiver, pemanggil, site
) -> None:
    one, nomor, event_id = await given_up(database, receiver, pemanggil)
    client, ministry, office = site
    path = f"/api/v1/notifier/webhook/{one.id}/kiriman/{nomor}/ulang"
    async with client.post(path, headers=office) as answer:
        assert answer.status == 403
    receiver.answers = [503]
    async with client.post(path, headers=ministry) as answer:
        assert await answer.json() == {"berhasil": False, "status": 503, "reason": "HTTP 503"}
    page = f"/integrasi/webhook/{one.id}"
    async with client.get(page, headers=ministry) as answer:
        assert f"/kiriman/{nomor}/ulang" in await answer.text()
    async with client.post(f"{page}/kiriman/{nomor}/ulang", headers=ministry) as answer:
        text = await answer.text()
        assert (answer.status, f"/kiriman/{nomor}/ulang" in text) == (200, False)
    assert receiver.ids == [event_id]
    assert await database.pool.fetchval("SELECT state FROM webhook") == "paused"
    async with client.post(path, headers=ministry) as answer:
        assert answer.status == 404
    kiriman = f"/api/v1/notifier/webhook/{one.id}/kiriman"
    async with client.get(kiriman, headers=ministry) as answer:
        lines = (await answer.json())["kiriman"]
    assert [line["hasil"] for line in lines] == ["delivered", "failed", "dead", "failed"]
    assert nomor in [line["nomor"] for line in lines]


async def test_410_disables_at_once(database, receiver, pemanggil) -> None:
    await make(database, receiver.url)
    await happen(database, approved())
    receiver.answers = [410]
    await run(database, pemanggil)
    assert await database.pool.fetchval("SELECT state FROM webhook") == "disabled"


async def test_a_receiver_that_hangs_is_left(database, receiver, pemanggil, monkeypatch) -> None:
    import aiohttp

    pemanggil._session._timeout = aiohttp.ClientTimeout(total=0.2)
    receiver.hang = True
    await make(database, receiver.url)
    await happen(database, approved(), approved(), approved())
    await run(database, pemanggil)
    row = await database.pool.fetchrow(ROW)
    assert row["attempts"] == 1
    assert "Timeout" in row["last_error"]
    tried = await database.pool.fetchval("SELECT count(*) FROM webhook_kiriman")
    assert tried == 1


async def test_a_webhook_that_was_changed_meanwhile_is_not_written_over(
    database, receiver, pemanggil
) -> None:
    one, _ = await make(database, receiver.url)
    await happen(database, approved())
    async with database.transaction() as conn:
        from services.notifier.webhook import queries

        taken = await queries.take_due(conn, rules.LEASE)
    async with database.transaction() as conn:
        await actions.set_state(conn, one.id, "paused")
        kept = await queries.set_tried(conn, taken, 99, [], 0, None, "", "active", timedelta(0))
    assert not kept
    assert await database.pool.fetchval("SELECT state FROM webhook") == "paused"


async def test_a_test_message_says_that_it_is_one(database, receiver, pemanggil) -> None:
    one, secret = await make(database, receiver.url)
    got = await actions.send_test(database, pemanggil, one.id)
    assert got.status == 204
    headers, body = receiver.taken[0]
    lower = {name.lower(): value for name, value in headers.items()}
    assert Verifier(secret).verify(body, lower)["type"] == actions.TEST_TYPE
