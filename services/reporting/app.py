"""How reporting is put together."""

from services.reporting.rekap import api, berkas, pages, reactions
from shared.instansi import reactions as instansi
from shared.service import Service, merge
from shared.sesi import reactions as sesi

SERVICE = Service(
    name="reporting",
    title="Rekapitulasi penduduk nonpermanen",
    routes=[*pages.ROUTES, *berkas.ROUTES, *api.ROUTES],
    reactions=merge(reactions.REACTIONS, instansi.REACTIONS, sesi.REACTIONS),
)
