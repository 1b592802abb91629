"""When a webhook is called again, when it is given up, and which address it may have."""

from __future__ import annotations

import base64
import hmac
import ipaddress
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from services.notifier.langganan.rules import check_areas_and_kinds
from services.notifier.webhook.models import Hasil, WebhookForm
from shared.errors import FieldErrors

GIVEN_UP_AFTER = timedelta(days=3)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=6)
DOUBLINGS = 12
LEASE = timedelta(seconds=90)
BATCH = 20
PREFIX = "whsec_"
WRONG_URL = "Tulis alamat lengkap yang diawali https:// tanpa nama pengguna."


def new_secret() -> bytes:
    """Return a new secret of 256 random bits."""
    return secrets.token_bytes(32)


def written(secret: bytes) -> str:
    """Return the secret as Standard Webhooks writes it."""
    return PREFIX + base64.b64encode(secret).decode()


def sign(secret: bytes, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers of Standard Webhooks: id, time, and HMAC-SHA256 over both and the body."""
    stamp = str(int(at.timestamp()))
    signed = f"{message_id}.{stamp}.".encode() + body
    digest = base64.b64encode(hmac.digest(secret, signed, sha256)).decode()
    return {
        "webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": f"v1,{digest}",
    }  # fmt: skip


def pause_after(attempts: int) -> timedelta:
    """Return the pause before the next try: 5 s, 10 s, 20 s … 6 hours."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, DOUBLINGS)), LONGEST_PAUSE)


def outcome_of(status: int) -> Hasil:
    """Return what a status means: 2xx is taken, 410 is never again, all else is later.

    A redirect is not followed: it could lead to where no address may lead.
    """
    if 200 <= status < 300:
        return Hasil.DELIVERED
    return Hasil.GONE if status == 410 else Hasil.FAILED


def is_reachable(address: str, may_be_local: bool) -> bool:
    """Tell whether an IP address is of the open Internet (or this machine's, where allowed)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if mapped is not None:
        return is_reachable(str(mapped), may_be_local)
    if may_be_local and ip.is_loopback:
        return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def is_url(url: str, may_be_local: bool) -> bool:
    """Tell whether an address may be kept; where it leads is looked up at each call."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment or not url.isascii():
        return False
    if any(mark.isspace() or not mark.isprintable() for mark in url):
        return False
    try:
        literal = is_reachable(host, may_be_local)
    except ValueError:
        literal = host != "localhost" or may_be_local
    secure = parts.scheme == "https" or (may_be_local and parts.scheme == "http")
    return literal and secure and port != 0


def check_form(form: WebhookForm, may_be_local: bool) -> WebhookForm:
    """Return the form tidied; raises Invalid by field."""
    errors = FieldErrors()
    if len(form.nama.strip()) < 3:
        errors.add("nama", "Tulis nama sistem.")
    if not is_url(form.url.strip(), may_be_local):
        errors.add("url", WRONG_URL)
    areas = check_areas_and_kinds(errors, form.wilayah, form.jenis)
    errors.raise_any()
    return WebhookForm(
        nama=form.nama.strip(), url=form.url.strip(), wilayah=areas, jenis=sorted(set(form.jenis))
    )
