"""A stay as people read it: who is in it by name, what was recorded of it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.registration.domisili import queries
from services.registration.domisili.buku import find_tinggal
from services.registration.domisili.models import CatatanRow, Masa, Tinggal
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.models import Permohonan
from shared import clock
from shared.db import Connection
from shared.errors import N_, Conflict

NOT_OPEN = N_("Permohonan ini belum disetujui, jadi belum ada masa tinggal yang tercatat.")


@dataclass(frozen=True)
class OrangTampil:
    """One person of a stay by name."""

    orang_id: UUID
    nama: str
    is_pemohon: bool
    mulai: date
    selesai: date
    sebab: str
    is_here: bool


@dataclass(frozen=True)
class CatatanTampil:
    """What was recorded of whom on which grounds; `mengoreksi` is the number of an older one."""

    version: int
    jenis: str
    recorded_at: datetime
    nama: tuple[str, ...]
    mulai: date | None
    selesai: date | None
    dasar: tuple[str, ...]
    mengoreksi: int | None


@dataclass(frozen=True)
class TinggalTampil:
    """A stay opened for its owner or for an officer of the destination."""

    permohonan: Permohonan
    tinggal: Tinggal
    nama: Mapping[UUID, str]
    today: date

    @property
    def orang(self) -> list[OrangTampil]:
        """Return everyone who counts in it, the applicant first."""
        every = sorted(
            self.tinggal.masa, key=lambda one: (one.pengikut_id is not None, one.orang_id)
        )
        return [self._orang(one) for one in every]

    @property
    def di_sini(self) -> list[OrangTampil]:
        """Return whose time is not over."""
        return [one for one in self.orang if one.is_here]

    def catatan(self, rows: Sequence[CatatanRow]) -> list[CatatanTampil]:
        """Return the ledger of the stay in words."""
        numbers = {row.id: row.version for row in rows}
        return [self._catatan(row, numbers) for row in rows]

    def _orang(self, one: Masa) -> OrangTampil:
        return OrangTampil(
            one.orang_id, self.nama.get(one.orang_id, ""), one.pengikut_id is None, one.mulai,
            one.selesai, one.sebab, one.selesai > self.today,
        )  # fmt: skip

    def _catatan(self, row: CatatanRow, numbers: Mapping[UUID, int]) -> CatatanTampil:
        assert row.recorded_at is not None
        return CatatanTampil(
            row.version, row.jenis, row.recorded_at,
            tuple(self.nama.get(one, "") for one in row.orang_ids), row.mulai, row.selesai,
            tuple(row.dasar), numbers[row.mengoreksi] if row.mengoreksi else None,
        )  # fmt: skip


async def get_stay(conn: Connection, pemohon: Pemohon, permohonan_id: UUID) -> TinggalTampil:
    """Return the stay of a permohonan opened; raises Conflict while there is none."""
    shown = await opening.get_opened(conn, pemohon, permohonan_id)
    tinggal = await find_tinggal(conn, permohonan_id)
    if tinggal is None:
        raise Conflict(NOT_OPEN)
    members = await opening.list_members(conn, pemohon.key, permohonan_id)
    names = {None: pemohon.diri.nama} | {one.id: one.nama for one in members}
    orang = await queries.list_orang(conn, tinggal.domisili.id)
    nama = {one.orang_id: names[one.pengikut_id] for one in orang if one.pengikut_id in names}
    return TinggalTampil(shown, tinggal, nama, clock.today_in(tinggal.domisili.zona))
