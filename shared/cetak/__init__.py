"""Sheets of paper as PDF/A, set by typst with its embedded fonts: the same on every machine.

A sheet is a `.typ` file beside the room that prints it; it may import `/shared/cetak/kerangka.typ`
and finds what it says as JSON in `sys.inputs.lembar`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

if TYPE_CHECKING:
    import typst

ROOT = Path(__file__).resolve().parents[2]
STANDARD: Final = "a-2a"
# One thread: a compiler keeps what it has parsed and measured, and is not to be shared.
_printer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="typst")


@cache
def _compiler(source: Path) -> typst.Compiler:
    import typst

    return typst.Compiler(str(source), root=str(ROOT), ignore_system_fonts=True)


def print_now(source: Path, lembar: Mapping[str, Any], at: datetime) -> bytes:
    """Return the sheet as PDF/A dated `at`; for threads and processes of one's own."""
    made = _compiler(source).compile(
        format="pdf",
        sys_inputs={"lembar": orjson.dumps(lembar).decode()},
        timestamp=int(at.timestamp()),
        pdf_standards=[STANDARD],
    )
    assert isinstance(made, bytes)
    return made


async def to_pdf(source: Path, lembar: Mapping[str, Any], at: datetime) -> bytes:
    """Return the sheet as PDF/A dated `at`; the event loop goes on meanwhile."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_printer, print_now, source, lembar, at)
