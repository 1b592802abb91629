"""Using a link."""

from __future__ import annotations

from services.identity.akun import actions as akun
from services.identity.konfirmasi import queries, rules
from shared import clock
from shared.db import Connection
from shared.errors import N_, Conflict

USED = N_("Tautan ini sudah dipakai atau sudah lewat 48 jam.")


async def confirm_email(conn: Connection, token: str) -> None:
    """Confirm the address and hand the akun in; raises Conflict if the link counts no longer."""
    akun_id = await queries.set_used(conn, rules.hash_of(token), clock.now())
    if akun_id is None:
        raise Conflict(USED)
    await akun.submit_akun(conn, akun_id)
