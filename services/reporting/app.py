"""How reporting is put together."""

from services.reporting.dasbor import api as dasbor_api
from services.reporting.dasbor import pages as dasbor_pages
from services.reporting.domisili import reactions as domisili
from services.reporting.laporan import api as laporan_api
from services.reporting.laporan import pages as laporan_pages
from services.reporting.laporan.ingatkan import remind_forever
from services.reporting.penanda_tangan import api as penanda_api
from services.reporting.penanda_tangan import pages as penanda_pages
from services.reporting.pencocokan import pages as pencocokan_pages
from services.reporting.pencocokan import reactions as pencocokan
from services.reporting.pencocokan.actions import compare_forever
from services.reporting.rekap import api, berkas, pages, rincian
from services.reporting.settings import ReportingSettings
from services.reporting.statistik import api as statistik_api
from services.reporting.statistik import data as statistik_data
from services.reporting.statistik import pages as statistik_pages
from services.reporting.statistik.actions import publish_forever
from shared.instansi import reactions as instansi
from shared.service import Service, merge
from shared.sesi import reactions as sesi

SERVICE = Service(
    name="reporting",
    title="Rekapitulasi penduduk nonpermanen",
    routes=[
        *statistik_data.ROUTES,
        *statistik_pages.ROUTES,
        *statistik_api.ROUTES,
        *pencocokan_pages.ROUTES,
        *dasbor_pages.ROUTES,
        *dasbor_api.ROUTES,
        *laporan_pages.ROUTES,
        *laporan_api.ROUTES,
        *penanda_pages.ROUTES,
        *penanda_api.ROUTES,
        *pages.ROUTES,
        *rincian.ROUTES,
        *berkas.ROUTES,
        *api.ROUTES,
    ],
    reactions=merge(domisili.REACTIONS, pencocokan.REACTIONS, instansi.REACTIONS, sesi.REACTIONS),
    settings=ReportingSettings,
    tasks={
        "remind_forever": remind_forever,
        "compare_forever": compare_forever,
        "publish_forever": publish_forever,
    },
)
