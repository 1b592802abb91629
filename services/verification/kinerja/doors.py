"""What the HTML and the JSON door of the figures read from a request alike."""

from __future__ import annotations

from aiohttp import web

from services.verification.kinerja.alamat import kode_of
from services.verification.kinerja.queries import area_of_kinerja
from shared import policy
from shared.errors import NotFound

ROLES = (
    policy.SUPERVISOR, policy.KEPALA_DINAS, policy.PETUGAS_PROVINSI, policy.SEKRETARIS_PROVINSI,
    policy.PETUGAS_KEMENTERIAN,
)  # fmt: skip
PENGAWAS = policy.officers(*ROLES)
WITHIN = policy.officers(*ROLES, area=area_of_kinerja)


def kode_di_alamat(request: web.Request) -> str:
    """Return the area in the address or raise NotFound."""
    kode = kode_of(request.match_info["kode"])
    if kode is None:
        raise NotFound
    return kode
