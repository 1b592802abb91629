"""What a program may ask for, and what its secret and its tokens are like."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from services.identity.klien.models import Klien, KlienForm
from shared.errors import FieldErrors
from shared.wilayah.kode import NASIONAL, Tingkat, is_kode, tingkat_of

LINGKUP: Mapping[str, str] = {
    "rekap:baca": "Membaca rekapitulasi wilayahnya",
    "surat:lapor": "Melaporkan email yang kembali atau dikeluhkan",
}
LIFETIME = timedelta(minutes=15)
OVERLAP = timedelta(hours=24)
"""How long the secret before lets in too, so that the other system can be changed in peace."""
NATION_WORD = "nasional"
SECRET_BYTES = 32
UNKNOWN = sha256(b"no program has this secret").digest()


def new_secret() -> str:
    """Return a new secret of 256 random bits: too many to guess, so a plain digest is kept."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> bytes:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).digest()


def is_secret(secret: str, kept: bytes | None) -> bool:
    """Tell whether it is the secret; somebody unknown costs the same time."""
    return compare_digest(hash_of(secret), kept or UNKNOWN) and kept is not None


def opens(klien: Klien | None, secret: str, now: datetime) -> bool:
    """Tell whether a secret lets the program in: its own, or the one before while that counts."""
    own = is_secret(secret, klien.rahasia_hash if klien else None)
    until = klien.rahasia_lama_sampai if klien else None
    before = is_secret(secret, klien.rahasia_lama if klien and until and until > now else None)
    return own or before


def check_form(form: KlienForm) -> KlienForm:
    """Return the form tidied; raises Invalid by field."""
    errors = FieldErrors()
    if len(form.nama.strip()) < 3:
        errors.add("nama", "Tulis nama sistem.")
    if len(form.tujuan.strip()) < 10:
        errors.add("tujuan", "Tulis untuk apa datanya dipakai.")
    if not form.lingkup or set(form.lingkup) - set(LINGKUP):
        errors.add("lingkup", "Pilih yang boleh dibaca.")
    wilayah = form.wilayah.strip()
    if wilayah != NATION_WORD and not (is_kode(wilayah) and tingkat_of(wilayah) < Tingkat.DESA):
        errors.add("wilayah", "Tulis kode wilayah, misalnya 34.02, atau “nasional”.")
    errors.raise_any()
    return KlienForm(
        nama=form.nama.strip(), tujuan=form.tujuan.strip(), lingkup=sorted(set(form.lingkup)),
        wilayah=NASIONAL if wilayah == NATION_WORD else wilayah,
    )  # fmt: skip


def granted(asked: str, allowed: Sequence[str]) -> tuple[str, ...] | None:
    """Return the scopes of a token: those asked for, or all; None if one is not allowed."""
    wanted = asked.split()
    if set(wanted) - set(allowed):
        return None
    return tuple(wanted or allowed)
