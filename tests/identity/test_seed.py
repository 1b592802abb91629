"""The demo offices and officers of the local run."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from deploy.local.offices import OFFICERS, OFFICES
from deploy.local.seed import seed
from services.identity.petugas import queries
from services.identity.sesi import entry
from services.identity.sesi.models import Percobaan
from shared.wilayah.kode import kantor_of


async def test_seeding_twice_makes_each_officer_once(
    migrated: Any, database_of: Any, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.json"
    settings = migrated.settings("identity")
    async with database_of("identity") as database:
        async with database.transaction() as conn:
            await conn.execute(
                "DELETE FROM petugas WHERE nama = ANY($1)", [o.nama for o in OFFICERS]
            )
        first = await seed(settings, path)
        assert await seed(settings, path) == first
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        account = json.loads(path.read_text())[0]
        assert set(account) == {
            "peran", "wilayah", "nama_wilayah", "nama", "email", "sandi", "totp",
        }  # fmt: skip
        tried = Percobaan(email=account["email"], sandi=account["sandi"])
        officer = await entry.check_officer(database, tried)
        async with database.connection() as conn:
            roles = await queries.list_penugasan(conn, officer.id)
        assert [role.wilayah for role in roles] == [account["wilayah"]]


def test_every_demo_office_has_two_officers_and_an_administrator() -> None:
    for kantor in ("33.10", "34.02", "64.02", "31"):
        assert sum(o.peran == "petugas" and o.wilayah == kantor for o in OFFICERS) == 2
        assert sum(o.peran == "admin_kabupaten" and o.wilayah == kantor for o in OFFICERS) == 1


def test_offices_are_named_by_the_code_of_an_office() -> None:
    for office in OFFICES:
        assert kantor_of(office.kode_kantor) == office.kode_kantor
        assert office.jam_kerja.endswith(("WIB", "WITA", "WIT"))
