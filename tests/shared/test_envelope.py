"""An event says its facts in the open and its personal part only to those who hold the key."""

import os
from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest

from shared.events import envelope
from shared.events.envelope import NotUnderstood, from_message, to_row
from shared.events.identity import EVENTS, AkunRejected, CatatanPetugas, SesiRevoked
from shared.events.registration import PermohonanApproved

SECRET = "swafoto buram, kata Siti"
KNOWN = {kind.type_name(): kind for kind in EVENTS}


@pytest.fixture(autouse=True)
def _keys() -> None:
    envelope.use({"uji": os.urandom(32)})


def rejected() -> AkunRejected:
    return AkunRejected(
        aggregate_id=UUID(int=7),
        version=3,
        nomor="A00000007",
        kode_wilayah_asal="33.10.20.2001",
        decided_at=datetime(2026, 11, 20, 2, tzinfo=UTC),
        sisa_kesempatan=2,
        pribadi=CatatanPetugas(catatan=SECRET),
    )


def test_the_public_message_has_no_personal_part() -> None:
    row = to_row(rejected())
    assert b"pribadi" not in row.body
    assert b"Siti" not in row.body


def test_the_private_message_carries_it_sealed_and_opens_again() -> None:
    row = to_row(rejected(), request_id="abc")
    assert row.sealed is not None
    assert b"Siti" not in row.sealed
    received = from_message(row.sealed, KNOWN)
    assert received.event == rejected()
    assert received.event_id == row.event_id
    assert received.request_id == "abc"


def test_the_sealed_part_does_not_open_in_another_event() -> None:
    one, two = to_row(rejected()), to_row(rejected())
    assert one.sealed is not None
    assert two.sealed is not None
    swapped = orjson.loads(one.sealed) | {"pribadi": orjson.loads(two.sealed)["pribadi"]}
    with pytest.raises(NotUnderstood):
        from_message(orjson.dumps(swapped), KNOWN)


def test_the_routing_key_has_eight_words_with_both_areas() -> None:
    event = PermohonanApproved(
        aggregate_id=UUID(int=1),
        version=4,
        nobukti="W00000001",
        akun_id=UUID(int=2),
        kode_wilayah_tujuan="34.02.08.2001",
        kode_wilayah_asal="33.10.20.2001",
        decided_at=datetime(2026, 11, 20, 2, tzinfo=UTC),
    )
    assert event.routing_key() == "registration.permohonan.approved.v1.34.02.33.10"
    assert rejected().routing_key() == "identity.akun.rejected.v1.-.-.33.10"


def test_a_type_with_a_personal_part_is_heard_on_private_only() -> None:
    assert AkunRejected.exchange() == "private"
    assert SesiRevoked.exchange() == "events"


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b'{"type": "identity.akun.rejected.v1", "data": {}}',
        b'{"id": "0", "type": "identity.akun.rejected.v1", "data": {}}',
        b'{"id": "00000000-0000-0000-0000-000000000001", "type": "other.v1", "data": {}}',
        b'{"id": "00000000-0000-0000-0000-000000000001",'
        b' "type": "identity.akun.rejected.v1", "data": {"nomor": "Siti"}}',
    ],
)
def test_what_cannot_be_read_is_said_without_its_content(body: bytes) -> None:
    with pytest.raises(NotUnderstood) as refused:
        from_message(body, KNOWN)
    assert "Siti" not in str(refused.value)
