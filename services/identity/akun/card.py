"""What an officer sees of an akun: what was written beside what is registered.

Each look is noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.identity.akun import queries, registry, rules
from services.identity.akun.models import Akun, BarisBanding, Penduduk
from services.identity.jejak import actions as jejak
from services.identity.settings import IdentitySettings
from services.identity.swafoto import queries as photos
from services.identity.swafoto.rules import Saran, hint
from shared import clock
from shared.db import Database
from shared.kata import tanggal_waktu
from shared.nik import Nik
from shared.sesi.token import Principal
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import kantor_of, zona_of

DOWN = "Layanan pemeriksaan Dukcapil sedang tidak bisa dihubungi."


@dataclass(frozen=True)
class Kartu:
    """An akun as an officer sees it."""

    akun: Akun
    banding: list[BarisBanding]
    dukcapil: Literal["found", "unknown", "unreachable"]
    asal: str
    diambil: datetime
    zona: str
    saran: list[Saran]

    @property
    def mendaftar(self) -> str:
        """Return day and time of the sign-up at the office of origin."""
        return tanggal_waktu(self.akun.registered_at, self.zona)

    @property
    def swafoto(self) -> str:
        """Return the address of the selfie; empty once it was deleted."""
        return f"/akun/{self.akun.id}/swafoto" if self.akun.swafoto_id else ""

    @property
    def foto_ktp(self) -> str:
        """Return the address of the registry's photo; empty if the registry has no such person."""
        return f"/akun/{self.akun.id}/foto-ktp" if self.dukcapil == "found" else ""

    @property
    def petunjuk(self) -> str:
        """Return what could be better about the selfie, as a hint: `gelap, buram`."""
        return hint(self.saran)


async def look(
    database: Database, settings: IdentitySettings, who: Principal, akun_id: UUID
) -> Kartu:
    """Note the look, then ask the registry without holding a connection, and compare."""
    async with database.transaction() as conn:
        akun = await queries.get_akun(conn, akun_id)
        swafoto = await photos.find_of_akun(conn, akun_id)
        await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "lihat_akun")
    found = await registry.find_penduduk(settings, akun.diri.nik)
    known = found if isinstance(found, Penduduk) else None
    async with database.connection() as conn:
        codes = {akun.kode_wilayah, kantor_of(akun.kode_wilayah)}
        names = await wilayah.list_nama(conn, codes | ({known.kode_wilayah} if known else set()))
    return Kartu(
        akun=akun,
        banding=_banding(akun, known, names),
        dukcapil=_state(found),
        asal=names[kantor_of(akun.kode_wilayah)],
        diambil=clock.now(),
        zona=zona_of(akun.kode_wilayah),
        saran=swafoto.saran if swafoto else [],
    )


def _banding(akun: Akun, known: Penduduk | None, names: dict[str, str]) -> list[BarisBanding]:
    letak = names[akun.kode_wilayah]
    letak_known = names.get(known.kode_wilayah, "") if known else ""
    rows = rules.compare(akun.diri, letak, akun.kode_wilayah, known, letak_known)
    today = clock.today_in(zona_of(akun.kode_wilayah))
    return rows + rules.birth_lines(Nik(akun.diri.nik), today, known)


def _state(found: registry.Found) -> Literal["found", "unknown", "unreachable"]:
    if found is None:
        return "unknown"
    return "found" if isinstance(found, Penduduk) else "unreachable"
