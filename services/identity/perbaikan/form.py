"""Reading a correction from what was typed: the same rules as at sign-up."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.identity.akun.models import Akun
from services.identity.pendaftaran import rules
from services.identity.perbaikan.models import Perbaikan
from shared.db import Connection
from shared.wilayah import queries as wilayah

TINGKAT = ("ktp_provinsi", "ktp_kabupaten", "ktp_kecamatan", "ktp_kelurahan")


async def checked(
    conn: Connection, fields: Mapping[str, str], swafoto_id: UUID | None
) -> Perbaikan:
    """Return the correction, cleaned, or raise Invalid field by field."""
    desa = await wilayah.find_wilayah(conn, fields["ktp_kelurahan"])
    clean = rules.check_identitas(fields, desa)
    return Perbaikan(
        nik=clean["nik"], kk=clean["kk"], nama=clean["nama"], alamat=clean["alamat"],
        kode_wilayah=clean["ktp_kelurahan"], swafoto_id=swafoto_id,
    )  # fmt: skip


def fields_of(akun: Akun) -> dict[str, str]:
    """Return the fields of an akun as they stand in the form."""
    diri = akun.diri.model_dump(include={"nik", "kk", "nama", "alamat"})
    return {**diri, **areas_of(akun.kode_wilayah)}


def areas_of(kode_wilayah: str) -> dict[str, str]:
    """Return the four selects of a village's code."""
    parts = kode_wilayah.split(".")
    whole = len(parts) == len(TINGKAT)
    return {name: ".".join(parts[: n + 1]) if whole else "" for n, name in enumerate(TINGKAT)}
