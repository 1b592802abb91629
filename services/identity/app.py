"""How identity is put together. Read this first."""

from __future__ import annotations

from services.identity.akun import api as akun_api
from services.identity.akun import pages as akun_pages
from services.identity.akun import reactions as akun
from services.identity.banding import api as banding_api
from services.identity.banding import pages as banding_pages
from services.identity.blokir import api as blokir_api
from services.identity.blokir import pages as blokir_pages
from services.identity.captcha import api as captcha_api
from services.identity.captcha import lulus as captcha_lulus
from services.identity.captcha import pages as captcha_pages
from services.identity.email import api as email_api
from services.identity.email import pages as email_pages
from services.identity.instansi import api as instansi_api
from services.identity.instansi import logo, settings_pages
from services.identity.instansi import pages as instansi_pages
from services.identity.jejak import api as jejak_api
from services.identity.jejak import pages as jejak_pages
from services.identity.jejak import pengurus
from services.identity.jejak import reactions as jejak
from services.identity.jejak.penyegel import seal_forever
from services.identity.klien import api as klien_api
from services.identity.klien import oauth
from services.identity.klien import pages as klien_pages
from services.identity.konfirmasi import api as konfirmasi_api
from services.identity.konfirmasi import pages as konfirmasi_pages
from services.identity.pencarian import api as pencarian_api
from services.identity.pencarian import pages as pencarian_pages
from services.identity.pendaftaran import api as pendaftaran_api
from services.identity.pendaftaran import pages as pendaftaran_pages
from services.identity.pengguna import api as pengguna_api
from services.identity.pengguna import pages as pengguna_pages
from services.identity.perbaikan import api as perbaikan_api
from services.identity.perbaikan import pages as perbaikan_pages
from services.identity.petugas import api as petugas_api
from services.identity.petugas import beranda
from services.identity.petugas import pages as petugas_pages
from services.identity.privasi import api as privasi_api
from services.identity.privasi import masa_simpan
from services.identity.privasi import pages as privasi_pages
from services.identity.privasi import reactions as privasi
from services.identity.queries_kunci import SEALED
from services.identity.sandi import api as sandi_api
from services.identity.sandi import hashing
from services.identity.sandi import officer_api as sandi_petugas_api
from services.identity.sandi import officer_pages as sandi_petugas
from services.identity.sandi import pages as sandi_pages
from services.identity.sesi import api as sesi_api
from services.identity.sesi import list_pages, officer_list, officer_pages
from services.identity.sesi import pages as sesi_pages
from services.identity.settings import IdentitySettings
from services.identity.surat import api as surat_api
from services.identity.surat import pages as surat_pages
from services.identity.surat import reactions as surat
from services.identity.swafoto import api as swafoto_api
from services.identity.swafoto import pages as swafoto_pages
from services.identity.swafoto.retention import forget_forever
from services.identity.sweep import sweep_forever
from services.identity.umum import pages as umum_pages
from services.identity.undangan import api as undangan_api
from services.identity.undangan import pages as undangan_pages
from services.identity.wilayah import api as wilayah_api
from services.identity.wilayah import pages as wilayah_pages
from shared.service import Service, merge
from shared.sesi import reactions as sesi

PAGES = [
    *umum_pages.ROUTES,
    *pendaftaran_pages.ROUTES,
    *konfirmasi_pages.ROUTES,
    *swafoto_pages.ROUTES,
    *captcha_lulus.ROUTES,
    *captcha_pages.ROUTES,
    *sesi_pages.ROUTES,
    *officer_pages.ROUTES,
    *akun_pages.ROUTES,
    *instansi_pages.ROUTES,
    *logo.ROUTES,
    *wilayah_pages.ROUTES,
    *perbaikan_pages.ROUTES,
    *banding_pages.ROUTES,
    *pencarian_pages.ROUTES,
    *blokir_pages.ROUTES,
    *jejak_pages.ROUTES,
    *pengurus.ROUTES,
    *privasi_pages.ROUTES,
    *klien_pages.ROUTES,
    *list_pages.ROUTES,
    *officer_list.ROUTES,
    *sandi_pages.ROUTES,
    *sandi_petugas.ROUTES,
    *email_pages.ROUTES,
    *petugas_pages.ROUTES,
    *surat_pages.ROUTES,
    *beranda.ROUTES,
    *undangan_pages.ROUTES,
    *pengguna_pages.ROUTES,
    *settings_pages.ROUTES,
]
API = [
    *captcha_api.ROUTES,
    *swafoto_api.ROUTES,
    *pendaftaran_api.ROUTES,
    *konfirmasi_api.ROUTES,
    *sesi_api.ROUTES,
    *akun_api.ROUTES,
    *wilayah_api.ROUTES,
    *instansi_api.ROUTES,
    *perbaikan_api.ROUTES,
    *banding_api.ROUTES,
    *pencarian_api.ROUTES,
    *blokir_api.ROUTES,
    *jejak_api.ROUTES,
    *pengurus.API,
    *privasi_api.ROUTES,
    *klien_api.ROUTES,
    *oauth.ROUTES,
    *sandi_api.ROUTES,
    *sandi_petugas_api.ROUTES,
    *email_api.ROUTES,
    *petugas_api.ROUTES,
    *surat_api.ROUTES,
    *beranda.API,
    *undangan_api.ROUTES,
    *pengguna_api.ROUTES,
]

SERVICE = Service(
    name="identity",
    title="Identitas: akun, sesi, petugas, dan kantor",
    routes=[*PAGES, *API],
    reactions=merge(
        akun.REACTIONS, sesi.REACTIONS, jejak.REACTIONS, privasi.REACTIONS, surat.REACTIONS
    ),
    settings=IdentitySettings,
    tasks={
        "sweep": sweep_forever,
        "jejak": seal_forever,
        "swafoto": forget_forever,
        "masa_simpan": masa_simpan.forget_forever,
    },
    prepare=hashing.use,
    sealed=SEALED,
)
