"""Working time: pure arithmetic on an office's week, holidays and zone; the time is an argument.

Indonesia's zones have no summer time: a day always has 24 hours, and local times may be
subtracted as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.verification.jam_kerja.models import JamKerja, span

HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
# An office that has told no hours works as most do.
BIASA: Mapping[int, tuple[time, time]] = dict.fromkeys(range(5), (time(8, 0), time(15, 30)))
HARI_KERJA = 3
HORIZON = timedelta(days=366)
_MONDAY = date(2001, 1, 1)


def jam_kerja_of(zona: str, mingguan: Mapping[str, str], libur: Iterable[str] = ()) -> JamKerja:
    """Return an office's working time as it told it (`senin` → `08.00–15.00`, ISO dates).

    Without one day of a positive length its week is the usual one: Monday to Friday, 08.00–15.30.
    """
    told = {day: _hours(mingguan.get(hari, "")) for day, hari in enumerate(HARI)}
    buka = {day: hours for day, hours in told.items() if hours}
    return JamKerja(zona, buka or BIASA, frozenset(date.fromisoformat(day) for day in libur))


def _hours(text: str) -> tuple[time, time] | None:
    opens, _, closes = text.partition("–")
    try:
        found = (
            time.fromisoformat(opens.replace(".", ":")),
            time.fromisoformat(closes.replace(".", ":")),
        )
    except ValueError:
        return None
    return found if found[0] < found[1] else None


def is_hari_kerja(day: date, jam: JamKerja) -> bool:
    """Tell whether the office works on `day`."""
    return day.weekday() in jam.buka and day not in jam.libur


def tenggat_of(masuk_at: datetime, jam: JamKerja, hari_kerja: int = HARI_KERJA) -> datetime:
    """Return until when an answer is promised: the third working day after, at closing, in UTC.

    Days are those of the office's own zone; the day of arrival does not count. Holidays more than
    a year ahead count as working days: a promise is always given.
    """
    zona = ZoneInfo(jam.zona)
    day = first = masuk_at.astimezone(zona).date()
    left = hari_kerja
    while left:
        day += timedelta(days=1)
        left -= _is_counted(day, first, jam)
    return datetime.combine(day, jam.buka[day.weekday()][1], zona).astimezone(UTC)


def _is_counted(day: date, first: date, jam: JamKerja) -> bool:
    is_far = day - first > HORIZON and day.weekday() in jam.buka
    return is_far or is_hari_kerja(day, jam)


def sesudah(at: datetime, lama: timedelta, jam: JamKerja) -> datetime:
    """Return the first moment by which the office was open for `lama` since `at`, in UTC.

    Holidays more than a year ahead count as working days, as they do for a promise.
    """
    if lama <= timedelta():
        return at
    zona = ZoneInfo(jam.zona)
    local = at.astimezone(zona)
    day = first = local.date()
    left = lama + _today(day, local.time(), jam)
    while not _is_counted(day, first, jam) or left > jam.lama(day.weekday()):
        if _is_counted(day, first, jam):
            left -= jam.lama(day.weekday())
        day += timedelta(days=1)
    opens = datetime.combine(day, jam.buka[day.weekday()][0], zona)
    return (opens + left).astimezone(UTC)


def waktu_kerja(dari: datetime, sampai: datetime, jam: JamKerja) -> timedelta:
    """Return the office's open time between two moments; nothing if `sampai` is not later."""
    return max(_until(sampai, jam) - _until(dari, jam), timedelta())


def _until(at: datetime, jam: JamKerja) -> timedelta:
    """Return the open time from a Monday long ago until `at`: only differences mean something."""
    local = at.astimezone(ZoneInfo(jam.zona))
    day = local.date()
    weeks, days = divmod((day - _MONDAY).days, 7)
    whole = sum((jam.lama(each) for each in range(7)), timedelta()) * weeks
    begun = sum((jam.lama(each) for each in range(days)), timedelta())
    closed = sum((jam.lama(each.weekday()) for each in jam.libur if each < day), timedelta())
    return whole + begun - closed + _today(day, local.time(), jam)


def _today(day: date, at: time, jam: JamKerja) -> timedelta:
    if not is_hari_kerja(day, jam):
        return timedelta()
    opens, closes = jam.buka[day.weekday()]
    return span(opens, min(max(at, opens), closes))
