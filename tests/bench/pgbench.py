"""PostgreSQL at its best: our own statements, sent by pgbench."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from deploy.local.environment import DATABASE, base_environment
from deploy.local.postgres import program
from deploy.local.settings import HOST
from tests.bench.plan import Bench

PLACE = re.compile(r"\$(\d+)")
TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


def with_values(statement: str, *values: str) -> str:
    """Return one of our statements with SQL expressions where its parameters were."""
    return PLACE.sub(lambda match: values[int(match[1]) - 1], statement).strip() + ";\n"


def octets(content: bytes) -> str:
    """Return a bytea literal."""
    return f"'\\x{content.hex()}'::bytea"


async def run(
    bench: Bench, script: str, search_path: str, *, clients: int, transactions: int = 0
) -> float:
    """Return the transactions per second of a script, for the plan's seconds or a fixed number."""
    settings = bench.system.settings
    path = settings.folder / "bench.sql"
    path.write_text(script)
    amount = ("-t", str(transactions)) if transactions else ("-T", f"{bench.plan.seconds:.0f}")
    env = base_environment(settings) | {
        "PGHOST": HOST,
        "PGPORT": str(settings.postgres_port),
        "PGUSER": "postgres",
        "PGPASSWORD": bench.system.servers.secrets.postgres["postgres"],
        "PGOPTIONS": f"-c search_path={search_path}",
    }
    argv = ("-n", "-M", "prepared", "-f", str(path), "-c", str(clients), "-j", "2", *amount)
    return _tps(await _output(program("pgbench"), (*argv, DATABASE), env, path.parent))


async def _output(binary: str, argv: tuple[str, ...], env: dict[str, str], cwd: Path) -> str:
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(
        binary, *argv, env=env, cwd=cwd, stdout=pipe, stderr=pipe
    )
    try:
        out, wrong = await running.communicate()
    except asyncio.CancelledError:
        running.kill()
        raise
    if running.returncode != 0:
        raise RuntimeError(f"pgbench: {wrong.decode()[-500:]}")
    return out.decode()


def _tps(output: str) -> float:
    found = TPS.search(output)
    if found is None:
        raise RuntimeError(f"pgbench said nothing: {output[-300:]}")
    return float(found[1])
