"""Sealed data opens only where it belongs, and an index tells nothing without its key."""

import os

import pytest
from cryptography.exceptions import InvalidTag

from shared import crypto
from shared.crypto import Keyring, SubjectKey

OLD, NEW = os.urandom(32), os.urandom(32)


def test_what_is_sealed_opens_for_the_same_context_only() -> None:
    ring = Keyring({"a": OLD})
    blob = ring.seal(b"Jalan Contoh 1", "akun|alamat|1")
    assert ring.open(blob, "akun|alamat|1") == b"Jalan Contoh 1"
    with pytest.raises(InvalidTag):
        ring.open(blob, "akun|alamat|2")


def test_a_blob_carries_no_plain_text_and_never_repeats() -> None:
    ring = Keyring({"a": OLD})
    one, two = ring.seal(b"Siti Contoh", "x"), ring.seal(b"Siti Contoh", "x")
    assert b"Siti" not in one
    assert one != two


def test_every_changed_byte_is_found() -> None:
    ring = Keyring({"a": OLD})
    blob = ring.seal(b"Siti", "x")
    for place in range(len(blob)):
        broken = bytearray(blob)
        broken[place] ^= 1
        with pytest.raises((InvalidTag, KeyError, ValueError)):
            ring.open(bytes(broken), "x")


def test_after_a_new_key_is_put_first_old_blobs_still_open() -> None:
    before = Keyring({"a": OLD}).seal(b"lama", "x")
    ring = Keyring({"b": NEW, "a": OLD})
    assert ring.open(before, "x") == b"lama"
    assert ring.seal(b"baru", "x")[2:3] == b"b"


def test_a_subjects_key_opens_for_that_subject_only() -> None:
    crypto.use({"a": OLD}, NEW)
    key = SubjectKey.create("satu")
    wrapped, blob = key.wrap(), key.seal("Siti", "akun|nama|satu")
    assert SubjectKey.unwrap(wrapped, "satu").open(blob, "akun|nama|satu") == "Siti"
    with pytest.raises(InvalidTag):
        SubjectKey.unwrap(wrapped, "dua")


def test_an_index_depends_on_its_purpose_and_its_key() -> None:
    crypto.use({"a": OLD}, NEW)
    nik = crypto.index("nik", "0000000000000001")
    assert nik == crypto.index("nik", "0000000000000001")
    assert nik != crypto.index("kk", "0000000000000001")
    crypto.use({"a": OLD}, OLD)
    assert nik != crypto.index("nik", "0000000000000001")
