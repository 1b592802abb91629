"""Every SQL statement is prepared under its service's own role, and no other role may touch it."""

import importlib
import pkgutil
import re

import asyncpg
import pytest

from tests.house.tree import SERVICES

KEYWORD = re.compile(r"^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b")
SHARED = ("shared.sesi.queries", "shared.wilayah.queries", "shared.bus.queries")


def statements(service: str) -> list[tuple[str, str]]:
    """Return (name, SQL) of every statement of the service and of what it uses of shared."""
    package = importlib.import_module(f"services.{service}")
    names = [
        found.name
        for found in pkgutil.walk_packages(package.__path__, f"services.{service}.")
        if "queries" in found.name
    ]
    return [
        (f"{name}.{constant}", value)
        for name in (*names, *SHARED)
        for constant, value in vars(importlib.import_module(name)).items()
        if constant.isupper() and isinstance(value, str) and KEYWORD.match(value)
    ]


@pytest.mark.parametrize("service", SERVICES)
async def test_every_statement_prepares_under_the_services_role(service, migrated) -> None:
    conn = await asyncpg.connect(migrated.database_url(service))
    broken = {}
    found = statements(service)
    try:
        for name, sql in found:
            try:
                await conn.prepare(sql)
            except asyncpg.PostgresError as wrong:
                broken[name] = str(wrong)
    finally:
        await conn.close()
    assert broken == {}
    assert len(found) > 10


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_reaches_no_other_services_tables(service, migrated) -> None:
    conn = await asyncpg.connect(migrated.database_url(service))
    try:
        for other in SERVICES:
            allowed = await conn.fetchval(
                "SELECT has_schema_privilege(current_user, $1, 'USAGE')", other
            )
            assert allowed is (other == service)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(f"CREATE TABLE {service}.milik_sendiri (a int)")
    finally:
        await conn.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_migrating_again_applies_nothing(service, migrated) -> None:
    from shared.migrations import migrate

    dsn = migrated.migrate_database_url(service)
    assert await migrate(dsn, f"services.{service}") == 0
