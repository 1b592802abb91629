"""Officers in a browser: entering one, logging him in, the codes of his app."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

import pyotp

from services.identity.petugas import actions, queries
from services.identity.petugas.models import PetugasBaru
from services.identity.sandi.hashing import hasher
from shared.db import Database
from tests.identity.conftest import SANDI, Browser


@dataclass
class Person:
    id: Any
    email: str
    secret: str
    steps: int = -1

    def code(self) -> str:
        """Return a code that was not used yet: there are three that count at any time."""
        self.steps += 1
        assert self.steps < 3
        at = int(time.time()) + (self.steps - 1) * 30
        return pyotp.TOTP(self.secret).at(for_time=at)


async def enters(
    database: Database, peran: str, wilayah: str, nama: str = "Danang Rekaan"
) -> Person:
    """Enter an officer with one role."""
    secret, email = pyotp.random_base32(), f"petugas.{secrets.token_hex(6)}@contoh.id"
    baru = PetugasBaru.model_validate({
        "nama": nama, "email": email, "peran": peran, "wilayah": wilayah,
        "sandi": await hasher().hash(SANDI), "totp": secret,
    })  # fmt: skip
    async with database.transaction() as conn:
        assert await actions.register_petugas(conn, baru)
        found = await queries.find_by_email(conn, email)
    assert found
    return Person(found.id, email, secret)


async def logs_in(browser: Browser, person: Person, code: str = "") -> None:
    """Log an officer in with password and code."""
    await browser.get("/petugas/masuk")
    await browser.post("/petugas/masuk", email=person.email, sandi=SANDI, kembali="")
    await browser.get("/petugas/kode")
    await browser.post("/petugas/kode", kode=code or person.code(), kembali="")
    assert browser.status == 303, browser.text
