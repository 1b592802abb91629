"""How verification is put together."""

from __future__ import annotations

from services.verification.antrean import api, pages, reactions
from services.verification.asal import api as asal_api
from services.verification.asal import pages as asal_pages
from services.verification.asal import reactions as asal
from services.verification.buku import api as buku_api
from services.verification.buku import pages as buku_pages
from services.verification.buku import reactions as buku
from services.verification.eskalasi import api as eskalasi_api
from services.verification.eskalasi.sapu import sapu
from services.verification.kinerja import api as kinerja_api
from services.verification.kinerja import pages as kinerja_pages
from services.verification.langsung import pages as langsung
from services.verification.langsung.denah import share
from services.verification.pembagian import api as pembagian_api
from services.verification.pembagian import pages as pembagian_pages
from services.verification.pembagian import reactions as pembagian
from services.verification.pembatalan import api as pembatalan_api
from services.verification.pembatalan import pages as pembatalan_pages
from services.verification.pembatalan import tenggang
from services.verification.pembatalan.sampaikan import sampaikan
from services.verification.pengajuan import api as pengajuan_api
from services.verification.pengajuan import pages as pengajuan_pages
from services.verification.penghapusan import reactions as penghapusan
from services.verification.queries_kunci import SEALED
from services.verification.rantai import api as rantai_api
from services.verification.rantai import pages as rantai_pages
from services.verification.settings import VerificationSettings
from shared.instansi import reactions as instansi
from shared.service import Service, merge
from shared.sesi import reactions as sesi

SERVICE = Service(
    name="verification",
    title="Verifikasi penduduk nonpermanen",
    routes=[
        *asal_pages.ROUTES,
        *kinerja_pages.ROUTES,
        *buku_pages.ROUTES,
        *pembatalan_pages.ROUTES,
        *pengajuan_pages.ROUTES,
        *langsung.ROUTES,
        *pembagian_pages.ROUTES,
        *pages.ROUTES,
        *rantai_pages.ROUTES,
        *asal_api.ROUTES,
        *kinerja_api.ROUTES,
        *buku_api.ROUTES,
        *pembatalan_api.ROUTES,
        *eskalasi_api.ROUTES,
        *pengajuan_api.ROUTES,
        *pembagian_api.ROUTES,
        *api.ROUTES,
        *rantai_api.ROUTES,
    ],
    reactions=merge(
        reactions.REACTIONS,
        pembagian.REACTIONS,
        buku.REACTIONS,
        asal.REACTIONS,
        instansi.REACTIONS,
        sesi.REACTIONS,
        penghapusan.REACTIONS,
    ),
    settings=VerificationSettings,
    prepare=tenggang.use,
    tasks={"sampaikan": sampaikan, "eskalasi": sapu},
    sealed=SEALED,
    web_contexts=(langsung.SIARAN.listen, share),
)
