"""The roles: what they are called, over which level of area, and who may give them (I10)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from shared import policy
from shared.wilayah.kode import JAKARTA, Tingkat, is_kode, is_within, kantor_of, tingkat_of


class Cakupan(Enum):
    """Over which level a role acts; a kantor is a regency, or Jakarta (S1 Ps 22)."""

    DESA = "kelurahan atau desa"
    KECAMATAN = "kecamatan"
    KANTOR = "kabupaten atau kota"
    PROVINSI = "provinsi"
    NASIONAL = "nasional"


LABELS: Mapping[str, str] = {
    policy.KETUA_RT: "Ketua RT",
    policy.PETUGAS_DESA: "Petugas kelurahan/desa",
    policy.LURAH: "Lurah/kepala desa",
    policy.CAMAT: "Camat",
    policy.PETUGAS: "Petugas verifikasi",
    policy.SUPERVISOR: "Supervisor verifikasi",
    policy.KEPALA_DINAS: "Kepala Dinas",
    policy.ADMIN_KABUPATEN: "Admin kabupaten/kota",
    policy.SEKDA: "Sekretaris Daerah",
    policy.PETUGAS_PROVINSI: "Petugas provinsi",
    policy.SEKRETARIS_PROVINSI: "Sekretaris provinsi",
    policy.PETUGAS_KEMENTERIAN: "Petugas kementerian",
    policy.AUDITOR: "Auditor",
    policy.MITRA: "Mitra",
}
LEVELS: Mapping[str, Cakupan] = {
    policy.KETUA_RT: Cakupan.DESA, policy.PETUGAS_DESA: Cakupan.DESA, policy.LURAH: Cakupan.DESA,
    policy.MITRA: Cakupan.DESA, policy.CAMAT: Cakupan.KECAMATAN,
    policy.PETUGAS: Cakupan.KANTOR, policy.SUPERVISOR: Cakupan.KANTOR,
    policy.KEPALA_DINAS: Cakupan.KANTOR, policy.ADMIN_KABUPATEN: Cakupan.KANTOR,
    policy.SEKDA: Cakupan.KANTOR, policy.PETUGAS_PROVINSI: Cakupan.PROVINSI,
    policy.SEKRETARIS_PROVINSI: Cakupan.PROVINSI, policy.PETUGAS_KEMENTERIAN: Cakupan.NASIONAL,
    policy.AUDITOR: Cakupan.NASIONAL,
}  # fmt: skip
# A regency's administrator gives the roles of his regency; the Ministry gives the others, and
# makes the first administrator of a regency.
GIVES: Mapping[str, tuple[str, ...]] = {
    policy.ADMIN_KABUPATEN: (
        policy.PETUGAS, policy.SUPERVISOR, policy.KEPALA_DINAS, policy.ADMIN_KABUPATEN,
        policy.SEKDA, policy.CAMAT, policy.LURAH, policy.PETUGAS_DESA, policy.KETUA_RT,
        policy.MITRA,
    ),
    policy.PETUGAS_KEMENTERIAN: (
        policy.ADMIN_KABUPATEN, policy.PETUGAS_PROVINSI, policy.SEKRETARIS_PROVINSI,
        policy.PETUGAS_KEMENTERIAN, policy.AUDITOR,
    ),
}  # fmt: skip


def cakupan_of(wilayah: str) -> Cakupan | None:
    """Return the level that an area's code is of; None if it is no code."""
    if wilayah and not is_kode(wilayah):
        return None
    tingkat = tingkat_of(wilayah)
    if tingkat is Tingkat.KABUPATEN:
        # Jakarta's cities have no office of their own.
        return Cakupan.KANTOR if kantor_of(wilayah) == wilayah else None
    levels = {
        Tingkat.NASIONAL: Cakupan.NASIONAL, Tingkat.PROVINSI: Cakupan.PROVINSI,
        Tingkat.KECAMATAN: Cakupan.KECAMATAN, Tingkat.DESA: Cakupan.DESA,
    }  # fmt: skip
    return levels[tingkat]


def is_area_of(peran: str, wilayah: str) -> bool:
    """Tell whether a role can be held over an area."""
    level = LEVELS.get(peran)
    if wilayah == JAKARTA and level is Cakupan.KANTOR:
        return True
    return level is not None and cakupan_of(wilayah) is level


def may_give(giver: str, giver_area: str, peran: str, wilayah: str) -> bool:
    """Tell whether an officer may give a role, and take it: it is his to give, in his area."""
    return peran in GIVES.get(giver, ()) and is_within(wilayah, giver_area)
