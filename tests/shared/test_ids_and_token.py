"""Identifiers that sort by time; tokens that only identity can make."""

import os
from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared import clock
from shared.ids import uuid7
from shared.sesi import token
from shared.sesi.token import Principal, Verifier


def key_pair() -> tuple[bytes, bytes]:
    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def someone(minutes: int = 60) -> Principal:
    at = clock.now().replace(microsecond=0)
    return Principal(
        id=UUID(int=1), jenis="petugas", peran="petugas", wilayah="34.02",
        nama_wilayah="Kabupaten Bantul", inisial="PU", nama="Petugas Uji", sid=UUID(int=2),
        issued_at=at, expires_at=at + timedelta(minutes=minutes),
    )  # fmt: skip


def test_identifiers_sort_as_they_were_made() -> None:
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}


def test_a_token_names_its_principal() -> None:
    private, public = key_pair()
    signed = token.sign(someone(), token.private_key(private, public))
    assert Verifier(public).principal(signed) == someone()


def test_a_token_that_ran_out_names_nobody() -> None:
    private, public = key_pair()
    signed = token.sign(someone(minutes=-1), token.private_key(private, public))
    assert Verifier(public).principal(signed) is None


def test_a_forged_or_altered_token_names_nobody() -> None:
    private, public = key_pair()
    _, other = key_pair()
    signed = token.sign(someone(), token.private_key(private, public))
    assert Verifier(other).principal(signed) is None
    for place in range(0, len(signed), 7):
        broken = signed[:place] + ("A" if signed[place] != "A" else "B") + signed[place + 1 :]
        found = Verifier(public).principal(broken)
        assert found is None or found == someone()
    assert Verifier(public).principal("eyJhbGciOiJub25lIn0.e30.") is None
    assert Verifier(public).principal(os.urandom(40).hex()) is None
