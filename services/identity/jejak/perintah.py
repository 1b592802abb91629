"""`python -m services.identity jejak-verify`: is the trail whole?"""

from __future__ import annotations

import asyncio
from typing import Annotated

import asyncpg
import typer

from services.identity.jejak.models import Temuan
from services.identity.jejak.periksa import verify
from shared import clock
from shared.service import Service


def add_to(commands: typer.Typer, service: Service) -> None:
    """Add the command to the service's own."""

    @commands.command("jejak-verify")
    def jejak_verify(
        akar: Annotated[
            list[str] | None, typer.Option(help="root kept in the log, NUMBER:HASH (repeatable)")
        ] = None,
    ) -> None:
        """Verify every row, seal and root of the trail; exit 1 if one is wrong."""
        settings = service.read_settings()
        found = asyncio.run(_verify(settings.database_url, _known(akar or [])))
        for each in found:
            typer.echo(str(each))
        typer.echo("Jejak utuh" if not found else f"{len(found)} temuan")
        raise typer.Exit(1 if found else 0)


def _known(roots: list[str]) -> dict[int, bytes]:
    pairs = (root.split(":", 1) for root in roots)
    return {int(nomor): bytes.fromhex(kept) for nomor, kept in pairs}


async def _verify(dsn: str, known: dict[int, bytes]) -> list[Temuan]:
    conn = await asyncpg.connect(dsn)
    try:
        async with conn.transaction(isolation="repeatable_read", readonly=True):
            return await verify(conn, clock.now(), known)
    finally:
        await conn.close()
