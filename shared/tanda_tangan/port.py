"""Where the keys of offices are: a port, chosen by SIGNING_URL."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

LOCAL_ENVIRONMENTS = frozenset({"local", "test"})


class Lemari(Protocol):
    """A store of keys: the private key itself need not leave it."""

    def signer_of(self, kode_kantor: str, nama: str) -> Signer:
        """Return who signs for an office; raises OSError while the store does not answer."""


def check_url(url: str, environment: str) -> None:
    """Refuse a store that is not for where the process runs; raises ValueError."""
    scheme = urlsplit(url).scheme
    if scheme not in ("", "file"):
        raise ValueError(f"SIGNING_URL: unknown store {scheme!r}")
    if scheme == "file" and environment not in LOCAL_ENVIRONMENTS:
        raise ValueError("SIGNING_URL: the local authority is for a local run only")


@cache
def lemari_of(url: str) -> Lemari:
    """Return the store behind SIGNING_URL; raises ValueError where none is named."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        raise ValueError("SIGNING_URL names no store of keys")
    # Signing takes 15 MB: only a process that signs is to have them.
    from shared.tanda_tangan.otoritas_lokal import OtoritasLokal

    return OtoritasLokal(Path(unquote(parts.path)))
