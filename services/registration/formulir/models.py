"""Shapes of printed forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Nilai = Mapping[str, str]
"""What is printed, by the words that a form pack uses; what is unknown is missing or empty."""


@dataclass(frozen=True)
class TandaTangan:
    """One signature block: the lines above, whose name stands in it, and whether it is dated."""

    atas: tuple[str, ...]
    nama: str
    tempat: bool


@dataclass(frozen=True)
class Formulir:
    """One form of one pack; `lembar` names the sheet that sets it."""

    paket: str
    kode: str
    judul: str
    dasar: str
    lembar: str
    bagian: tuple[Mapping[str, Any], ...]
    kolom: tuple[str, ...]
    nomor_kolom: bool
    tanda_tangan: tuple[TandaTangan, ...]
    sebagian: str


@dataclass(frozen=True)
class FormatBukti:
    """How a regency's proof looks; `nama` is what people call it, with its pasal.

    `is_basah`: the block below is signed by hand as well, so no name is printed in it.
    """

    nama: str
    judul: str
    kertas: str
    tempat: tuple[tuple[str, str], ...]
    orang: tuple[tuple[str, str], ...]
    petugas: tuple[str, ...]
    is_basah: bool


@dataclass(frozen=True)
class Anggota:
    """A member as F.4-02 prints it; what nobody asked is empty."""

    nik: str
    nama: str
    jenis_kelamin: str
    tanggal_lahir: date
    rincian: Nilai = field(default_factory=dict)


@dataclass(frozen=True)
class Isi:
    """All that is printed of one permohonan."""

    nobukti: str
    nama: str
    tempat_ttd: str
    today: date
    nilai: Nilai
    anggota: Sequence[Anggota] = ()
