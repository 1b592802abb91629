"""Who may enter: each route names its Allow, and nothing else decides.

The whole table, route × role × area, is walked by a generated test; what is not allowed here
is refused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from shared.db import Connection
from shared.errors import NotAllowed, NotFound, Unauthenticated
from shared.sesi.token import Principal
from shared.wilayah.kode import is_within

PENDUDUK = "penduduk"
PETUGAS = "petugas"
PETUGAS_PROVINSI = "petugas_provinsi"
PETUGAS_KEMENTERIAN = "petugas_kementerian"
KLIEN = "klien"
KETUA_RT = "ketua_rt"
PETUGAS_DESA = "petugas_desa"
LURAH = "lurah"
CAMAT = "camat"
SUPERVISOR = "supervisor"
KEPALA_DINAS = "kepala_dinas"
ADMIN_KABUPATEN = "admin_kabupaten"
SEKDA = "sekda"
SEKRETARIS_PROVINSI = "sekretaris_provinsi"
AUDITOR = "auditor"
MITRA = "mitra"
# Who checks a permohonan before the office does, and at which level of its chain (D6).
JENJANG: Mapping[str, str] = {
    KETUA_RT: "rt", PETUGAS_DESA: "desa", LURAH: "desa", CAMAT: "kecamatan",
}  # fmt: skip
# Who decides on an akun or a permohonan in an office's queue.
VERIFIERS = frozenset({PETUGAS, SUPERVISOR, KEPALA_DINAS})
# Who may look at a person's data, within his area; each look is noted.
LOOKERS = VERIFIERS | {PETUGAS_PROVINSI, PETUGAS_KEMENTERIAN}
OFFICERS = LOOKERS | {
    KETUA_RT, PETUGAS_DESA, LURAH, CAMAT, ADMIN_KABUPATEN, SEKDA, SEKRETARIS_PROVINSI, AUDITOR,
}  # fmt: skip
# Who comes in by the officers' entrance: a mitra is no officer, but has a second factor too.
STAFF = OFFICERS | {MITRA}
ROLES = STAFF | {PENDUDUK}

Match: TypeAlias = Mapping[str, str]
AreaOf: TypeAlias = Callable[[Connection, Match], Awaitable[Collection[str]]]
OwnerOf: TypeAlias = Callable[[Connection, Match], Awaitable[UUID | None]]
# Level and area, for each place where the thing stands in its chain.
PosisiOf: TypeAlias = Callable[[Connection, Match], Awaitable[Collection[tuple[str, str]]]]


@dataclass(frozen=True)
class Allow:
    """The roles that may enter (none: everybody), and whose or where the thing must be.

    `lingkup` are the scopes of which a program must have one; `posisi` is what officers of a level
    below the office are asked for instead of the area.
    """

    roles: frozenset[str] = frozenset()
    area: AreaOf | None = None
    owner: OwnerOf | None = None
    lingkup: frozenset[str] = frozenset()
    posisi: PosisiOf | None = None

    def __or__(self, other: Allow) -> Allow:
        """Allow whom either lets in; whose or where the thing must be, the left one says."""
        return replace(self, roles=self.roles | other.roles, lingkup=self.lingkup | other.lingkup)

    @property
    def is_public(self) -> bool:
        """Tell whether nobody needs to log in."""
        return not self.roles


def public() -> Allow:
    """Allow everybody."""
    return Allow()


def anyone() -> Allow:
    """Allow everybody who is logged in."""
    return Allow(ROLES)


def residents(owner: OwnerOf | None = None) -> Allow:
    """Allow residents; with `owner`, only the one whose akun id it returns."""
    return Allow(frozenset({PENDUDUK}), owner=owner)


def officers(*roles: str, area: AreaOf | None = None, posisi: PosisiOf | None = None) -> Allow:
    """Allow officers in `roles` (all, if none is named); with `area`, only where it lies in theirs.

    `area` returns the codes the thing belongs to; one of them within the officer's area is enough,
    none means that there is no such thing. With `posisi`, the officers of a level below the office
    enter too, while the thing stands at their level, in their area.
    """
    below = frozenset(JENJANG) if posisi else frozenset()
    return Allow((frozenset(roles) or OFFICERS) | below, area=area, posisi=posisi)


def clients(*lingkup: str, area: AreaOf | None = None) -> Allow:
    """Allow programs whose token has one of these scopes; with `area`, only where it is theirs.

    Beside people: `officers(area=area_of_rekap) | clients("rekap:baca")`.
    """
    return Allow(frozenset({KLIEN}), area=area, lingkup=frozenset(lingkup))


async def check(
    allow: Allow, principal: Principal | None, conn: Connection | None, match: Match
) -> None:
    """Let `principal` in or raise Unauthenticated, NotAllowed or NotFound."""
    if allow.is_public:
        return
    if principal is None:
        raise Unauthenticated
    if principal.peran not in allow.roles:
        raise NotAllowed
    if principal.peran == KLIEN and not allow.lingkup.intersection(principal.lingkup):
        raise NotAllowed
    if conn is None:
        return
    if allow.owner and await allow.owner(conn, match) != principal.id:
        raise NotFound
    if allow.posisi and principal.peran in JENJANG:
        _check_posisi(await allow.posisi(conn, match), principal)
    elif allow.area:
        _check_area(await allow.area(conn, match), principal)


def _check_area(areas: Collection[str], principal: Principal) -> None:
    if not areas:
        raise NotFound
    if not any(is_within(area, principal.wilayah) for area in areas):
        raise NotAllowed


def _check_posisi(posisi: Collection[tuple[str, str]], principal: Principal) -> None:
    """Take nothing for "there is no such thing": who is not concerned does not learn of it."""
    here = [kode for jenjang, kode in posisi if jenjang == JENJANG[principal.peran]]
    _check_area(here, principal)
