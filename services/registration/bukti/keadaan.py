"""How far a proof is, as its resident reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.registration.bukti import pembukaan, queries, queries_penyerahan, rules
from services.registration.bukti.models import Bukti, Keadaan, Penyerahan
from services.registration.domisili.queries_masa import list_masa
from services.registration.draf.actions import find_draf
from services.registration.formulir.paket import find_bukti as format_of
from services.registration.pemohon.actions import get_pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.models import Permohonan
from shared import clock
from shared.db import Connection
from shared.instansi.models import Instansi
from shared.instansi.queries import get_instansi
from shared.wilayah.kode import kantor_of


@dataclass(frozen=True)
class State:
    """The proof of one permohonan, or of a draft (`p` is None), for its resident."""

    id: UUID
    p: Permohonan | None
    bukti: Bukti | None
    way: Penyerahan | None
    instansi: Instansi | None
    nama_bukti: str
    keadaan: Keadaan | None
    berkas: list[tuple[int, str]] = field(default_factory=list)

    @property
    def cara(self) -> str:
        """Return the way of delivery; by e-mail where nothing was chosen."""
        return self.way.cara if self.way else "email"

    @property
    def is_issued(self) -> bool:
        """Tell whether there are files."""
        return self.bukti is not None and self.bukti.status != "waiting"

    @property
    def may_choose(self) -> bool:
        """Tell whether the way may still be chosen."""
        over = self.p is not None and self.p.status in ("rejected", "cancelled", "ended")
        done = self.way is not None and self.way.status in ("handed_over", "posted")
        return bool(self.nama_bukti) and not over and not done and self.keadaan != "revoked"

    @property
    def sebutan(self) -> str:
        """Return what the office calls a kecamatan: in Bantul a kapanewon."""
        local = self.instansi.nama_lokal if self.instansi else {}
        return local.get("kecamatan", "kecamatan").lower()

    @property
    def issued_at(self) -> datetime | None:
        """Return since when the proof is there."""
        return self.bukti.issued_at if self.bukti else None


async def state_of(conn: Connection, akun_id: UUID, permohonan_id: UUID) -> State:
    """Return how far the proof of a resident's permohonan or draft is; raises NotFound."""
    pemohon = await get_pemohon(conn, akun_id)
    way = await queries_penyerahan.find_penyerahan(conn, permohonan_id)
    if draf := await find_draf(conn, pemohon, permohonan_id):
        place = draf.isian.domisili
        office = await get_instansi(conn, kantor_of(place.kode_wilayah)) if place else None
        told = format_of(office.paket_formulir if office else "")
        name = told.nama if told else ""
        return State(permohonan_id, None, None, way, office, name, None)
    shown = await opening.get_opened(conn, pemohon, permohonan_id)
    office = await get_instansi(conn, kantor_of(shown.row.kode_wilayah_tujuan))
    bukti = await queries.find_bukti(conn, permohonan_id)
    told = format_of(bukti.paket if bukti else office.paket_formulir)
    files = await pembukaan.list_names(conn, bukti) if bukti else []
    name = told.nama if told else ""
    keadaan = await _keadaan(conn, bukti, shown)
    return State(permohonan_id, shown, bukti, way, office, name, keadaan, files)


async def _keadaan(conn: Connection, bukti: Bukti | None, shown: Permohonan) -> Keadaan | None:
    if bukti is None or bukti.status == "waiting":
        return None
    last = max(one.selesai for one in await list_masa(conn, bukti.permohonan_id))
    return rules.keadaan_of(bukti.revoked_at, last, clock.today_in(shown.zona))
