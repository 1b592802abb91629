"""What identity's tests stand on: a browser without JavaScript, made-up persons, a photo."""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pyotp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from services.identity.akun import queries
from services.identity.akun.models import AkunBaru, DataDiri
from services.identity.pendaftaran import actions as pendaftaran
from services.identity.petugas import actions as petugas
from services.identity.petugas.models import PetugasBaru
from services.identity.sandi.hashing import hasher
from services.identity.swafoto import queries as swafoto
from shared import clock
from shared.db import Connection, Database
from tests.conftest import SID, SOMEBODY

CSRF = re.compile(r'name="_csrf" value="([^"]+)"')
SANDI = "Kuda-Laut 77 Biru"
KLATEN = "33.10.05.2011"
LOCAL_ANSWER = "garuda"


def some_nik(kecamatan: str = "331005") -> str:
    """Return a man's NIK of nobody: its serial begins with 9."""
    born = date(1950, 1, 1) + timedelta(days=secrets.randbelow(18_000))
    return f"{kecamatan}{born:%d%m%y}{9000 + secrets.randbelow(1000)}"


def some_diri(**own: str) -> DataDiri:
    """Return a made-up person who is like no other."""
    mark = secrets.randbelow(9_990)
    kept = {
        "nik": some_nik(), "kk": f"33100512051{mark % 10}{9000 + mark % 999}",
        "nama": "Tukiyem Rekaan",
        "alamat": "Dukuh Sawit Kidul RT 03 RW 07",
        "telepon": f"+6281{secrets.randbelow(10**9):09d}",
        "email": f"warga.{secrets.token_hex(6)}@contoh.id",
    }  # fmt: skip
    return DataDiri(**{**kept, **own})


async def some_akun_baru(conn: Connection, sandi: str = "-", **own: str) -> AkunBaru:
    """Return a finished sign-up with a selfie of its own."""
    swafoto_id = uuid4()
    await swafoto.insert_swafoto(conn, swafoto_id, b"kunci", secrets.token_hex(8), 1)
    return AkunBaru(
        diri=some_diri(**own), kode_wilayah=KLATEN, sandi=sandi, bahasa="id", swafoto_id=swafoto_id
    )


async def some_akun(conn: Connection, sandi: str = "-", **own: str) -> tuple[Any, AkunBaru]:
    """Return id and sign-up of a registered akun."""
    baru = await some_akun_baru(conn, sandi, **own)
    await pendaftaran.make(conn, baru)
    (akun_id,) = await queries.list_owners(conn, baru.diri.nik, baru.diri.email)
    return akun_id, baru


async def new_akun(database: Database) -> UUID:
    """Return an akun that is registered and committed."""
    async with database.transaction() as conn:
        akun_id, _ = await some_akun(conn)
    return UUID(str(akun_id))


async def submitted_akun(database: Database) -> UUID:
    """Return an akun that waits for its office."""
    akun_id = await new_akun(database)
    async with database.transaction() as conn:
        await queries.set_submitted(conn, akun_id, clock.now())
    return akun_id


