"""How notifier is put together."""

from services.notifier.laporan import reactions as laporan
from services.notifier.pemberitahuan import api, pages
from services.notifier.penghapusan import reactions as penghapusan
from services.notifier.queries_kunci import SEALED
from services.notifier.settings import NotifierSettings
from services.notifier.surat import masa_simpan
from services.notifier.surat import reactions as surat
from services.notifier.surat import reactions_bukti as bukti
from services.notifier.surat import reactions_masuk as masuk
from services.notifier.surat.kirim import kirim
from shared.instansi import reactions as instansi
from shared.service import Service, merge
from shared.sesi import reactions as sesi

SERVICE = Service(
    name="notifier",
    title="Kabar untuk warga: email dan pemberitahuan",
    routes=[*pages.ROUTES, *api.ROUTES],
    reactions=merge(
        surat.REACTIONS,
        masuk.REACTIONS,
        bukti.REACTIONS,
        instansi.REACTIONS,
        laporan.REACTIONS,
        sesi.REACTIONS,
        penghapusan.REACTIONS,
    ),
    settings=NotifierSettings,
    tasks={"kirim": kirim, "masa_simpan": masa_simpan.forget_forever},
    sealed=SEALED,
)
