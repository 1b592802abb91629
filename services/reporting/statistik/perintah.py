"""`terbitkan`: the public figures anew, before the month is over."""

from __future__ import annotations

import asyncpg
import typer
import uvloop

from services.reporting.statistik.actions import publish
from shared import clock
from shared.service import Service
from shared.settings import Settings
from shared.wilayah.kode import WIB


def add_terbitkan(commands: typer.Typer, service: Service) -> None:
    """Give reporting the command that publishes at once."""

    @commands.command("terbitkan")
    def run_terbitkan() -> None:
        """Publish the last month's figures anew: for corrections, and for a first look."""
        uvloop.run(_publish(service.read_settings()))


async def _publish(settings: Settings) -> None:
    conn = await asyncpg.connect(settings.database_url)
    try:
        async with conn.transaction():
            terbitan = await publish(conn, clock.today_in(WIB))
    finally:
        await conn.close()
    typer.echo(f"Terbit: keadaan {terbitan.per}.")
