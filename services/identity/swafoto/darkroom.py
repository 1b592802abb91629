"""Where selfies are opened: in processes of their own (`child.py`)."""

from __future__ import annotations

from dataclasses import dataclass

from services.identity.swafoto import rules
from services.identity.swafoto.rules import Saran, Ukuran
from shared.berkas.darkroom import Darkroom
from shared.berkas.rules import BROKEN

ROOM = Darkroom("services.identity.swafoto.child", BROKEN)


@dataclass(frozen=True)
class Bersih:
    """A clean picture: an upright JPEG of at most 960 px, and what could be better about it."""

    jpeg: bytes
    saran: list[Saran]


async def develop(content: bytes) -> Bersih:
    """Return `content` cleaned and measured; raises NotValid, or Unavailable when it is full."""
    header, jpeg = await ROOM.develop(content)
    return Bersih(jpeg, rules.advise(Ukuran(**header["ukuran"])))
