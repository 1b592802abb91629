"""How verification is put together."""

from __future__ import annotations

from services.verification.antrean import api, pages, reactions
from shared.service import Service, merge
from shared.sesi import reactions as sesi

SERVICE = Service(
    name="verification",
    title="Verifikasi penduduk nonpermanen",
    routes=[*pages.ROUTES, *api.ROUTES],
    reactions=merge(reactions.REACTIONS, sesi.REACTIONS),
)
