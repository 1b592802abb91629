"""What the HTML and the JSON door of the division of work read from a request alike."""

from __future__ import annotations

from services.verification.antrean.queries import area_of_tugas
from services.verification.pembagian.rules import PEMBAGI
from shared import policy

PENGAWAS = policy.officers(*PEMBAGI)
PENGAWAS_DI_KANTOR = policy.officers(*PEMBAGI, area=area_of_tugas)
