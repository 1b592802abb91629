"""The electronic signature under the sheet of a recap that was sent."""

from __future__ import annotations

import asyncio

from services.reporting.laporan import rules
from services.reporting.rekap.models import Rekap
from shared.errors import Unavailable
from shared.instansi.models import Instansi
from shared.tanda_tangan import pades
from shared.tanda_tangan.port import lemari_of
from shared.wilayah.kode import kantor_of

REASON = "Rekapitulasi penduduk nonpermanen"


async def sign(pdf: bytes, signing_url: str, rekap: Rekap, instansi: Instansi) -> bytes:
    """Return the sheet signed by the level's office; the event loop goes on meanwhile.

    Raises Unavailable while the store of keys does not answer.
    """
    kode = rules.kode_kunci(rekap.unit)
    nama = instansi.nama if kode == kantor_of(rekap.kode) else rekap.nama
    try:
        # The key too: a local authority makes it on first use, and pyHanko loads slowly.
        return await asyncio.to_thread(_sign_now, pdf, signing_url, kode, nama, instansi.kota_ttd)
    except OSError as wrong:
        raise Unavailable from wrong


def _sign_now(pdf: bytes, signing_url: str, kode: str, nama: str, tempat: str) -> bytes:
    signer = lemari_of(signing_url).signer_of(kode, nama)
    return pades.sign_now(pdf, signer, nama, tempat, REASON)
