"""A resident whose akun is blocked hands nothing in."""

from __future__ import annotations

from typing import Any

import pytest

from services.registration.draf.actions import start_draf
from services.registration.pemohon.actions import check_not_blocked
from shared.errors import Conflict
from shared.events.identity import AkunBlocked, AkunUnblocked
from tests.registration.made import AT, KLATEN, akun_approved, hear, make_pemohon


def fact(kind: Any, akun_id: Any, version: int, **more: Any) -> Any:
    return kind(
        aggregate_id=akun_id, version=version, nomor="A00000001", kode_wilayah_asal=KLATEN, **more
    )


async def test_a_blocked_resident_starts_nothing_until_the_block_is_lifted(conn_of: Any) -> None:
    async with conn_of("registration") as conn:
        pemohon = await make_pemohon(conn)
        akun_id = pemohon.akun_id
        await hear(conn, fact(AkunBlocked, akun_id, 10, blocked_at=AT))
        with pytest.raises(Conflict, match="diblokir"):
            await start_draf(conn, pemohon)
        await hear(conn, fact(AkunUnblocked, akun_id, 11, status="rejected", unblocked_at=AT))
        with pytest.raises(Conflict, match="diblokir"):
            await start_draf(conn, pemohon)
        await hear(conn, akun_approved(akun_id, version=13))
        await start_draf(conn, pemohon)


async def test_older_news_of_a_block_changes_nothing(conn_of: Any) -> None:
    async with conn_of("registration") as conn:
        akun_id = (await make_pemohon(conn)).akun_id
        lifted = fact(AkunUnblocked, akun_id, 11, status="approved", unblocked_at=AT)
        await hear(conn, lifted, fact(AkunBlocked, akun_id, 10, blocked_at=AT))
        await check_not_blocked(conn, akun_id)
