"""How long a link counts, and where it leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

Untuk = Literal["sandi", "email"]
LIFETIME = timedelta(hours=1)
PATHS: dict[Untuk, str] = {"sandi": "/sandi-baru/", "email": "/konfirmasi-email/baru/"}
