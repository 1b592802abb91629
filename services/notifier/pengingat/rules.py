"""When a reminder is due, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.notifier.surat.models import Pesan

MORNING = time(8)
# An unconfirmed address is asked about once, the morning after; its link lives 48 hours.
KONFIRMASI = "konfirmasi"
JAWABAN = "jawaban"
AFTER_SIGN_UP = timedelta(days=1)
# A stay's day is told by the number in `jenis`; what is not here goes to an office by its own name.
PESAN: Mapping[str, Pesan] = {
    "domisili_30": Pesan.PENGINGAT_MASA_TINGGAL,
    "domisili_7": Pesan.PENGINGAT_MASA_TINGGAL,
    "domisili_0": Pesan.PENGINGAT_MASA_TINGGAL,
    "draf": Pesan.PENGINGAT_DRAF,
    KONFIRMASI: Pesan.PENGINGAT_KONFIRMASI,
}
# How long a reminder still makes sense when the worker was away on its day.
STALE_AFTER: Mapping[str, timedelta] = {
    "domisili_30": timedelta(days=20), "domisili_7": timedelta(days=6),
    KONFIRMASI: timedelta(hours=15),
}  # fmt: skip
LONGEST = timedelta(days=30)


def due_at(tanggal: date, zona: str) -> datetime:
    """Return 08.00 of the day in the area's own zone."""
    return datetime.combine(tanggal, MORNING, ZoneInfo(zona)).astimezone(UTC)


def is_stale(jenis: str, due: datetime, now: datetime) -> bool:
    """Tell whether it is too late to be told: nobody is reminded of what is long over."""
    return now - due > STALE_AFTER.get(jenis, LONGEST)


def hari_of(jenis: str) -> str:
    """Return the days that are left of `domisili_30`, "" for others."""
    hari = jenis.rpartition("_")[2]
    return hari if hari.isdecimal() else ""
