"""`rebuild` and `export`: counting anew from the facts, and the facts as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import asyncpg
import orjson
import typer
import uvloop

from services.reporting.bangun_ulang.actions import rebuild
from services.reporting.domisili.actions import event_of
from services.reporting.domisili.queries import list_fakta
from shared.events.domisili import DomisiliEvent
from shared.service import Service
from shared.settings import Settings

BATCH = 1000


def add_commands(commands: typer.Typer, service: Service) -> None:
    """Give reporting its own commands besides those of every service."""

    @commands.command("rebuild")
    def run_rebuild(
        dari: Annotated[Path | None, typer.Option(help="Berkas dari perintah export.")] = None,
        tukar: Annotated[bool, typer.Option(help="Perbaiki tabel yang berjalan.")] = True,
    ) -> None:
        """Count all facts anew beside the live tables, compare, and switch."""
        uvloop.run(_rebuild(service.read_settings(), dari, swap=tukar))

    @commands.command("export")
    def run_export() -> None:
        """Print every fact that was heard, one JSON line each, with what travels sealed."""
        uvloop.run(_export(service.read_settings()))


async def _rebuild(settings: Settings, dari: Path | None, *, swap: bool) -> None:
    conn = await asyncpg.connect(settings.migrate_database_url)
    try:
        found = await rebuild(conn, typer.echo, _read(dari) if dari else (), swap=swap)
    finally:
        await conn.close()
    typer.echo(f"{found.fakta} fakta, {found.domisili} domisili.")
    for satu in found.contoh:
        where = satu.kode_wilayah or "nasional"
        typer.echo(
            f"berbeda: {where} {satu.dimensi} {satu.nilai} {satu.bulan:%Y-%m}: "
            f"{satu.dulu} menjadi {satu.kini}"
        )
    if not found.jumlah_beda:
        typer.echo("Semua angka sama dengan yang berjalan.")
    else:
        typer.echo(f"{found.jumlah_beda} penghitung berbeda{', sudah ditukar' if swap else ''}.")


def _read(path: Path) -> Iterator[DomisiliEvent]:
    with path.open("rb") as lines:
        for line in lines:
            fact = orjson.loads(line)
            yield event_of(fact["jenis"], orjson.dumps(fact["isi"]).decode())


async def _export(settings: Settings) -> None:
    conn = await asyncpg.connect(settings.database_url)
    last = 0
    try:
        while rows := await list_fakta(conn, last, BATCH):
            for row in rows:
                fact = {"jenis": row["jenis"], "isi": orjson.loads(row["isi"])}
                typer.echo(orjson.dumps(fact).decode())
            last = rows[-1]["urut"]
    finally:
        await conn.close()
