"""Residents and officers of a fault run: verified by event, logged in by a forged token."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import asyncpg

from deploy.local.servers import Servers
from shared import clock
from shared.bus import outbox
from shared.events import envelope
from shared.events.identity import AkunApproved, Pemilik
from shared.ids import uuid7
from shared.sesi import token
from shared.sesi.token import Principal

ORIGIN = "33.10.05.2011"
VILLAGES = {"34.02": "34.02.15.2004", "64.02": "64.02.06.1001", "31": "31.74.01.1001"}


@dataclass(frozen=True)
class Resident:
    """A verified resident and the token that speaks for them."""

    akun_id: UUID
    bearer: str


def principal(peran: str, wilayah: str, who: UUID, nama: str = "") -> Principal:
    """Return somebody who is logged in for the next hours."""
    at = clock.now().replace(microsecond=0)
    return Principal(
        id=who, jenis="penduduk" if peran == "penduduk" else "petugas", peran=peran,
        wilayah=wilayah, nama_wilayah=wilayah, inisial="UJ", nama=nama, sid=uuid7(),
        issued_at=at, expires_at=at + timedelta(hours=6),
    )  # fmt: skip


class Registry:
    """Signs tokens with the run's own key and tells who is verified through identity's outbox."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        pair = servers.secrets.session_private_key, servers.secrets.session_public_key
        self._key = token.private_key(*(base64.b64decode(half) for half in pair))

    def bearer(self, who: Principal) -> str:
        """Return the Authorization header's value for `who`."""
        return f"Bearer {token.sign(who, self._key)}"

    def officer(self, kode_kantor: str, number: int) -> str:
        """Return the header of one of an office's officers."""
        who = UUID(int=0xF000 + number)
        return self.bearer(principal("petugas", kode_kantor, who, f"Petugas Uji {number}"))

    async def keep_verifying(self, go_on: Callable[[], bool]) -> None:
        """Verify one more resident now and then, so that identity has something to tell."""
        while go_on():
            # While the database is being restarted there is nobody to verify.
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await self.verified_residents(1)
            await asyncio.sleep(0.5)

    async def verified_residents(self, count: int) -> list[Resident]:
        """Return residents whose approval identity has told as events."""
        name, key = self._servers.environment("identity")["BUS_KEYS"].split(":", 1)
        envelope.use({name: base64.b64decode(key)})
        made = [uuid7() for _ in range(count)]
        conn = await asyncpg.connect(self._servers.database_url("identity"))
        try:
            async with conn.transaction():
                approved = [_approved(akun_id, n) for n, akun_id in enumerate(made)]
                await outbox.emit_all(conn, approved)
        finally:
            await conn.close()
        return [Resident(each, self.bearer(principal("penduduk", "", each))) for each in made]


def _approved(akun_id: UUID, number: int) -> AkunApproved:
    woman = number % 2
    return AkunApproved(
        aggregate_id=akun_id, version=3, nomor=f"A9{number:07d}", kode_wilayah_asal=ORIGIN,
        decided_at=clock.now(),
        pribadi=Pemilik(
            nama="Penduduk Uji", email=f"uji{number}@contoh.id", bahasa="id",
            jenis_kelamin="P" if woman else "L", tanggal_lahir=date(1990, 1, 1),
            nik=f"331005{41 if woman else 1:02d}0190{9000 + number % 1000:04d}",
        ),
    )  # fmt: skip
