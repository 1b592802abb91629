"""The limits, and whose tries are counted together."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from shared.errors import N_, Message, TooMany

LONGEST = timedelta(minutes=15)
LOOPBACK = "loopback"


@dataclass(frozen=True)
class Limit:
    """`free` tries within `window`; each one after that makes the next wait twice as long."""

    name: str
    free: int
    window: timedelta = timedelta(minutes=30)
    first: timedelta = timedelta(seconds=30)


MASUK_AKUN = Limit("masuk-akun", 6)
MASUK_PERANGKAT = Limit("masuk-perangkat", 10)
MASUK_ALAMAT = Limit("masuk-alamat", 120)
KODE_PETUGAS = Limit("kode-petugas", 6)
UNGGAH_ALAMAT = Limit("unggah-alamat", 120)
DAFTAR_ALAMAT = Limit("daftar-alamat", 60, window=timedelta(hours=1))
KIRIM_ULANG = Limit("kirim-ulang", 3, window=timedelta(hours=1), first=timedelta(minutes=1))
KIRIM_ULANG_ALAMAT = Limit("kirim-ulang-alamat", 30, window=timedelta(hours=1))
GANTI_EMAIL = Limit("ganti-email", 4, window=timedelta(hours=1), first=timedelta(minutes=1))
CAPTCHA_ALAMAT = Limit("captcha-alamat", 300)
SUARA_ALAMAT = Limit("suara-alamat", 300)
CARI_NIK = Limit("cari-nik", 60, window=timedelta(hours=1), first=timedelta(minutes=1))


def too_many(held_until: datetime, now: datetime) -> TooMany:
    """Return the refusal that says how long to wait."""
    seconds = max(1, math.ceil((held_until - now).total_seconds()))
    text = N_("Terlalu banyak percobaan. Coba lagi dalam %(menit)d menit.")
    return TooMany(Message(text, menit=math.ceil(seconds / 60)), seconds)


def address_of(request: web.Request) -> str:
    """Return the network a request comes from: the address, of IPv6 the /64.

    The edge writes the caller's address as the last entry of X-Forwarded-For.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return network(forwarded or request.remote or "")


def is_counted(address: str) -> bool:
    """Tell whether tries of a network are counted: on one machine everybody is the loopback."""
    return address != LOOPBACK


def network(address: str) -> str:
    """Return the network whose tries are counted together."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "-"
    if known.is_loopback:
        return LOOPBACK
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))
