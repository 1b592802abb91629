"""To whom letters about links and changes go: the personal parts of those events."""

from __future__ import annotations

from shared.events.envelope import Pribadi


class TautanBaru(Pribadi):
    """To whom a link goes; no `tautan`: nobody has that address and nothing is mailed.

    `keterangan` says what an invitation is for.
    """

    nama: str
    email: str
    bahasa: str
    tautan: str
    kode_wilayah: str
    keterangan: str = ""


class SuratPetugas(Pribadi):
    """The officer to whom a letter about his office's queue goes."""

    nama: str
    email: str
    kode_wilayah: str


class AlamatAkun(Pribadi):
    """Where the owner of an akun is told of it."""

    nama: str
    email: str
    bahasa: str
    kode_wilayah: str


class EmailBaru(AlamatAkun):
    """The address as it is and as it was."""

    email_lama: str
