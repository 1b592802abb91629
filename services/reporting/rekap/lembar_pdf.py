"""The sheet of a recap as PDF, set by typst with its embedded fonts: the same on every machine."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path

import orjson
import typst

from services.reporting.rekap.lembar import Lembar

SOURCE = Path(__file__).with_name("lembar.typ")
# One thread: the compiler keeps what it has parsed and measured, and is not to be shared.
_printer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="typst")


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(SOURCE), ignore_system_fonts=True)


def _compile(lembar: Lembar, at: datetime) -> bytes:
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"lembar": orjson.dumps(lembar.as_dict()).decode()},
        timestamp=int(at.timestamp()),
        pdf_standards=["a-2a"],
    )
    assert isinstance(made, bytes)
    return made


async def to_pdf(lembar: Lembar, at: datetime) -> bytes:
    """Return the sheet as PDF/A, dated `at`; the event loop goes on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_printer, _compile, lembar, at)
