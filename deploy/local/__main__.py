"""`python -m deploy.local run|reset|status`."""

from __future__ import annotations

import asyncio
import json
import shutil
import urllib.error
import urllib.request

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from deploy.local.errors import Trouble
from deploy.local.folder import is_ours, wipe
from deploy.local.run import run as run_system
from deploy.local.settings import Settings

commands = typer.Typer(add_completion=False, help=__doc__)
# Wide even where the terminal is not: a password that is cut off is of no use.
WIDTH = max(shutil.get_terminal_size().columns, 150)
console = Console(highlight=False, soft_wrap=True, width=WIDTH)


@commands.command()
def run() -> None:
    """Start everything and stay until Ctrl-C."""
    asyncio.run(run_system(_settings(), console))


@commands.command()
def reset() -> None:
    """Wipe the state folder; refused while the system runs."""
    folder = _settings().folder
    if not folder.is_dir() or not is_ours(folder):
        console.print(f"Tidak ada yang perlu dihapus di {folder}.")
        return
    wipe(folder)
    console.print(f"{folder} sudah dihapus.")


@commands.command()
def status() -> None:
    """Show the state of every part; exit code 1 when one is not ready."""
    settings = _settings()
    try:
        body = _ask(f"{settings.url}/readyz")
    except (OSError, ValueError) as error:
        console.print(f"Tidak ada yang menjawab di {settings.url}.")
        raise typer.Exit(1) from error
    table = Table(box=None)
    for title in ("Bagian", "Keadaan", "Detik"):
        table.add_column(title)
    for name, part in body["parts"].items():
        table.add_row(name, part["state"], str(part["seconds"]))
    console.print(table)
    raise typer.Exit(0 if body["ready"] else 1)


def _ask(url: str) -> dict[str, dict[str, dict[str, str]]]:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
            found: dict[str, dict[str, dict[str, str]]] = json.load(response)
    except urllib.error.HTTPError as error:
        found = json.load(error)
    return found


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(str(part["loc"][0]).upper() for part in error.errors())
        raise Trouble(f"Nilai {names} tidak dapat dibaca.", f"{names} cannot be read.") from error


def main() -> None:
    """Run the command; show trouble as a message, without a traceback."""
    try:
        commands()
    except* Trouble as group:
        _show(group)
        raise SystemExit(1) from None


def _show(group: BaseExceptionGroup[Trouble]) -> None:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            _show(error)
        else:
            console.print(str(error), style="red", markup=False)


if __name__ == "__main__":
    main()
