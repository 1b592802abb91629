"""The public contract: each event's grammar and its golden JSON under `golden/`.

A change that breaks a subscriber shows here: write a V2 class beside the old one instead.
`python -m tests.events.golden` writes the golden file of a new event.
"""

import orjson
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.events.envelope import Event, to_row
from tests.events.golden import ALL, FOLDER, TELLERS, example, normalised

PERSONAL = {"nama", "email", "nik", "kk", "alamat", "telepon", "catatan", "alasan", "tanggal_lahir"}
OFFICE = {"nama", "email", "alamat", "telepon"}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.type_name())
def test_the_public_message_is_as_published(kind: type[Event]) -> None:
    written = orjson.loads(to_row(example(kind)).body)
    golden = orjson.loads((FOLDER / f"{kind.type_name()}.json").read_bytes())
    assert normalised(written) == golden


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.type_name())
def test_the_routing_key_has_eight_words_and_starts_with_the_teller(kind: type[Event]) -> None:
    words = example(kind).routing_key().split(".")
    assert len(words) == 8
    assert words[0] == kind.service
    assert kind in TELLERS[kind.service]
    assert words[3] == f"v{kind.v}"


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.type_name())
def test_no_public_field_is_personal(kind: type[Event]) -> None:
    public = set(kind.model_fields) - {"pribadi"}
    allowed = (
        OFFICE if kind.noun == "instansi" else {"alasan"} if kind.noun == "keputusan" else set()
    )
    assert public & PERSONAL <= allowed


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.type_name())
def test_an_independent_reader_of_cloudevents_understands_it(kind: type[Event]) -> None:
    read = JSONFormat().read(CloudEvent, to_row(example(kind)).body)
    assert read.get_type() == kind.type_name()
    assert read.get_specversion() == "1.0"


def test_every_golden_file_has_its_event() -> None:
    files = {path.stem for path in FOLDER.glob("*.json")}
    assert files == {kind.type_name() for kind in ALL}
