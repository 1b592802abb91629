"""The process that opens strangers' pictures: no keys, no database, little memory.

Started by `darkroom.py`. Reads from standard input, again and again, the length (4 bytes) and the
content of a picture; answers with the lengths of a JSON header and of a JPEG, and both.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from dataclasses import asdict
from typing import BinaryIO

from services.identity.swafoto import faces, pictures, rules
from services.identity.swafoto.wire import LENGTH, LENGTHS
from shared.errors import NotValid

MEMORY = 512 * 1024 * 1024


def main() -> None:
    """Answer pictures until nobody asks any more."""
    _limit()
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        _tell(told, *answer(asked.read(LENGTH.unpack(head)[0])))


def answer(content: bytes) -> tuple[dict[str, object], bytes]:
    """Return the header and the clean JPEG; the header has `galat` or `ukuran`."""
    try:
        picture, side = pictures.decode(content)
        return {"ukuran": asdict(faces.measure(picture, side))}, pictures.as_jpeg(picture)
    except NotValid as wrong:
        return _refused(wrong)
    except MemoryError:
        return _refused(NotValid(rules.BROKEN))


def _refused(wrong: NotValid) -> tuple[dict[str, object], bytes]:
    return {"galat": wrong.message.template, "params": wrong.message.params}, b""


def _tell(told: BinaryIO, header: dict[str, object], jpeg: bytes) -> None:
    text = json.dumps(header).encode()
    told.write(LENGTHS.pack(len(text), len(jpeg)) + text + jpeg)
    told.flush()


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
