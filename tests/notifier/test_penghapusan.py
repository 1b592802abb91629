"""A forgotten person is reached no more: no kontak, no letter, no notice."""

from __future__ import annotations

from services.notifier.app import SERVICE
from shared.events.identity import AkunErased
from shared.ids import uuid7
from tests.notifier import facts


async def test_kontak_letters_and_notices_are_gone(conn) -> None:
    akun_id = uuid7()
    erased = AkunErased(
        aggregate_id=akun_id, version=9, kode_wilayah_asal=facts.KLATEN, erased_at=facts.AT
    )
    for event in (facts.registered(akun_id), erased, erased):
        await SERVICE.reactions[type(event)](conn, event)
    for table in ("kontak", "surat", "pemberitahuan"):
        assert await conn.fetchval(f"SELECT count(*) FROM {table}") == 0
