"""What can go wrong while the system starts, told to the person at the terminal."""

from __future__ import annotations

from pathlib import Path

TAIL_LINES = 15


class Trouble(Exception):
    """Say in Indonesian and in English what is wrong and what to do about it."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(f"{indonesian}\n{english}")


class PortTaken(Trouble):
    """Name the port that another program holds and the variable that moves ours."""

    def __init__(self, port: int, purpose: str, example: str) -> None:
        self.port = port
        super().__init__(
            f"Port {port} ({purpose}) sudah dipakai program lain. "
            f"Hentikan program itu, atau pakai port lain: {example}",
            f"Port {port} ({purpose}) is used by another program. "
            f"Stop that program, or use another port: {example}",
        )


class AlreadyRunning(Trouble):
    """Say that the folder belongs to a run that has not ended."""

    def __init__(self, local_dir: Path, pid: str) -> None:
        super().__init__(
            f"Sistem sudah berjalan di {local_dir} (proses {pid}). Hentikan dulu dengan Ctrl-C di "
            "terminalnya, atau pakai folder dan port lain: LOCAL_DIR=.local2 PORT=9080 make run",
            f"The system already runs in {local_dir} (process {pid}). Stop it with Ctrl-C in its "
            "terminal, or use another folder and port: LOCAL_DIR=.local2 PORT=9080 make run",
        )


class Missing(Trouble):
    """Say which program is not installed and who installs it."""

    def __init__(self, program: str, package: str) -> None:
        super().__init__(
            f"Program {program} tidak ditemukan. Pasang paket Debian {package}, lalu ulangi.",
            f"The program {program} was not found. Install Debian's package {package} and retry.",
        )


class Died(Trouble):
    """Show the last lines of a process that failed or does not stay alive."""

    def __init__(self, name: str, log: Path) -> None:
        tail = "\n".join(last_lines(log))
        super().__init__(
            f"{name} berhenti dengan kesalahan. Baris terakhir {log}:\n{tail}",
            f"{name} stopped with an error; its last lines are above.",
        )


class TooSlow(Trouble):
    """Say what was not ready in time and where its log is."""

    def __init__(self, name: str, seconds: float, log: Path) -> None:
        super().__init__(
            f"{name} belum siap setelah {seconds:.0f} detik. Catatannya ada di {log}.",
            f"{name} was not ready after {seconds:.0f} seconds. Its log is in {log}.",
        )


def last_lines(log: Path) -> list[str]:
    """Return the last lines of a log, none when there is no log."""
    if not log.is_file():
        return []
    return log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
