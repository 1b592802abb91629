"""The sheet of a recap as PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from services.reporting.rekap.lembar import Lembar
from shared import cetak

SOURCE = Path(__file__).with_name("lembar.typ")


async def to_pdf(lembar: Lembar, at: datetime) -> bytes:
    """Return the sheet as PDF/A, dated `at`; the event loop goes on meanwhile."""
    return await cetak.to_pdf(SOURCE, lembar.as_dict(), at)
