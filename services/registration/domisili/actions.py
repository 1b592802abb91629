"""What can be done with a stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.registration.domisili import queries
from services.registration.domisili.models import DomisiliRow, OrangRow
from services.registration.pemohon.models import Diri
from services.registration.permohonan.models import Pengikut, PermohonanRow
from services.registration.permohonan.rules import tanggal_mulai
from shared.bus import outbox
from shared.db import Connection
from shared.events.domisili import DomisiliOpened, OrangTinggal
from shared.ids import uuid7
from shared.kata import kelompok_umur, usia
from shared.wilayah.kode import zona_of


async def open_domisili(
    conn: Connection,
    permohonan: PermohonanRow,
    diri: Diri,
    members: Sequence[Pengikut],
    decided_at: datetime,
) -> None:
    """Open the stay of an approved permohonan: the applicant and each member count (D4).

    It counts from the day of approval in the destination's own zone.
    """
    zona = ZoneInfo(zona_of(permohonan.kode_wilayah_tujuan))
    mulai = tanggal_mulai(decided_at.astimezone(zona).date(), permohonan.tanggal_berakhir)
    stay = DomisiliRow(
        id=uuid7(),
        permohonan_id=permohonan.id,
        akun_id=permohonan.akun_id,
        kode_wilayah_asal=permohonan.kode_wilayah_asal,
        kode_wilayah_tujuan=permohonan.kode_wilayah_tujuan,
        keperluan=permohonan.keperluan,
        tanggal_mulai=mulai,
        tanggal_berakhir=permohonan.tanggal_berakhir,
    )
    persons = [_orang(diri, None, mulai), *(_orang(one, one.id, mulai) for one in members)]
    await queries.insert_domisili(conn, stay, persons, decided_at)
    await outbox.emit(conn, _opened(stay, persons))


def _orang(one: Diri | Pengikut, pengikut_id: UUID | None, day: date) -> OrangRow:
    # Ids of their own: who follows the public events cannot tie two stays of one person together.
    umur = max(0, usia(one.tanggal_lahir, day))
    return OrangRow(uuid7(), pengikut_id, one.jenis_kelamin, kelompok_umur(umur))


def _opened(stay: DomisiliRow, persons: Sequence[OrangRow]) -> DomisiliOpened:
    return DomisiliOpened(
        aggregate_id=stay.id,
        version=1,
        permohonan_id=stay.permohonan_id,
        kode_wilayah_tujuan=stay.kode_wilayah_tujuan,
        kode_wilayah_asal=stay.kode_wilayah_asal,
        keperluan=stay.keperluan,
        tanggal_mulai=stay.tanggal_mulai,
        tanggal_berakhir=stay.tanggal_berakhir,
        orang=tuple(
            OrangTinggal(
                orang_id=one.orang_id,
                jenis_kelamin=one.jenis_kelamin,
                kelompok_umur=one.kelompok_umur,
            )
            for one in persons
        ),
    )
