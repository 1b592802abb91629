"""The time now, in UTC and in an area's own zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the time now, aware, in UTC."""
    return datetime.now(UTC)


def today_in(zona: str) -> date:
    """Return today's date in an IANA zone such as `Asia/Makassar`."""
    return now().astimezone(ZoneInfo(zona)).date()
