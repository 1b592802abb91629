"""How the services are put together: doors, reactions, migrations, the glossary."""

import re
from collections import Counter

import pytest

from shared import migrations
from shared.events import identity, registration, reporting, verification
from tests.house.tree import ROOT, SERVICES, parsed, routes, service

PREFIXES = {
    "identity": (
        "/", "/daftar", "/konfirmasi-email", "/masuk", "/keluar", "/petugas", "/akun", "/sesi",
        "/instansi", "/captcha", "/wilayah", "/unggah", "/bantuan", "/syarat", "/privasi",
        "/aksesibilitas", "/keamanan", "/bahasa", "/tema", "/akun-diblokir", "/klien",
        "/lupa-sandi", "/sandi-baru", "/pengguna", "/pengaturan",
    ),
    "registration": (
        "/beranda", "/permohonan", "/cek", "/bukti", "/konsultasi", "/konsultasi-masuk",
    ),
    "verification": ("/verifikasi", "/buku-registrasi"),
    "reporting": ("/rekap", "/dasbor", "/statistik"),
    "notifier": ("/pemberitahuan", "/pesan", "/integrasi"),
}  # fmt: skip
EVENTS = (*identity.EVENTS, *registration.EVENTS, *verification.EVENTS, *reporting.EVENTS)


@pytest.mark.parametrize("name", SERVICES)
def test_every_route_stays_within_its_services_prefixes(name: str) -> None:
    own = {*PREFIXES[name], "/readyz"}
    strays = [
        route.path
        for owner, route in routes()
        if owner == name
        and "/" + route.path.split("/")[1].split("{")[0] not in own
        and not route.path.startswith(f"/api/v1/{name}/")
    ]
    assert strays == []


def test_no_two_doors_are_the_same() -> None:
    doors = Counter(
        (route.method, re.sub(r"{\w+", "{", route.path))
        for _, route in routes()
        if route.path != "/readyz"
    )
    assert [door for door, count in doors.items() if count > 1] == []


def test_every_api_route_is_described() -> None:
    bare = [route.path for _, route in routes() if route.is_api and not route.summary]
    assert [path for path in bare if not path.endswith("openapi.json")] == []


@pytest.mark.parametrize("name", SERVICES)
def test_the_door_plate_says_what_a_service_owns_tells_and_hears(name: str) -> None:
    plate = (ROOT / "services" / name / "__init__.py").read_text()
    for word in ("Owns", "Tells", "Hears"):
        assert word in plate
    for kind in service(name).reactions:
        assert kind.__name__ in plate, f"{kind.__name__} is heard but not on the door-plate"


def test_every_event_is_heard_by_somebody() -> None:
    heard = {kind for name in SERVICES for kind in service(name).reactions}
    assert [kind.__name__ for kind in EVENTS if kind not in heard] == []


@pytest.mark.parametrize("name", SERVICES)
def test_a_reaction_is_named_after_its_event(name: str) -> None:
    for kind, reaction in service(name).reactions.items():
        assert reaction.__name__ == f"on_{kind.noun}_{kind.past}"


@pytest.mark.parametrize("name", SERVICES)
def test_migrations_are_numbered_without_gap(name: str) -> None:
    own = [file for file, _ in migrations.sources(f"services.{name}") if "/" not in file]
    assert [int(file[:4]) for file in own] == list(range(1, len(own) + 1))


@pytest.mark.parametrize("name", SERVICES)
def test_a_region_is_text_never_a_fixed_width(name: str) -> None:
    for file, sql in migrations.sources(f"services.{name}"):
        assert not re.search(r"\bchar\s*\(", sql, re.IGNORECASE), file


def test_the_glossary_has_every_noun_that_a_room_or_an_event_is_named_after() -> None:
    glossary = (ROOT / "docs" / "kamus.md").read_text().lower()
    rooms = {
        path.parent.name
        for path in (ROOT / "services").glob("*/*/")
        if path.is_dir() and not path.name.startswith("_") and path.name != "migrations"
        for path in [path / "x"]
    }
    nouns = rooms | {kind.noun for kind in EVENTS}
    assert [noun for noun in sorted(nouns) if f"**{noun.replace('_', ' ')}**" not in glossary] == []


def test_a_door_has_no_sql_and_calls_no_other_service() -> None:
    for path in (ROOT / "services").rglob("pages.py"):
        assert "asyncpg" not in ast_imports(path), path


def ast_imports(path) -> set[str]:
    import ast

    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