def photo(width: int = 600, height: int = 800, kind: str = "JPEG") -> bytes:
    """Return a picture that nobody is on."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(out, kind)
    return out.getvalue()


class Browser:
    """Keeps cookies and the last page's token, as a browser does over TLS."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.cookies: dict[str, str] = {}
        self.text = ""
        self.status = 0
        self.location = ""

    async def get(self, path: str, **headers: str) -> str:
        """Open a page and follow nothing."""
        return await self._take("GET", path, headers)

    async def post(self, path: str, files: dict[str, bytes] | None = None, **fields: str) -> str:
        """Send a form with the last page's token."""
        token = CSRF.search(self.text)
        body: Any = {"_csrf": token.group(1) if token else "", **fields}
        if files is not None:
            form = aiohttp.FormData(body)
            for name, content in files.items():
                form.add_field(name, io.BytesIO(content), filename="foto.jpg")
            body = form
        return await self._take("POST", path, {"Sec-Fetch-Site": "same-origin"}, body)

    def field(self, name: str) -> str:
        """Return a field's value on the last page."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.text)
        return found.group(1) if found else ""

    async def _take(self, method: str, path: str, headers: dict[str, str], body: Any = None) -> str:
        sent = {"Accept": "text/html", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.client.request(
            method, path, data=body, headers=sent, allow_redirects=False
        ) as answer:
            self.status, self.location = answer.status, answer.headers.get("Location", "")
            text = (await answer.read()).decode(errors="replace")
            for name, morsel in answer.cookies.items():
                self.cookies[name] = morsel.value
                if not morsel.value:
                    del self.cookies[name]
        if self.status != 303:
            self.text = text
        return text


@pytest.fixture
async def client(app_of: Any) -> AsyncIterator[TestClient[Any, Any]]:
    """The web application of identity."""
    app, _ = app_of("identity")
    async with TestClient(TestServer(app), cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield client


@pytest.fixture
def browser(client: TestClient[Any, Any]) -> Browser:
    """A fresh browser."""
    return Browser(client)


@pytest.fixture
def new_browser(client: TestClient[Any, Any]) -> Any:
    """Give out further browsers."""
    return lambda: Browser(client)


@asynccontextmanager
async def fills_in(browser: Browser, **own: str) -> AsyncIterator[dict[str, str]]:
    """Walk through steps 1 and 2 of a sign-up; the fields that were typed are lent."""
    diri = some_diri(**own)
    typed = {
        "nik": diri.nik, "nama": diri.nama, "kk": diri.kk, "alamat": diri.alamat,
        "ktp_provinsi": "33", "ktp_kabupaten": "33.10", "ktp_kecamatan": "33.10.05",
        "ktp_kelurahan": KLATEN,
    }  # fmt: skip
    await browser.get("/daftar")
    await browser.post("/daftar", None, **typed)
    assert browser.location == "/daftar/kontak", browser.text
    await browser.get("/daftar/kontak")
    kontak = {"telepon": "0812 3456 7890", "email": diri.email}
    await browser.post("/daftar/kontak", None, **kontak, sandi=SANDI, sandi_ulang=SANDI)
    assert browser.location == "/daftar/swafoto", browser.text
    await browser.get("/daftar/swafoto")
    yield typed | kontak


@pytest.fixture
async def stepped(database: Database) -> None:
    """The forged session has just shown its second factor."""
    async with database.transaction() as conn:
        await conn.execute(
            """
            INSERT INTO sesi (id, subjek_id, jenis, peramban, created_at, seen_at, token_until,
                expires_at, stepped_at)
            VALUES ($1, $2, 'petugas', 'Uji', now(), now(), now() + interval '1 hour',
                now() + interval '1 hour', now())
            ON CONFLICT (id) DO UPDATE SET stepped_at = now()
            """,
            SID, SOMEBODY,
        )  # fmt: skip


@pytest.fixture
async def database(database_of: Any) -> AsyncIterator[Database]:
    async with database_of("identity") as database:
        yield database


@dataclass
class Resident:
    id: UUID
    email: str


@pytest.fixture
async def resident(database: Database) -> Resident:
    hashed = await hasher().hash(SANDI)
    async with database.transaction() as conn:
        akun_id, baru = await some_akun(conn, hashed)
    return Resident(akun_id, baru.diri.email)


@dataclass
class Officer:
    email: str
    secret: str


@pytest.fixture
async def officer(database: Database) -> Officer:
    secret = pyotp.random_base32()
    email = f"petugas.{secret.lower()}@contoh.id"
    baru = PetugasBaru(
        nama="Gita Rekaan", email=email, peran="petugas", wilayah="34.02",
        sandi=await hasher().hash(SANDI), totp=secret,
    )  # fmt: skip
    async with database.transaction() as conn:
        assert await petugas.register_petugas(conn, baru)
        assert not await petugas.register_petugas(conn, baru)
    return Officer(email, secret)
