"""The session token: a JWT signed with Ed25519 (RFC 9864) that says who acts, as what and where."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared import clock

ALGORITHM = "Ed25519"
Jenis = Literal["penduduk", "petugas", "klien"]
# Verifying officers begin with their queue, an administrator with his officers, the province and
# the Ministry with the recap; all others with what they can do.
HOMES = {
    "penduduk": "/beranda", "petugas": "/verifikasi", "supervisor": "/verifikasi",
    "kepala_dinas": "/verifikasi", "admin_kabupaten": "/pengguna",
    "petugas_provinsi": "/rekap", "petugas_kementerian": "/rekap",
}  # fmt: skip


@dataclass(frozen=True)
class Principal:
    """Who asks: a resident, an officer or a program, in one role over one area ("" = the nation).

    `nama` is an officer's name, as colleagues read it; a resident's is not in the token. A program
    of another system (`klien`) has scopes in `lingkup`.
    """

    id: UUID
    jenis: Jenis
    peran: str
    wilayah: str
    nama_wilayah: str
    inisial: str
    nama: str
    sid: UUID
    issued_at: datetime
    expires_at: datetime
    lingkup: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """Return the page where somebody in this role begins."""
        return HOMES.get(self.peran, "/petugas/beranda")

    @property
    def is_half_over(self) -> bool:
        """Tell whether more than half of the token's life has passed."""
        return clock.now() > self.issued_at + (self.expires_at - self.issued_at) / 2


def _okp(**parts: str | list[str]) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", **parts})


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def public_key(raw: bytes) -> OKPKey:
    """Return the verifying key from its 32 raw bytes."""
    return _okp(x=_base64url(raw))


def private_key(raw: bytes, public: bytes) -> OKPKey:
    """Return the signing key from the 32 raw bytes of both halves."""
    return _okp(x=_base64url(public), d=_base64url(raw))


def sign(principal: Principal, key: OKPKey) -> str:
    """Return the token of `principal`."""
    claims: dict[str, Any] = {
        "sub": str(principal.id),
        "jenis": principal.jenis,
        "peran": principal.peran,
        "wilayah": principal.wilayah,
        "nama_wilayah": principal.nama_wilayah,
        "inisial": principal.inisial,
        "nama": principal.nama,
        "sid": str(principal.sid),
        "iat": int(principal.issued_at.timestamp()),
        "exp": int(principal.expires_at.timestamp()),
    }
    if principal.lingkup:
        claims["scope"] = " ".join(principal.lingkup)
    return jwt.encode({"alg": ALGORITHM}, claims, key, algorithms=[ALGORITHM])


class Verifier:
    """Reads tokens; remembers the latest so that a page and its fragments verify once."""

    def __init__(self, raw_public_key: bytes) -> None:
        self._key = public_key(raw_public_key)
        self._read = lru_cache(maxsize=2048)(self._decode)

    def principal(self, token: str) -> Principal | None:
        """Return who the token names, or None if it is forged, broken or run out."""
        found = self._read(token)
        return found if found and found.expires_at > clock.now() else None

    def _decode(self, token: str) -> Principal | None:
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            return _principal(claims)
        except (JoseError, KeyError, TypeError, ValueError):
            return None


def _principal(claims: dict[str, Any]) -> Principal:
    return Principal(
        id=UUID(claims["sub"]),
        jenis=claims["jenis"],
        peran=claims["peran"],
        wilayah=claims["wilayah"],
        nama_wilayah=claims["nama_wilayah"],
        inisial=claims["inisial"],
        nama=claims["nama"],
        sid=UUID(claims["sid"]),
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        lingkup=tuple(claims.get("scope", "").split()),
    )
