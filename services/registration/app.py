"""How registration is put together."""

from __future__ import annotations

import services.registration.permohonan.reactions as permohonan_reactions
from services.registration.beranda import pages as beranda_pages
from services.registration.bukti import api as bukti_api
from services.registration.bukti import buka_pages, cek_pages, penyerahan_pages
from services.registration.bukti import pages as bukti_pages
from services.registration.bukti.penerbitan import issue_waiting
from services.registration.bukti.penjaga import forget_tries
from services.registration.dokumen import actions as dokumen
from services.registration.dokumen import officer as dokumen_officer
from services.registration.dokumen import pages as dokumen_pages
from services.registration.domisili import api as domisili_api
from services.registration.domisili import koreksi_pages, pengingat_draf
from services.registration.domisili import pages as tinggal_pages
from services.registration.domisili.habis import expire_forever
from services.registration.draf import api as draf_api
from services.registration.draf import (
    domisili_pages,
    keterangan_pages,
    kirim_pages,
    pengikut_pages,
)
from services.registration.draf import pages as draf_pages
from services.registration.draf.actions import forget_old_drafts
from services.registration.formulir import pages as formulir_pages
from services.registration.formulir import pratinjau
from services.registration.kasus import kartu as kasus_kartu
from services.registration.langkah import reactions as langkah_reactions
from services.registration.pemohon import reactions as pemohon_reactions
from services.registration.pencocokan.actions import tell_forever
from services.registration.penghapusan import reactions as penghapusan_reactions
from services.registration.percakapan import api as percakapan_api
from services.registration.percakapan import (
    diskusi_pages,
    jawaban_pages,
    lampiran,
    masuk_api,
    masuk_pages,
)
from services.registration.percakapan import pages as konsultasi_pages
from services.registration.permohonan import api as permohonan_api
from services.registration.permohonan import kartu as permohonan_kartu
from services.registration.permohonan import pages as permohonan_pages
from services.registration.permohonan import salinan
from services.registration.queries_kunci import SEALED
from services.registration.settings import RegistrationSettings
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
        *keterangan_pages.ROUTES,
        *draf_api.ROUTES,
        *kirim_pages.ROUTES,
        *dokumen_pages.ROUTES,
        *dokumen_officer.ROUTES,
        *salinan.ROUTES,
        *penyerahan_pages.ROUTES,
        *pratinjau.ROUTES,
        *formulir_pages.ROUTES,
        *bukti_pages.ROUTES,
        *bukti_api.ROUTES,
        *cek_pages.ROUTES,
        *buka_pages.ROUTES,
        *permohonan_kartu.ROUTES,
        *tinggal_pages.ROUTES,
        *koreksi_pages.ROUTES,
        *kasus_kartu.ROUTES,
        *diskusi_pages.ROUTES,
        *konsultasi_pages.ROUTES,
        *jawaban_pages.ROUTES,
        *masuk_pages.ROUTES,
        *percakapan_api.ROUTES,
        *masuk_api.ROUTES,
        *permohonan_pages.ROUTES,
        *permohonan_api.ROUTES,
        *domisili_api.ROUTES,
    ],
    reactions=merge(
        pemohon_reactions.REACTIONS,
        permohonan_reactions.REACTIONS,
        langkah_reactions.REACTIONS,
        sesi_reactions.REACTIONS,
        penghapusan_reactions.REACTIONS,
        instansi_reactions.REACTIONS,
    ),
    settings=RegistrationSettings,
    tasks={
        "forget_old_drafts": forget_old_drafts,
        "forget_documents": dokumen.forget_forever,
        "forget_lampiran": lampiran.forget_forever,
        "remind_of_drafts": pengingat_draf.remind_forever,
        "expire_domisili": expire_forever,
        "issue_waiting": issue_waiting,
        "forget_tries": forget_tries,
        "tell_forever": tell_forever,
    },
    sealed=SEALED,
)
