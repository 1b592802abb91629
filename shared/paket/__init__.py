"""Form packs: what one regulation, in one version, asks, prints and signs – as TOML beside this.

A folder is a pack; a file in it is one part (`paket.toml` its title, `isian.toml` what residents
fill in, `formulir.toml` what is printed, `rekap.toml` how it is counted up). A part that a pack
does not have is the Ministry's (`permendagri-14-2015`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

BAKU = "permendagri-14-2015"
_FOLDER = Path(__file__).parent


@cache
def names() -> Mapping[str, str]:
    """Return each pack's code with the name of its regulation, the Ministry's first."""
    codes = sorted((each.parent.name for each in _FOLDER.glob("*/paket.toml")), key=_baku_first)
    return {kode: part(kode, "paket")["nama"] for kode in codes}


def _baku_first(kode: str) -> tuple[bool, str]:
    return kode != BAKU, kode


@cache
def part(kode: str, bagian: str) -> Mapping[str, Any]:
    """Return one part of pack `kode`, or the Ministry's where the pack is silent or unknown.

    Raises FileNotFoundError for a part that no pack has.
    """
    for each in (kode, BAKU):
        path = _FOLDER / each / f"{bagian}.toml"
        # A pack's code comes from an event: it names a folder of ours or nothing.
        if path.parent.parent == _FOLDER and path.is_file():
            return tomllib.loads(path.read_text())
    raise FileNotFoundError(bagian)
