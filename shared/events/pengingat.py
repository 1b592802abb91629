"""What each service asks of the notifier: to remind somebody on a day, once."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events.envelope import Event


class RequestedEvent(Event):
    """A reminder (the aggregate: what it is about) is due on `tanggal`, in the morning of `zona`.

    `jenis` names the message. It goes to the akun, or to the officers of `kode_kantor`. A newer
    version of the same aggregate and `jenis` takes the place of the older one.
    """

    noun: ClassVar[str] = "pengingat"

    jenis: str
    tanggal: date
    zona: str
    nomor: str = ""
    akun_id: UUID | None = None
    kode_kantor: str = ""
    kode_wilayah_tujuan: str = ""
    kode_wilayah_asal: str = ""


class CancelledEvent(Event):
    """The reason of a reminder is gone; every `jenis` of the aggregate unless one is named."""

    noun: ClassVar[str] = "pengingat"

    jenis: str = ""
