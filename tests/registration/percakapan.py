"""Residents and officers who write to each other, through the real doors."""

import io
import re
from typing import Any
from uuid import UUID

from aiohttp import FormData
from aiohttp.test_utils import TestClient

from tests.registration.browser import Browser

KUNCI = re.compile(r'name="kunci_kirim" value="([^"]+)"')
MASUK = "/konsultasi-masuk"


class Penulis(Browser):
    """Somebody who fills in the form of a message, with files if any."""

    async def write(
        self, page: str, isi: str, to: str = "", files: dict[str, bytes] | None = None,
        **fields: str,
    ) -> int:  # fmt: skip
        """Open the page, send its form and return the status; `place` is where it leads."""
        await self.get(page)
        known = KUNCI.search(self.text)
        assert known, self.text
        return await self.send(
            to or page, isi, fields.pop("kunci", known.group(1)), files, **fields
        )

    async def send(
        self, to: str, isi: str, kunci: str, files: dict[str, bytes] | None = None, **fields: str
    ) -> int:
        """Send a message as a form with this key."""
        body = FormData(quote_fields=False)
        for name, value in {
            "_csrf": self.token,
            "kunci_kirim": kunci,
            "isi_pesan": isi,
            **fields,
        }.items():
            body.add_field(name, value)
        for name, content in (files or {}).items():
            body.add_field(name, io.BytesIO(content), filename=f"{name}.pdf")
        answer = await self._ask("POST", to, data=body)
        self.place = answer.headers.get("Location", "")
        return answer.status

    async def ask(self, isi: str = "NIK saya ganda.", **fields: str) -> int:
        """Send a new konsultasi to the office of origin."""
        asked = {"jenis": "konsultasi", "topik": "nik", "kode_kantor": "33.10"} | fields
        return await self.write("/konsultasi/baru", isi, "/konsultasi", **asked)


def id_in(place: str) -> UUID:
    """Return the id in an address."""
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", place)
    assert found, place
    return UUID(found.group())


def people(client: TestClient[Any, Any], sign: Any, akun_id: UUID) -> tuple[Penulis, Penulis]:
    """Return a resident and an officer of Klaten."""
    warga = Penulis(client, sign("penduduk", who=akun_id))
    return warga, Penulis(client, sign("petugas", "33.10", nama="Gita Petugas"))
