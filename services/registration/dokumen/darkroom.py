"""Where documents are opened: in processes of their own (`child.py`)."""

from __future__ import annotations

from services.registration.dokumen import rules
from services.registration.dokumen.models import Bersih
from shared.berkas.darkroom import Darkroom

ROOM = Darkroom("services.registration.dokumen.child", rules.BROKEN)


async def develop(content: bytes) -> Bersih:
    """Return a document made anew; raises NotValid, or Unavailable when too many wait."""
    header, clean = await ROOM.develop(content)
    return Bersih(clean, header["tipe"], header["halaman"])
