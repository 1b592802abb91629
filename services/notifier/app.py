"""How notifier is put together."""

from services.notifier.edaran import api as edaran_api
from services.notifier.edaran import pages as edaran
from services.notifier.kabar import api as kabar_api
from services.notifier.kabar import pages as kabar
from services.notifier.kabar import reactions as rekap
from services.notifier.kabar import reactions_tugas as tugas
from services.notifier.katalog import pages as katalog
from services.notifier.langganan import api as langganan_api
from services.notifier.langganan import pages as langganan
from services.notifier.langganan.pantau import pantau
from services.notifier.langganan.putar_ulang import putar_ulang
from services.notifier.langsung import pages as langsung
from services.notifier.langsung.kabarkan import kabarkan
from services.notifier.naskah import api as naskah_api
from services.notifier.naskah import pages as naskah
from services.notifier.pemberitahuan import api, pages
from services.notifier.penghapusan import reactions as penghapusan
from services.notifier.pengingat import reactions as pengingat
from services.notifier.pengingat.ingatkan import ingatkan
from services.notifier.pengiriman import api as pengiriman_api
from services.notifier.pengiriman import pages as pengiriman
from services.notifier.peristiwa.salurkan import salurkan
from services.notifier.pilihan import api as pilihan_api
from services.notifier.pilihan import pages as pilihan
from services.notifier.queries_kunci import SEALED
from services.notifier.settings import NotifierSettings
from services.notifier.surat import masa_simpan
from services.notifier.surat import reactions as surat
from services.notifier.surat import reactions_bukti as bukti
from services.notifier.surat import reactions_domisili as domisili
from services.notifier.surat import reactions_masuk as masuk
from services.notifier.surat import reactions_percakapan as percakapan
from services.notifier.surat.kirim import kirim
from services.notifier.webhook import api as webhook_api
from services.notifier.webhook import pages as webhook
from services.notifier.webhook.antar import antar
from shared.instansi import reactions as instansi
from shared.service import Service, merge
from shared.sesi import reactions as sesi

ROUTES = [
    *langsung.ROUTES, *pilihan.ROUTES, *pilihan_api.ROUTES, *pages.ROUTES, *api.ROUTES,
    *kabar.ROUTES, *kabar_api.ROUTES, *katalog.ROUTES, *langganan.ROUTES, *langganan_api.ROUTES,
    *webhook.ROUTES, *webhook_api.ROUTES, *pengiriman.ROUTES, *pengiriman_api.ROUTES,
    *edaran.ROUTES, *edaran_api.ROUTES, *naskah.ROUTES, *naskah_api.ROUTES,
]  # fmt: skip
TASKS = {
    "kirim": kirim, "ingatkan": ingatkan, "kabarkan": kabarkan, "salurkan": salurkan,
    "putar ulang": putar_ulang, "pantau": pantau, "antar": antar,
    "masa_simpan": masa_simpan.forget_forever,
}  # fmt: skip
SERVICE = Service(
    name="notifier",
    title="Kabar: email, pemberitahuan, dan pintu untuk sistem lain",
    routes=ROUTES,
    reactions=merge(
        surat.REACTIONS,
        masuk.REACTIONS,
        bukti.REACTIONS,
        domisili.REACTIONS,
        percakapan.REACTIONS,
        pengingat.REACTIONS,
        instansi.REACTIONS,
        rekap.REACTIONS,
        tugas.REACTIONS,
        sesi.REACTIONS,
        penghapusan.REACTIONS,
    ),
    settings=NotifierSettings,
    tasks=TASKS,
    sealed=SEALED,
    web_contexts=(langsung.SIARAN.listen,),
)
