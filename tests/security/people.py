"""The people of a measured run: known residents, and clients that act as browsers' programs."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from aiohttp import ClientSession

from deploy.local.system import System
from services.identity.akun.models import AkunBaru, DataDiri
from services.identity.akun.queries import insert_akun
from services.identity.swafoto.queries import insert_swafoto
from shared import clock, crypto
from shared.db import Connection
from shared.events import envelope
from shared.ids import uuid7
from shared.sesi import token
from shared.sesi.token import Principal
from shared.settings import Settings
from tests.house.tree import service as service_of
from tests.security.canary import Canary

KLATEN = "33.10.05.2011"
SANDI = "Kuda-Laut 77 Biru"


@dataclass(frozen=True)
class Run:
    """The running system, and whether this is only to show that it runs."""

    system: System
    short: bool
    tell: Callable[[str], None]
    marked: list[Canary] = field(default_factory=list)

    @property
    def api(self) -> str:
        """Return the address of identity's API."""
        return f"{self.system.url}/api/v1/identity"

    def settings(self, service: str) -> Settings:
        """Return the service's settings and let this process use its keys."""
        environment = self.system.servers.environment(service)
        told: dict[str, Any] = {name.lower(): value for name, value in environment.items()}
        known = service_of(service)
        settings = known.settings(**told)
        crypto.use(settings.master_keys, settings.index_key)
        envelope.use(settings.bus_keys)
        if known.prepare:
            known.prepare(settings)
        return settings

    def sign(
        self, peran: str, wilayah: str = "", who: UUID | None = None,
        lingkup: tuple[str, ...] = (),
    ) -> str:  # fmt: skip
        """Return a token as identity signs it."""
        kept = self.system.servers.secrets
        pair = kept.session_private_key, kept.session_public_key
        key = token.private_key(*(base64.b64decode(half) for half in pair))
        at = clock.now().replace(microsecond=0)
        jenis: Any = {"penduduk": "penduduk", "klien": "klien"}.get(peran, "petugas")
        principal = Principal(
            id=who or uuid4(), jenis=jenis, peran=peran, wilayah=wilayah, nama_wilayah="",
            inisial="UJ", nama="Uji", sid=uuid4(), issued_at=at,
            expires_at=at + timedelta(hours=1), lingkup=lingkup,
        )  # fmt: skip
        return token.sign(principal, key)


def some_diri(number: int) -> DataDiri:
    """Return somebody who does not exist."""
    born = date(1950, 1, 1) + timedelta(days=secrets.randbelow(18_000))
    return DataDiri(
        nik=f"331005{born:%d%m%y}{9000 + secrets.randbelow(1000)}",
        kk=f"331005{born:%d%m%y}{9000 + number % 1000}", nama="Penduduk Uji",
        alamat="Jalan Uji RT 01 RW 02", telepon="+628123456789",
        email=f"uji.{secrets.token_hex(8)}@contoh.id",
    )  # fmt: skip


async def make_known(conn: Connection, count: int, sandi: str) -> list[DataDiri]:
    """Return residents that identity knows."""
    made = []
    while len(made) < count:
        diri, swafoto_id = some_diri(len(made)), uuid4()
        await insert_swafoto(conn, swafoto_id, b"", secrets.token_hex(12), 1)
        baru = AkunBaru(
            diri=diri, kode_wilayah=KLATEN, sandi=sandi, bahasa="id", swafoto_id=swafoto_id
        )
        if await insert_akun(conn, uuid7(), baru, clock.now()):
            made.append(diri)
    return made


async def captcha_of(run: Run, client: ClientSession) -> dict[str, str]:
    """Return the two fields of an answered captcha."""
    async with client.post(f"{run.api}/captcha", json={}) as answer:
        made = await answer.json()
    return {"captcha_id": made["id"], "captcha": run.system.settings.local_captcha_answer}
