"""Demo offices and officers of the local run: made-up people, new passwords for each folder."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from pathlib import Path

import pyotp
from pydantic import BaseModel

from deploy.local.offices import OFFICERS, OFFICES
from services.identity.app import SERVICE
from services.identity.instansi import actions as instansi
from services.identity.instansi import queries as offices
from services.identity.petugas import actions as petugas
from services.identity.petugas import queries as officers
from services.identity.petugas.models import PetugasBaru
from services.identity.sandi.hashing import hasher
from services.identity.settings import IdentitySettings
from shared.db import Database, make_pool
from shared.wilayah import queries as wilayah


class Account(BaseModel):
    """An officer's account as the table of `make run` shows it."""

    peran: str
    wilayah: str
    nama_wilayah: str
    nama: str
    email: str
    sandi: str
    totp: str


async def seed(settings: IdentitySettings, accounts_path: Path) -> list[Account]:
    """Create what is missing of offices and officers; what an earlier run made stays as it is.

    Passwords and TOTP secrets are only in `accounts_path`, which only its owner may read. It is
    written before the database: a run that dies between the two is made whole by the next.
    """
    pool = await make_pool(settings.database_url, 2)
    try:
        database = Database(pool)
        accounts = await _accounts(database, accounts_path)
        async with database.transaction() as conn:
            for office in OFFICES:
                if await offices.find_instansi(conn, office.kode_kantor) is None:
                    await instansi.save_instansi(conn, office)
        for account in accounts:
            await _enter(database, account)
        return accounts
    finally:
        await pool.close()


async def _accounts(database: Database, path: Path) -> list[Account]:
    kept = {account.email: account for account in _read(path)}
    async with database.connection() as conn:
        names = await wilayah.list_nama(conn, {officer.wilayah for officer in OFFICERS})
    accounts = [
        kept.get(officer.email)
        or Account(
            peran=officer.peran, wilayah=officer.wilayah, nama_wilayah=names[officer.wilayah],
            nama=officer.nama, email=officer.email, sandi=secrets.token_urlsafe(15),
            totp=pyotp.random_base32(),
        )
        for officer in OFFICERS
    ]  # fmt: skip
    _write(path, accounts)
    return accounts


async def _enter(database: Database, account: Account) -> None:
    async with database.connection() as conn:
        if await officers.find_by_email(conn, account.email):
            return
    baru = PetugasBaru.model_validate(
        {**account.model_dump(), "sandi": await hasher().hash(account.sandi)}
    )
    async with database.transaction() as conn:
        await petugas.register_petugas(conn, baru)


def _read(path: Path) -> list[Account]:
    if not path.is_file():
        return []
    return [Account.model_validate(each) for each in json.loads(path.read_text())]


def _write(path: Path, accounts: list[Account]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump([account.model_dump() for account in accounts], file, indent=2)
    beside.replace(path)


def main() -> None:
    """Seed with identity's environment; the accounts go to ACCOUNTS_FILE."""
    settings = SERVICE.read_settings()
    assert isinstance(settings, IdentitySettings)
    asyncio.run(seed(settings, Path(os.environ["ACCOUNTS_FILE"])))


if __name__ == "__main__":
    main()
