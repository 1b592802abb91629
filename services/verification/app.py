"""How verification is put together."""

from __future__ import annotations

from services.verification.antrean import api, pages, reactions
from services.verification.instansi import reactions as instansi
from services.verification.penghapusan import reactions as penghapusan
from services.verification.queries_kunci import SEALED
from shared.service import Service, merge
from shared.sesi import reactions as sesi

SERVICE = Service(
    name="verification",
    title="Verifikasi penduduk nonpermanen",
    routes=[*pages.ROUTES, *api.ROUTES],
    reactions=merge(reactions.REACTIONS, sesi.REACTIONS, penghapusan.REACTIONS, instansi.REACTIONS),
    sealed=SEALED,
)
