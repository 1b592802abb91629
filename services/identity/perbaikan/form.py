"""Reading a correction from what was typed: the same rules as at sign-up."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.identity.akun.models import Akun
from services.identity.akun.rules import check_telepon
from services.identity.pendaftaran import rules
from services.identity.perbaikan.models import DIRI, Perbaikan
from shared.db import Connection
from shared.errors import FieldErrors, Invalid
from shared.kata import telepon
from shared.wilayah import queries as wilayah

TINGKAT = ("ktp_provinsi", "ktp_kabupaten", "ktp_kecamatan", "ktp_kelurahan")


async def checked(
    conn: Connection, fields: Mapping[str, str], swafoto_id: UUID | None
) -> Perbaikan:
    """Return the correction, cleaned, or raise Invalid field by field."""
    desa = await wilayah.find_wilayah(conn, fields["ktp_kelurahan"])
    errors, clean = FieldErrors(), dict(fields)
    try:
        clean = rules.check_identitas(fields, desa)
    except Invalid as wrong:
        errors.fields = wrong.fields
    with errors.field("telepon"):
        clean["telepon"] = check_telepon(fields["telepon"])
    errors.raise_any()
    said = {name: clean[name] for name in DIRI}
    return Perbaikan(**said, kode_wilayah=clean["ktp_kelurahan"], swafoto_id=swafoto_id)


def fields_of(akun: Akun) -> dict[str, str]:
    """Return the fields of an akun as they stand in the form."""
    diri: dict[str, str] = akun.diri.model_dump(include=set(DIRI))
    return {**diri, "telepon": telepon(akun.diri.telepon), **areas_of(akun.kode_wilayah)}


def areas_of(kode_wilayah: str) -> dict[str, str]:
    """Return the four selects of a village's code."""
    parts = kode_wilayah.split(".")
    whole = len(parts) == len(TINGKAT)
    return {name: ".".join(parts[: n + 1]) if whole else "" for n, name in enumerate(TINGKAT)}
