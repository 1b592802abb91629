"""How long sessions last, and when a captcha is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shared.errors import N_


@dataclass(frozen=True)
class Lifetime:
    """`idle` is the life of a token; `longest` that of the session, however often renewed."""

    idle: timedelta
    longest: timedelta


LIFETIMES: dict[Literal["penduduk", "petugas"], Lifetime] = {
    "penduduk": Lifetime(timedelta(minutes=60), timedelta(hours=24)),
    "petugas": Lifetime(timedelta(minutes=15), timedelta(hours=8)),
}
DEVICE_LIFETIME = timedelta(days=180)
STEP_LIFETIME = timedelta(minutes=5)
TRIES_WITHOUT_CAPTCHA = 3
INGAT_LIFETIME = timedelta(days=30)
# Two tabs that open together bring the same token.
INGAT_GRACE = timedelta(seconds=30)
# For how long a shown second factor counts for what is sensitive.
STEP_UP_LIFETIME = timedelta(minutes=5)

WRONG = N_("Email atau kata sandi salah.")
CAPTCHA_EMPTY = N_("Ketik kode pada gambar.")
CAPTCHA_WRONG = N_("Kode tidak cocok. Kami sudah membuat kode baru.")

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def needs_captcha(tries: int, *, is_known_device: bool) -> bool:
    """Tell whether this try must answer a captcha: a strange device, or after three failures."""
    return not is_known_device or tries > TRIES_WITHOUT_CAPTCHA


def browser_name(user_agent: str) -> str:
    """Return what a person recognises in any language: `Chrome (Android)`."""
    browser = next((name for sign, name in BROWSERS if re.search(sign, user_agent)), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} ({system})"
    return browser or system or N_("Perangkat lain")
