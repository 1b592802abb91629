"""Saving parts of a draft at once, as JSON brings them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from services.registration.draf import actions
from services.registration.draf.models import Draf
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.rules import check_asked, check_keterangan
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import rules as law
from services.registration.permohonan.api import PengikutBody
from services.registration.permohonan.models import Pengikut
from shared import clock
from shared.db import Connection
from shared.errors import Invalid, Message
from shared.ids import uuid7
from shared.wilayah.kode import Tingkat, is_kode, tingkat_of, zona_of


class KeperluanPatch(BaseModel):
    """Purpose and dates."""

    model_config = ConfigDict(extra="forbid")

    keperluan: str = Field(max_length=40)
    tanggal_datang: date
    jangka_waktu: int


class DomisiliPatch(BaseModel):
    """The temporary address."""

    model_config = ConfigDict(extra="forbid")

    alamat: str = Field(max_length=1000)
    rt: str = Field(max_length=10)
    rw: str = Field(max_length=10)
    kode_wilayah: str = Field(max_length=20)


class DrafPatch(BaseModel):
    """The parts of a draft to be saved; `pengikut` replaces all members, [] says nobody comes."""

    model_config = ConfigDict(extra="forbid")

    keperluan: KeperluanPatch | None = None
    domisili: DomisiliPatch | None = None
    pengikut: list[PengikutBody] | None = Field(default=None, max_length=100)
    keterangan: dict[str, str] | None = Field(default=None, max_length=40)


async def save_patch(
    conn: Connection, pemohon: Pemohon, draf: Draf, body: DrafPatch, today: date
) -> None:
    """Save what is named, all of it or nothing; raises Invalid with every field's sentence."""
    wrong: dict[str, Message] = {}
    kode = draf.kode_wilayah
    if body.domisili:
        told = body.domisili.kode_wilayah
        if is_kode(told) and tingkat_of(told) is Tingkat.DESA:
            kode, today = told, clock.today_in(zona_of(told))
    for part in (_save_keperluan, _save_domisili):
        try:
            await part(conn, pemohon, draf, body, today)
        except Invalid as refused:
            wrong |= refused.fields
    for name, save in (("pengikut", _save_pengikut), ("keterangan", _save_keterangan)):
        try:
            await save(conn, pemohon, draf, body, today, kode)
        except Invalid as refused:
            wrong |= {f"{name}.{field}": text for field, text in refused.fields.items()}
    if wrong:
        raise Invalid(wrong)


async def _save_keperluan(
    conn: Connection, pemohon: Pemohon, draf: Draf, body: DrafPatch, today: date
) -> None:
    told = body.keperluan
    if told:
        found = law.check_keperluan(told.keperluan, told.tanggal_datang, told.jangka_waktu, today)
        await actions.save_keperluan(conn, pemohon, draf.id, found)


async def _save_domisili(
    conn: Connection, pemohon: Pemohon, draf: Draf, body: DrafPatch, _: date
) -> None:
    told = body.domisili
    if told:
        place = law.check_tempat_tinggal(
            told.alamat, told.rt, told.rw, told.kode_wilayah, pemohon.kode_wilayah_asal
        )
        await actions.save_domisili(conn, pemohon, draf.id, place)


async def _save_pengikut(
    conn: Connection, pemohon: Pemohon, draf: Draf, body: DrafPatch, today: date, kode: str
) -> None:
    if body.pengikut is None:
        return
    asked = (await get_lembar(conn, kode)).pengikut
    members: list[Pengikut] = []
    wrong: dict[str, Message] = {}
    for number, one in enumerate(body.pengikut):
        try:
            member = law.check_pengikut(
                uuid7(), one.nik, one.nama, one.jenis_kelamin or "", one.tanggal_lahir, today
            )
            check_asked(asked, one.keterangan)
            kept = check_keterangan(asked, one.keterangan)
            members.append(member.model_copy(update={"keterangan": kept}))
        except Invalid as refused:
            wrong |= {f"{number}.{field}": text for field, text in refused.fields.items()}
    if wrong:
        raise Invalid(wrong)
    await actions.save_ada_pengikut(conn, pemohon, draf.id, ada=False)
    for number, member in enumerate(members):
        try:
            await actions.save_pengikut(conn, pemohon, draf.id, member)
        except Invalid as refused:
            raise Invalid({f"{number}.{f}": text for f, text in refused.fields.items()}) from None


async def _save_keterangan(
    conn: Connection, pemohon: Pemohon, draf: Draf, body: DrafPatch, _: date, kode: str
) -> None:
    if body.keterangan is None:
        return
    asked = (await get_lembar(conn, kode)).pemohon
    check_asked(asked, body.keterangan)
    found = check_keterangan(asked, body.keterangan)
    await actions.save_keterangan(conn, pemohon, draf.id, found)
