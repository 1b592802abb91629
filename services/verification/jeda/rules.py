"""What a pause does to a promise; pure, times are arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.verification.antrean.models import Kabar, Tugas
from services.verification.jam_kerja.models import JamKerja
from services.verification.jam_kerja.rules import sesudah, tenggat_of, waktu_kerja

# A correction is looked at with fresh eyes, however little was left.
PALING_SEDIKIT = 1


@dataclass(frozen=True)
class Jeda:
    """A promise that stands still: since when, and until when it was given."""

    sejak: datetime
    tenggat: datetime


def sisa_of(jeda: Jeda, jam: JamKerja) -> timedelta:
    """Return the working time that was left when the clock was stopped."""
    return waktu_kerja(jeda.sejak, jeda.tenggat, jam)


def lanjutan_of(jeda: Jeda, masuk_at: datetime, jam: JamKerja) -> datetime:
    """Return until when the answer is promised now: what was left, at least one working day."""
    rest = sesudah(masuk_at, sisa_of(jeda, jam), jam)
    return max(rest, tenggat_of(masuk_at, jam, PALING_SEDIKIT))


def is_waiting(tugas: Tugas, kabar: Mapping[str, Kabar]) -> bool:
    """Tell whether the newest fact of a permohonan is that this tugas returned it."""
    if tugas.keputusan != "returned" or not kabar:
        return False
    newest = max(int(version) for version in kabar)
    return newest > tugas.subjek_version and kabar[str(newest)] == "returned"
