"""Was this folder already prepared by this very source? Then a start need not migrate again."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from deploy.local.settings import ROOT, Settings

NAME = "prepared"
SOURCES = ("services", "shared", "deploy")
SUFFIXES = {".py", ".sql"}


class Prepared:
    """Remembers the source whose migrations, queues and demo accounts a state folder holds."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.folder / NAME
        self._wanted = fingerprint(settings)

    def is_current(self) -> bool:
        """Tell whether nothing that prepares a folder has changed since it was prepared."""
        return self._path.is_file() and self._path.read_text() == self._wanted

    def forget(self) -> None:
        """Forget it: what comes now may stop half-way."""
        self._path.unlink(missing_ok=True)

    def remember(self) -> None:
        """Remember that the folder is prepared."""
        self._path.write_text(self._wanted)


def fingerprint(settings: Settings) -> str:
    """Return a digest of all source, of the area data, and of what is to be run."""
    digest = sha256(repr((settings.services, settings.service_module, settings.seed)).encode())
    for path in _files(settings):
        digest.update(f"{path}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(settings: Settings) -> Iterator[Path]:
    for name in SOURCES:
        yield from sorted(path for path in (ROOT / name).rglob("*") if path.suffix in SUFFIXES)
    yield from sorted((settings.build_dir / "wilayah").glob("*.csv"))
