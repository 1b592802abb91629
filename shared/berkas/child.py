"""The process that opens strangers' files: no keys, no database, little memory.

Started by `darkroom.py`. Reads from standard input, again and again, the length (4 bytes) and the
content of a file; answers with the lengths of a JSON header and of a clean file, and both.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, TypeAlias

from shared.berkas.wire import LENGTH, LENGTHS
from shared.errors import NotValid

MEMORY = 512 * 1024 * 1024

Open: TypeAlias = Callable[[bytes], tuple[dict[str, Any], bytes]]


def serve(open_file: Open, broken: str) -> None:
    """Answer files until nobody asks any more; what NotValid says becomes `galat`.

    A file that takes too much memory is `broken`.
    """
    _limit()
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        _tell(told, *answer(open_file, asked.read(LENGTH.unpack(head)[0]), broken))


def answer(open_file: Open, content: bytes, broken: str) -> tuple[dict[str, Any], bytes]:
    """Return the header and the clean file, or why there is none."""
    try:
        return open_file(content)
    except NotValid as wrong:
        return _refused(wrong)
    except MemoryError:
        return _refused(NotValid(broken))


def _refused(wrong: NotValid) -> tuple[dict[str, Any], bytes]:
    return {"galat": wrong.message.template, "params": wrong.message.params}, b""


def _tell(told: BinaryIO, header: dict[str, Any], clean: bytes) -> None:
    text = json.dumps(header).encode()
    told.write(LENGTHS.pack(len(text), len(clean)) + text + clean)
    told.flush()


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
