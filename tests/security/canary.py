"""S3: marked persons walk through the whole system; then every byte on disk is searched."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local.walk.resident import Resident

CHUNK = 8 * 1024 * 1024
OVERLAP = 256
OUTSIDE = frozenset({"mail", "secrets.json", "accounts.json"})
"""The mail sink is the recipient; secrets and demo accounts are not of residents."""


@dataclass(frozen=True)
class Canary:
    """What must not be found anywhere: a name for it, and its bytes."""

    name: str
    needle: bytes


def canaries(resident: Resident) -> list[Canary]:
    """Return what the person of a walk wrote, as it would stand in a file."""
    who = resident.person
    words = {
        "nik": who.nik, "kk": who.kk, "nama": who.nama, "alamat": who.alamat,
        "telepon": "+6281200001234", "email": resident.email, "domisili": "Kost Melati",
        "pengikut": "Anak Pertama",
    }  # fmt: skip
    words |= {f"kata nama {word}": word for word in who.nama.split()}
    return [each for name, text in words.items() for each in _forms(name, text)]


def keys(named: Mapping[str, str]) -> list[Canary]:
    """Return each key of a name, written in base64, as it would lie in a file or a memory dump."""
    found = []
    for name, text in named.items():
        raw = base64.b64decode(text)
        found += [Canary(name, raw), Canary(f"{name} (base64)", text.rstrip("=").encode())]
        found.append(Canary(f"{name} (hex)", raw.hex().encode()))
    return found


def _forms(name: str, text: str) -> Iterator[Canary]:
    raw = text.encode()
    yield Canary(name, raw)
    yield Canary(f"{name} (huruf kecil)", raw.lower())
    yield Canary(f"{name} (huruf besar)", raw.upper())
    yield Canary(f"{name} (UTF-16)", text.encode("utf-16-le"))
    yield Canary(f"{name} (hex)", raw.hex().encode())
    for shift in range(3):
        # Base64 looks different at each of three offsets; the middle is what stays.
        yield Canary(f"{name} (base64)", base64.b64encode(bytes(shift) + raw)[4:-4])


def scan(folders: list[Path], every: list[Canary]) -> tuple[list[str], int]:
    """Return each hit as `file: canary`, and how many bytes were read."""
    wanted = list({each.needle: each for each in every if len(each.needle) >= 5}.values())
    hits, size = [], 0
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            if path.is_file() and not path.is_symlink() and not OUTSIDE & set(inside):
                found, read = _scan_file(path, wanted)
                hits += [f"{path.relative_to(folder)}: {name}" for name in sorted(found)]
                size += read
    return hits, size


def _scan_file(path: Path, wanted: list[Canary]) -> tuple[set[str], int]:
    found: set[str] = set()
    size, tail = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            text = tail + chunk
            found |= {each.name for each in wanted if each.needle in text}
            tail = text[-OVERLAP:]
    return found, size
