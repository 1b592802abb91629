"""When a tugas goes up, and what that is called; pure, the time is an argument."""

from __future__ import annotations

from datetime import datetime

from services.verification.antrean.rules import MERAH
from services.verification.jam_kerja.models import JamKerja
from services.verification.jam_kerja.rules import sesudah, tenggat_of


def batas_merah(now: datetime, jam: JamKerja) -> datetime:
    """Return before which deadline a tugas is red by now."""
    return sesudah(now, MERAH, jam)


def kepala_at(tenggat: datetime, jam: JamKerja) -> datetime:
    """Return when a tugas that is still open goes up to the head: a working day after its time."""
    return tenggat_of(tenggat, jam, 1)
