"""What is measured of the running system, goal by goal."""

from __future__ import annotations

import asyncio
import base64
import os
import subprocess
import sys
import time
from contextlib import AsyncExitStack
from random import Random
from uuid import uuid4

import asyncpg
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from deploy.local.browser import Browser
from deploy.local.run import read_accounts
from deploy.local.walk.__main__ import Walk
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.officer import Account, Officer
from deploy.local.walk.person import new_person, register
from deploy.local.walk.resident import Resident
from services.identity.jejak.periksa import verify
from services.identity.sandi.hashing import hasher
from shared import clock, crypto
from shared.db import make_pool
from shared.service import Service
from shared.web.application import make_app
from tests.bench.report import Line, at_least, at_most
from tests.house.test_policy_matrix import fixed, is_own, walk
from tests.house.tree import ROOT, SERVICES, routes, service
from tests.identity.test_jejak import somebody
from tests.security import canary, tamper, uploads, worker
from tests.security.people import SANDI, Run, captcha_of, make_known

DOORS = {
    "identity": "/akun", "registration": "/beranda", "verification": "/verifikasi",
    "reporting": "/rekap/nasional", "notifier": "/pemberitahuan",
}  # fmt: skip


async def matrix(run: Run) -> list[Line]:
    """S2: every route × role × area × akun through the real middlewares."""
    began, wrong, tried = time.monotonic(), 0, 0
    for name in SERVICES:
        settings = run.settings(name)
        mine = [fixed(route) for owner, route in routes() if owner == name and is_own(route)]
        known = service(name)
        only = Service(
            name=name, title=known.title, routes=mine, reactions={}, settings=known.settings
        )
        async with TestClient(TestServer(make_app(only, settings))) as client:
            unexpected, count = await walk(client, mine, run.sign, every=True)
        wrong, tried = wrong + len(unexpected), tried + count
    return [
        at_most("S2", wrong, f"unexpected of {tried}", 0),
        at_least("S2-count", tried, "combinations", 5000),
        at_most("S2-time", time.monotonic() - began, "s", 120),
    ]


async def scan(run: Run) -> list[Line]:
    """S3: play the walk with a marked person, then search every byte that was written."""
    people = [
        Account(**{name: each[name] for name in Account.__dataclass_fields__})
        for each in read_accounts(run.system.settings.folder)
    ]
    person = new_person(Random(time.time_ns())).model_copy(
        update={"nama": "Zaqwanora Xilvemtika", "alamat": "Dukuh Qorvanix Kidul"}
    )
    settings = run.system.settings
    await register(settings, person)
    email = f"zaqwanora-{person.nik[-6:]}@contoh.id"
    async with AsyncExitStack() as stack:
        browsers = [
            await stack.enter_async_context(Browser(run.system.url)) for _ in range(1 + len(people))
        ]
        resident = Resident(browsers[0], person, Mailbox(run.system.mail_url, email), email)
        officers = [Officer(*pair) for pair in zip(browsers[1:], people, strict=True)]
        await Walk(settings, resident, officers).play()
    run.marked.extend(canary.canaries(resident))
    # The mail sink is the recipient: what is not found there would not be found anywhere.
    received, _ = canary.scan([settings.folder / "mail"], run.marked)
    assert received, "the scan finds nothing where it must"
    return [await _searched(run, "S3", "plaintext hits")]


async def scan_again(run: Run) -> list[Line]:
    """S3 after everything else: the person, and every key there is, the rotated ones too."""
    kept = run.system.servers.secrets
    named = {"session": kept.session_private_key, "bus": kept.bus_keys.partition(":")[2]}
    named |= {f"master {who}": key.partition(":")[2] for who, key in kept.master_keys.items()}
    named |= {f"index {who}": key for who, key in kept.index_keys.items()}
    run.marked.extend(canary.keys(named))
    return [await _searched(run, "S3-after", "hits of the person and of keys")]


async def _searched(run: Run, goal: str, what: str) -> Line:
    conn = await asyncpg.connect(run.system.servers.database_url("postgres"))
    await conn.execute("CHECKPOINT")
    await conn.close()
    cluster = run.system.servers.postgres.cluster.resolve()
    folders = [run.system.settings.folder]
    if folders[0].resolve() not in cluster.parents:
        folders.append(cluster)
    hits, size = await asyncio.to_thread(canary.scan, folders, run.marked)
    run.tell(f"{goal} searched {size / 1e6:.0f} MB for {len(run.marked)} forms: {hits[:20]}")
    return at_most(goal, len(hits), f"{what} in {size / 1e6:.0f} MB", 0)


async def trail(run: Run) -> list[Line]:
    """S4: tamper with the trail as a superuser, again and again; and is the run's own whole?"""
    run.settings("identity")
    times = 40 if run.short else 1000
    conn = await tamper.superuser(run.system.servers.database_url("postgres"))
    outer = conn.transaction()
    await outer.start()
    try:
        # The worker's sealer waits until this is undone.
        await conn.execute("SELECT pg_advisory_xact_lock(hashtext('identity.jejak'))")
        own = await verify(conn, clock.now())
        rows = await conn.fetchval("SELECT count(*) FROM jejak_segel")
        await conn.execute("SET LOCAL session_replication_role = replica")
        await conn.execute("DELETE FROM jejak; DELETE FROM jejak_segel; DELETE FROM jejak_akar")
        await conn.execute("INSERT INTO jejak_akar VALUES (0, 0, 0, '', now())")
        await tamper.fill(conn, somebody())
        found, missed = await tamper.count_found(conn, times, Random(4))
    finally:
        await outer.rollback()
        await conn.close()
    if own or missed:
        run.tell(f"S4 own trail: {own[:5]}, missed: {sorted(set(missed))}")
    return [
        at_least("S4", found, f"of {times} tamperings found", times),
        at_most("S4-own", len(own), f"findings in the run's own {rows} sealed rows", 0),
    ]


