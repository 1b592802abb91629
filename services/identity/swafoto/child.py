"""The process that opens selfies: each becomes a clean JPEG and is measured."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from services.identity.swafoto import faces
from services.identity.swafoto.rules import SIDE
from shared.berkas import pictures
from shared.berkas.child import serve
from shared.berkas.rules import BROKEN


def open_selfie(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what was measured, and the clean JPEG; raises NotValid."""
    picture, side = pictures.decode(content, SIDE)
    return {"ukuran": asdict(faces.measure(picture, side))}, pictures.as_jpeg(picture)


if __name__ == "__main__":
    serve(open_selfie, BROKEN)
