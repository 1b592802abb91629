"""Sealing and opening what is written, with the key of the resident it is written by or to."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from services.registration.percakapan.models import Lampiran, LampiranRow
from shared import crypto
from shared.crypto import SubjectKey


def seal_isi(key: SubjectKey, pesan_id: UUID, isi: str) -> bytes:
    """Return a text sealed for its row."""
    return key.seal(isi, _isi(pesan_id))


def open_isi(key: SubjectKey, pesan_id: UUID, sealed: bytes) -> str:
    """Return the text of a row."""
    return key.open(sealed, _isi(pesan_id))


def seal_nama(key: SubjectKey, lampiran_id: UUID, nama: str) -> bytes:
    """Return a file's name sealed for its row."""
    return key.seal(nama, _nama(lampiran_id))


def open_lampiran(key: SubjectKey, rows: Iterable[LampiranRow]) -> list[Lampiran]:
    """Return files with their names."""
    return [Lampiran(row, key.open(row.nama, _nama(row.id))) for row in rows]


def seal_objek(key: SubjectKey, nama_objek: str, content: bytes) -> bytes:
    """Return a file's content sealed for its object."""
    return key.seal_bytes(content, _objek(nama_objek))


def open_objek(key: SubjectKey, nama_objek: str, sealed: bytes) -> bytes:
    """Return the content of an object."""
    return key.open_bytes(sealed, _objek(nama_objek))


def kunci_of(kunci: str, said: Iterable[str], files: Iterable[bytes]) -> bytes:
    """Return the fingerprint by which a form that is sent twice is known.

    Another text under the same key is another message: so nothing is lost that somebody writes
    into a form he went back to.
    """
    digests = [sha256(content).hexdigest() for content in files]
    return crypto.index("percakapan", "\x1f".join([kunci, *said, *digests]))


def _isi(pesan_id: UUID) -> str:
    return f"percakapan_pesan|isi|{pesan_id}"


def _nama(lampiran_id: UUID) -> str:
    return f"percakapan_lampiran|nama|{lampiran_id}"


def _objek(nama_objek: str) -> str:
    return f"percakapan_lampiran|objek|{nama_objek}"
