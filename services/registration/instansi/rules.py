"""Which of an office's words a village goes by."""

from __future__ import annotations

from collections.abc import Mapping

KELURAHAN = "1"


def sebutan_desa(kode: str, nama_lokal: Mapping[str, str]) -> str:
    """Return what the office calls the village of `kode` (`Kalurahan`), or "" for the usual word.

    The last part of a kelurahan's code begins with 1, that of a desa with 2.
    """
    jenis = "kelurahan" if kode.rpartition(".")[2].startswith(KELURAHAN) else "desa"
    return nama_lokal.get(jenis, "")
