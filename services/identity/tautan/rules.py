"""How long a link counts, and where it leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

Untuk = Literal["sandi", "email", "sandi_petugas"]
LIFETIME = timedelta(hours=1)
PATHS: dict[Untuk, str] = {
    "sandi": "/sandi-baru/", "email": "/konfirmasi-email/baru/",
    "sandi_petugas": "/petugas/sandi-baru/",
}  # fmt: skip
