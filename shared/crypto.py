"""Personal data at rest: AES-256-GCM under envelope keys, and keyed indexes to look things up.

A blob is `version | length of key id | key id | nonce (12) | ciphertext and tag`. The context
(`table|column|row`) is authenticated, so a blob that is moved to another row does not open.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
NONCE = 12
SUBJECT = "subjek"


class Keyring:
    """Named 256-bit keys: the first seals, each of them opens."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError("a keyring needs keys of 32 bytes")
        self.first = next(iter(keys))
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}

    def seal(self, plain: bytes, context: str) -> bytes:
        """Return `plain` encrypted and bound to `context`."""
        name = self.first.encode()
        nonce = os.urandom(NONCE)
        sealed = self._ciphers[self.first].encrypt(nonce, plain, context.encode())
        return bytes([VERSION, len(name)]) + name + nonce + sealed

    def open(self, blob: bytes, context: str) -> bytes:
        """Return the plain bytes; raises InvalidTag if altered, moved or of another key."""
        if blob[0] != VERSION:
            raise ValueError("unknown version of sealed data")
        start = 2 + blob[1]
        name = blob[2:start].decode()
        nonce, sealed = blob[start : start + NONCE], blob[start + NONCE :]
        return self._ciphers[name].decrypt(nonce, sealed, context.encode())


def key_of(blob: bytes) -> str:
    """Return the name of the key that sealed `blob`."""
    return blob[2 : 2 + blob[1]].decode()


def rewrapped(blob: bytes, subject: object) -> bytes:
    """Return a wrapped subject key under the first master key; the subject key stays."""
    context = f"kunci|{subject}"
    return master().seal(master().open(bytes(blob), context), context)


class SubjectKey:
    """The data key of one person; forgetting its wrapped form erases the person's data."""

    def __init__(self, key: bytes, subject: object) -> None:
        self._ring = Keyring({SUBJECT: key})
        self._key = key
        self._subject = subject

    @classmethod
    def create(cls, subject: object) -> SubjectKey:
        """Return a new random key for `subject`."""
        return cls(os.urandom(32), subject)

    @classmethod
    def unwrap(cls, wrapped: bytes, subject: object) -> SubjectKey:
        """Return the key that `wrap` gave out for the same subject."""
        return cls(master().open(wrapped, f"kunci|{subject}"), subject)

    def wrap(self) -> bytes:
        """Return the key encrypted under the master key, to be kept beside the person's row."""
        return master().seal(self._key, f"kunci|{self._subject}")

    def seal(self, text: str, context: str) -> bytes:
        """Return `text` encrypted for `context` (`table|column|row`)."""
        return self.seal_bytes(text.encode(), context)

    def open(self, blob: bytes, context: str) -> str:
        """Return the text that `seal` was given for the same context."""
        return self.open_bytes(blob, context).decode()

    def seal_bytes(self, plain: bytes, context: str) -> bytes:
        """Return `plain` encrypted for `context`; for files."""
        return self._ring.seal(plain, context)

    def open_bytes(self, blob: bytes, context: str) -> bytes:
        """Return the bytes that `seal_bytes` was given for the same context."""
        return self._ring.open(bytes(blob), context)


class _Keys:
    master: Keyring | None = None
    index: bytes | None = None


def use(master_keys: Mapping[str, bytes], index_key: bytes) -> None:
    """Set the keys of this process; called once at start."""
    _Keys.master = Keyring(master_keys)
    _Keys.index = index_key


def master() -> Keyring:
    """Return the ring of master keys."""
    if _Keys.master is None:
        raise RuntimeError("crypto.use() was not called")
    return _Keys.master


def index(purpose: str, value: str) -> bytes:
    """Return the keyed lookup index (32 bytes) of `value`; each purpose has a key of its own."""
    if _Keys.index is None:
        raise RuntimeError("crypto.use() was not called")
    key = hmac.digest(_Keys.index, purpose.encode(), sha256)
    return hmac.digest(key, value.encode(), sha256)
