"""How registration is put together."""

from __future__ import annotations

import services.registration.permohonan.reactions as permohonan_reactions
from services.registration.beranda import pages as beranda_pages
from services.registration.domisili import api as domisili_api
from services.registration.domisili import koreksi_pages, pengingat_draf
from services.registration.domisili import pages as tinggal_pages
from services.registration.domisili.habis import expire_forever
from services.registration.draf import domisili_pages, pengikut_pages
from services.registration.draf import pages as draf_pages
from services.registration.draf.actions import forget_old_drafts
from services.registration.kasus import kartu as kasus_kartu
from services.registration.pemohon import reactions as pemohon_reactions
from services.registration.pencocokan.actions import tell_forever
from services.registration.penghapusan import reactions as penghapusan_reactions
from services.registration.permohonan import api as permohonan_api
from services.registration.permohonan import kartu as permohonan_kartu
from services.registration.permohonan import pages as permohonan_pages
from services.registration.permohonan import salinan
from services.registration.queries_kunci import SEALED
from shared.instansi import reactions as instansi_reactions
from shared.service import Service, merge
from shared.sesi import reactions as sesi_reactions

SERVICE = Service(
    name="registration",
    title="Pendaftaran penduduk nonpermanen",
    routes=[
        *beranda_pages.ROUTES,
        *draf_pages.ROUTES,
        *domisili_pages.ROUTES,
        *pengikut_pages.ROUTES,
        *salinan.ROUTES,
        *permohonan_kartu.ROUTES,
        *tinggal_pages.ROUTES,
        *koreksi_pages.ROUTES,
        *kasus_kartu.ROUTES,
        *permohonan_pages.ROUTES,
        *permohonan_api.ROUTES,
        *domisili_api.ROUTES,
    ],
    reactions=merge(
        pemohon_reactions.REACTIONS,
        permohonan_reactions.REACTIONS,
        sesi_reactions.REACTIONS,
        penghapusan_reactions.REACTIONS,
        instansi_reactions.REACTIONS,
    ),
    tasks={
        "forget_old_drafts": forget_old_drafts,
        "remind_of_drafts": pengingat_draf.remind_forever,
        "expire_domisili": expire_forever,
        "tell_forever": tell_forever,
    },
    sealed=SEALED,
)
