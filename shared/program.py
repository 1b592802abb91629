"""`python -m services.<name> web|worker|migrate|rotate-keys`: what a service's process can be."""

from __future__ import annotations

import asyncio
import signal

import asyncpg
import typer
import uvloop
from aiohttp import web

from shared import logs, migrations
from shared.bus import topology
from shared.bus.worker import run_worker
from shared.rotation import rotate_column
from shared.service import Service
from shared.settings import Settings
from shared.web.application import make_app
from shared.wilayah import load

SHUTDOWN_SECONDS = 5.0


def program(service: Service) -> typer.Typer:
    """Return the command line of `service`."""
    commands = typer.Typer(add_completion=False, help=service.title)

    @commands.command("web")
    def run_web() -> None:
        """Serve pages and API."""
        logs.configure(service.name, "web")
        uvloop.run(serve(service, service.read_settings()))

    @commands.command("worker")
    def run_the_worker() -> None:
        """Relay, consume, and do the steady work."""
        logs.configure(service.name, "worker")
        uvloop.run(run_worker(service, service.read_settings()))

    @commands.command("migrate")
    def run_migrate() -> None:
        """Bring schema, area data and queues up to date."""
        logs.configure(service.name, "migrate")
        uvloop.run(prepare(service, service.read_settings()))

    @commands.command("rotate-keys")
    def run_rotate_keys() -> None:
        """Wrap every person's key anew under the first of MASTER_KEYS; may be stopped and rerun."""
        uvloop.run(rotate(service, service.read_settings()))

    return commands


async def rotate(service: Service, settings: Settings) -> None:
    """Rewrap the service's keys and say how far it is."""
    conn = await asyncpg.connect(settings.database_url)
    try:
        for column in service.sealed:
            async for done in rotate_column(conn, column):
                typer.echo(f"{column.name}: {done.changed} diganti, {done.seen} dilihat")
    finally:
        await conn.close()
    typer.echo(f"Semua kunci {service.name} kini di bawah kunci utama yang pertama.")


async def serve(service: Service, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests in hand are finished first."""
    runner = web.AppRunner(make_app(service, settings), access_log=None, handle_signals=False)
    await runner.setup()
    site = web.TCPSite(
        runner, settings.web_host, settings.web_port, reuse_port=True,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )  # fmt: skip
    await site.start()
    await until_told_to_stop()
    await runner.cleanup()


async def until_told_to_stop() -> None:
    """Return when SIGTERM or SIGINT arrives."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def prepare(service: Service, settings: Settings) -> None:
    """Migrate the schema, load the area data, declare the queues."""
    await migrations.migrate(settings.migrate_database_url, service.package)
    conn = await asyncpg.connect(settings.migrate_database_url)
    try:
        await load.load(conn, settings.build_dir)
    finally:
        await conn.close()
    await topology.declare(service.name, service.reactions, settings.broker_urls)
