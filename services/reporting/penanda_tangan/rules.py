"""What a signatory must say, and who may say it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from services.reporting.penanda_tangan.models import Penanda
from shared.errors import FieldErrors
from shared.policy import (
    ADMIN_KABUPATEN,
    CAMAT,
    KEPALA_DINAS,
    KETUA_RT,
    LURAH,
    PETUGAS_DESA,
    PETUGAS_KEMENTERIAN,
    PETUGAS_PROVINSI,
    SEKDA,
    SEKRETARIS_PROVINSI,
)

NIP = re.compile(r"\d{18}", re.ASCII)
PANJANG = {"nama": 100, "jabatan": 100, "pangkat": 60}
# Whoever answers for a level or one above it keeps its signatory.
PENGURUS = frozenset(
    {ADMIN_KABUPATEN, KEPALA_DINAS, SEKDA, CAMAT, LURAH, PETUGAS_DESA, KETUA_RT, PETUGAS_PROVINSI,
     SEKRETARIS_PROVINSI, PETUGAS_KEMENTERIAN}
)  # fmt: skip


def read_penanda(fields: Mapping[str, str]) -> Penanda:
    """Return the signatory of a form; raises Invalid with a sentence per field."""
    errors = FieldErrors()
    isi = {name: " ".join(fields.get(name, "").split()) for name in (*PANJANG, "nip")}
    nip = isi["nip"].replace(" ", "")
    if not isi["nama"]:
        errors.add("nama", "Tulis nama lengkap dengan gelar.")
    for name, most in PANJANG.items():
        if len(isi[name]) > most:
            errors.add(name, "Paling banyak %(most)s huruf.", most=most)
    if nip and not NIP.fullmatch(nip):
        errors.add("nip", "NIP terdiri atas 18 angka. Kosongkan jika tidak ada.")
    errors.raise_any()
    return Penanda(isi["nama"], isi["jabatan"], isi["pangkat"], nip)
