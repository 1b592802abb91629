"""What the HTML and the JSON door read from a request alike."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from aiohttp import web

from services.verification.antrean.models import Jenis, Khusus, Kursor, Petugas, Saringan
from services.verification.antrean.queries import area_of_tugas
from services.verification.rantai.queries import posisi_of_tugas
from shared import policy
from shared.errors import Conflict
from shared.web.forms import Form
from shared.web.keys import principal_of
from shared.wilayah.kode import kantor_of

PETUGAS = policy.officers(*policy.VERIFIERS)
DI_KANTOR = policy.officers(*policy.VERIFIERS, area=area_of_tugas)
# With them whoever checks a permohonan before the office: his own level's queue, in his area.
PEMERIKSA = policy.officers(*policy.VERIFIERS, *policy.JENJANG)
DI_TEMPAT = policy.officers(*policy.VERIFIERS, area=area_of_tugas, posisi=posisi_of_tugas)
PAGE_SIZE = 20
SEARCH_SIZE = 50
LONGEST_SEARCH = 80
KINDS: Mapping[str, Jenis] = {
    "akun": "akun", "permohonan": "permohonan", "kasus": "kasus",
}  # fmt: skip
SPECIALS: Mapping[str, Khusus] = {
    "eskalasi": "eskalasi", "diajukan": "diajukan", "setempat": "setempat",
}  # fmt: skip


def petugas_of(request: web.Request) -> Petugas:
    """Return the officer who asks, for the office that serves his area."""
    who = principal_of(request)
    return Petugas(who.id, who.nama, kantor_of(who.wilayah), who.peran, who.wilayah)


def tugas_id_of(request: web.Request) -> UUID:
    """Return the tugas in the address; the route's area has read it already."""
    return UUID(request.match_info["tugas_id"])


def fence_of(form: Form) -> int:
    """Return the fence that a form carries; raises Conflict for nonsense."""
    text = form.get("fence")
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Conflict("Halaman ini sudah lama terbuka. Buka tugas ini lagi.")
    return int(text)


def saringan_of(query: Mapping[str, str]) -> Saringan:
    """Return the filters in the address; what is not understood is left out."""
    return Saringan(
        jenis=KINDS.get(query.get("jenis", "")),
        saya=bool(query.get("saya")),
        selesai=bool(query.get("selesai")),
        cari=query.get("q", "").strip()[:LONGEST_SEARCH],
        khusus=SPECIALS.get(query.get("khusus", "")),
        setelah=Kursor.parse(query.get("setelah", "")),
    )