async def revocation(run: Run) -> list[Line]:
    """S7: from logging out until each of the five services refuses the token."""
    rounds = 3 if run.short else 20
    settings = run.settings("identity")
    pool = await make_pool(settings.database_url, 2)
    kept = await hasher().hash(SANDI)
    async with pool.acquire() as conn, conn.transaction():
        known = await make_known(conn, rounds, kept)
    await pool.close()
    slowest: list[float] = []
    async with ClientSession() as client:
        for who in known:
            body = {"email": who.email, "sandi": SANDI} | await captcha_of(run, client)
            async with client.post(f"{run.api}/sesi", json=body) as answer:
                token = (await answer.json())["token"]
            headers = {"Authorization": f"Bearer {token}"}
            before = [await _asks(run, client, door, headers) for door in DOORS.values()]
            assert 401 not in before, before
            began = time.perf_counter()
            async with client.delete(f"{run.api}/sesi", headers=headers) as answer:
                assert answer.status == 200
            refused = [_until_refused(run, client, door, headers) for door in DOORS.values()]
            await asyncio.gather(*refused)
            slowest.append(time.perf_counter() - began)
    run.tell(f"S7 slowest of five services, {rounds} rounds: max {max(slowest):.3f} s")
    return [at_most("S7", max(slowest), f"s until all five refuse ({rounds} rounds)", 1)]


async def _asks(run: Run, client: ClientSession, door: str, headers: dict[str, str]) -> int:
    async with client.get(run.system.url + door, headers=headers, allow_redirects=False) as answer:
        await answer.read()
        return answer.status


async def _until_refused(
    run: Run, client: ClientSession, door: str, headers: dict[str, str]
) -> None:
    while await _asks(run, client, door, headers) != 401:
        await asyncio.sleep(0.01)


async def hostile(run: Run) -> list[Line]:
    """S8: hostile files through the door, and what each would cost."""
    every = uploads.some(run.short)
    seen = await uploads.through_the_door(run.system.url, every)
    run.tell(f"S8 {len(every)} files, answers {dict(sorted(seen.items()))}")
    raw, refused = await asyncio.to_thread(uploads.kept_raw, every)
    costs = await asyncio.to_thread(worker.measure, every)
    run.tell(f"S8 the process at rest {costs.idle:.0f} MB, {costs.left:+.0f} MB after all files")
    broken = sum(count for status, count in seen.items() if status >= 500)
    return [
        at_most("S8", raw, f"kept raw of {len(every)} ({refused} refused)", 0),
        at_least("S8-count", len(every), "hostile files", 200),
        at_most("S8-5xx", broken, "answers of 5xx", 0),
        at_most("S8-cpu", costs.worst.cpu, "s of CPU, the worst file", 1),
        at_most("S8-memory", costs.worst.memory, "MB over the idle process, the worst file", 150),
        at_most("S8-lost", costs.lost, "files that cost the process its life", 0),
    ]


async def rotation(run: Run) -> list[Line]:
    """S11: rewrap many keys while they are read; last, since the run's own keys change with it."""
    rows = 2000 if run.short else 100_000
    settings = run.settings("identity")
    pool = await make_pool(settings.database_url, 2)
    ids = [uuid4() for _ in range(rows)]
    wrapped = [crypto.SubjectKey.create(each).wrap() for each in ids]
    await pool.execute(
        "INSERT INTO swafoto (id, kunci, nama_objek, ukuran) SELECT id, kunci, id::text, 1 "
        "FROM unnest($1::uuid[], $2::bytea[]) AS baru (id, kunci)", ids, wrapped, timeout=120,
    )  # fmt: skip
    await pool.execute("DELETE FROM swafoto WHERE kunci = ''  AND akun_id IS NULL AND NOT EXISTS "
                       "(SELECT FROM akun WHERE swafoto_id = swafoto.id)")  # fmt: skip
    environment = run.system.servers.environment("identity")
    newer = base64.b64encode(os.urandom(32)).decode()
    run.marked.extend(canary.keys({"master baru": newer}))
    environment["MASTER_KEYS"] = f"k2:{newer},{environment['MASTER_KEYS']}"
    crypto.use({"k2": base64.b64decode(newer), **settings.master_keys}, settings.index_key)
    began = time.monotonic()
    rotating = asyncio.create_task(asyncio.to_thread(_rotate, environment))
    read = failed = 0
    while not rotating.done():
        one = Random(read).choice(ids)
        kunci = await pool.fetchval("SELECT kunci FROM swafoto WHERE id = $1", one)
        try:
            crypto.SubjectKey.unwrap(kunci, one)
        except Exception:
            failed += 1
        read += 1
    await rotating
    seconds = time.monotonic() - began
    left = 0
    for row in await pool.fetch("SELECT kunci FROM swafoto WHERE id = ANY($1::uuid[])", ids):
        left += crypto.key_of(row["kunci"]) != "k2"
    await pool.close()
    return [
        at_most("S11", seconds * 100_000 / rows, "s for 100,000 rows", 120),
        at_most("S11-reads", failed, f"failed of {read} reads meanwhile", 0),
        at_most("S11-left", left, f"of {rows} rows left under the old key", 0),
    ]


def _rotate(environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "services.identity", "rotate-keys"],
        env=environment, cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
