"""How an office is called before it has introduced itself, and what it calls a village."""

from __future__ import annotations

from collections.abc import Mapping

from shared.wilayah.kode import KEMENTERIAN

KELURAHAN = "1"

DINAS = "Dinas Kependudukan dan Pencatatan Sipil"
DITJEN = "Direktorat Jenderal Kependudukan dan Pencatatan Sipil"


def default_nama(kode_kantor: str, nama_wilayah: str) -> str:
    """Return `Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bantul` (Ps 1 of both Perbup)."""
    return DITJEN if kode_kantor == KEMENTERIAN else f"{DINAS} {nama_wilayah}"


def default_jabatan(kode_kantor: str) -> str:
    """Return what the head of an office is called (S0: letters are signed by the Kepala Dinas)."""
    return "Direktur Jenderal" if kode_kantor == KEMENTERIAN else "Kepala Dinas"


def sebutan_desa(kode: str, nama_lokal: Mapping[str, str]) -> str:
    """Return what the office calls the village of `kode` (`Kalurahan`), or "" for the usual word.

    The last part of a kelurahan's code begins with 1, that of a desa with 2.
    """
    jenis = "kelurahan" if kode.rpartition(".")[2].startswith(KELURAHAN) else "desa"
    return nama_lokal.get(jenis, "")
