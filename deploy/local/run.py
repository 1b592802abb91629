"""`make run`: start, show how far it is, print where to go, stay until told to stop."""

from __future__ import annotations

import asyncio
import json
import signal as signals
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local.settings import Settings
from deploy.local.system import ACCOUNTS, System

STOP_SIGNALS = (signals.SIGINT, signals.SIGTERM, signals.SIGHUP)


async def run(settings: Settings, console: Console) -> None:
    """Run the system until SIGINT, SIGTERM or SIGHUP; nothing is left running afterwards."""
    task = asyncio.current_task()
    assert task is not None
    told = asyncio.Event()

    def stop_once() -> None:
        # A second Ctrl-C must not cut the stopping short.
        if not told.is_set():
            told.set()
            console.print("Menghentikan semua proses …")
            task.cancel()

    for signal in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(signal, stop_once)
    try:
        await _stay(settings, console)
    except asyncio.CancelledError:
        if not told.is_set():
            raise
    console.print("Berhenti. Tidak ada proses yang tertinggal.")


async def _stay(settings: Settings, console: Console) -> None:
    began = time.monotonic()
    system = System(settings, tell=lambda name, seconds: _show_step(console, name, seconds))
    console.print(f"Menyiapkan sistem di {settings.folder} …")
    async with system:
        _show_places(settings, console, time.monotonic() - began)
        await asyncio.Event().wait()


def _show_step(console: Console, name: str, seconds: float) -> None:
    console.print(f"  [green]✓[/green] {name} [dim]{seconds:.1f} s[/dim]")


def _show_places(settings: Settings, console: Console, seconds: float) -> None:
    places = Table(title=f"Siap dalam {seconds:.1f} detik", title_justify="left", box=None)
    places.add_column("Tempat", no_wrap=True)
    places.add_column("Alamat", no_wrap=True)
    places.add_row("Portal", settings.url)
    places.add_row("Pintu petugas", f"{settings.url}/petugas/masuk")
    places.add_row("Surel", settings.mail_url)
    places.add_row("Jawaban captcha", settings.local_captcha_answer)
    places.add_row("Keadaan", f"{settings.url}/readyz")
    console.print(places)
    if accounts := read_accounts(settings.folder):
        console.print(_accounts_table(accounts))
    console.print("Coba seluruh alurnya dengan [bold]make walk[/bold]. Ctrl-C untuk berhenti.")


def read_accounts(folder: Path) -> list[dict[str, str]]:
    """Return the demo accounts (peran, wilayah, email, sandi, totp); none before the seed ran."""
    path = folder / ACCOUNTS
    found: list[dict[str, str]] = json.loads(path.read_bytes()) if path.is_file() else []
    return found


def _accounts_table(accounts: list[dict[str, str]]) -> Table:
    table = Table(title="Akun contoh", title_justify="left", box=None)
    columns = {"peran": "Peran", "wilayah": "Wilayah", "email": "E-mail", "sandi": "Kata sandi"}
    columns["totp"] = "Rahasia TOTP"
    for title in columns.values():
        table.add_column(title, no_wrap=True)
    for account in accounts:
        place = f"{account.get('nama_wilayah', '')} {account['wilayah']}".strip()
        shown = {**account, "wilayah": place}
        table.add_row(*(str(shown.get(name) or "") for name in columns))
    return table
