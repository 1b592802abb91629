"""A forgotten person is reached no more: no kontak, no letter, no notice, in whatever order."""

from __future__ import annotations

from random import Random

import pytest

from services.notifier.app import SERVICE
from services.notifier.pemberitahuan.actions import read_inbox
from shared.bus.reaction import Retry
from shared.db import Connection
from shared.events.alamat import AlamatAkun, EmailBaru
from shared.events.envelope import Event
from shared.events.identity import AkunErased, EmailChanged, SandiChanged
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts

LEFT = "SELECT count(*) FROM surat"
NOTICES = "SELECT count(*) FROM pemberitahuan"
PERSONAL = "SELECT count(*) FROM kontak WHERE kunci <> '' OR nama <> '' OR email <> ''"


def every_fact(akun_id) -> list[Event]:
    """All that is told of one akun; what concerns a stranger's address alone is not."""
    known = [fact for fact in facts.every_fact(akun_id) if type(fact).__name__ != "AkunRepeated"]
    more = {"nama": facts.NAMA, "bahasa": "id", "kode_wilayah": facts.KLATEN}
    return [
        *known,
        SandiChanged(
            aggregate_id=akun_id, version=6, pribadi=AlamatAkun(email=facts.EMAIL, **more)
        ),
        EmailChanged(
            aggregate_id=akun_id, version=7,
            pribadi=EmailBaru(email="baru@contoh.id", email_lama=facts.EMAIL, **more),
        ),
    ]  # fmt: skip


def erased(akun_id) -> AkunErased:
    return AkunErased(
        aggregate_id=akun_id, version=9, kode_wilayah_asal=facts.KLATEN, erased_at=facts.AT
    )


async def hear(conn: Connection, events: list[Event]) -> None:
    """Let each event come; one that is too early comes again after the others."""
    later = events
    while later:
        waiting, later = later, []
        for event in waiting:
            try:
                async with conn.transaction():
                    await react(SERVICE.reactions, conn, event)
            except Retry:
                later.append(event)
        assert len(later) < len(waiting), later


async def test_kontak_letters_and_notices_are_gone(conn) -> None:
    akun_id = uuid7()
    await hear(conn, [*every_fact(akun_id), erased(akun_id), erased(akun_id)])
    for query in (LEFT, NOTICES, PERSONAL):
        assert await conn.fetchval(query) == 0
    assert (await read_inbox(conn, akun_id)).rows == []


@pytest.mark.parametrize("seed", range(20))
async def test_nothing_that_comes_late_brings_the_person_back(conn, seed: int) -> None:
    akun_id = uuid7()
    told = [*every_fact(akun_id), erased(akun_id)]
    Random(seed).shuffle(told)
    await hear(conn, told)
    for query in (LEFT, NOTICES, PERSONAL):
        assert await conn.fetchval(query) == 0


async def test_somebody_else_is_still_told(conn) -> None:
    gone, other = uuid7(), uuid7()
    await hear(conn, [facts.registered(gone), facts.registered(other), erased(gone)])
    await react(SERVICE.reactions, conn, facts.submitted(gone), facts.submitted(other))
    penerima = await conn.fetch("SELECT DISTINCT penerima_id FROM surat")
    assert [row["penerima_id"] for row in penerima] == [other]
