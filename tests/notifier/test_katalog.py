"""The catalogue: every event is described, and the description is what is really told."""

import jsonschema
import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer
from jsonschema import Draft202012Validator

from deploy.rabbitmq.integrator import OFFERED as BOUND
from services.notifier.katalog import asyncapi, rules
from shared.events.envelope import to_row
from tests.events.golden import ALL, FOLDER, example

URL = "amqp://127.0.0.1:5672/integrator"


def checker(kind) -> Draft202012Validator:
    schema = rules.message_schema(kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_catalogue_has_every_event() -> None:
    assert {kind.type_name() for kind in ALL} == set(rules.BY_NAME)
    assert set(BOUND) == rules.OFFERED_NOUNS


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.type_name())
def test_the_schema_fits_what_is_told_and_what_was_published(kind) -> None:
    valid = checker(kind)
    golden = orjson.loads((FOLDER / f"{kind.type_name()}.json").read_bytes())
    real = orjson.loads(to_row(example(kind)).body)
    valid.validate(real)
    valid.validate(golden | {"id": real["id"], "time": real["time"]})
    valid.validate(rules.sample(kind))
    broken = {**real, "data": {k: v for k, v in real["data"].items() if k != "aggregate_id"}}
    with pytest.raises(jsonschema.ValidationError):
        valid.validate(broken)


def test_asyncapi_refers_only_to_what_is_there() -> None:
    document = asyncapi.document(URL)
    assert document["asyncapi"] == "3.0.0"
    assert document["servers"]["integrator"]["host"] == "127.0.0.1:5672"
    assert len(document["channels"]) == len(document["operations"]) == len(rules.OFFERED)
    text = orjson.dumps(document).decode()
    for part in text.split('"$ref":"')[1:]:
        path = part.split('"')[0]
        if path.startswith("#/$defs"):
            continue
        found = document
        for word in path.removeprefix("#/").split("/"):
            found = found[word]
    for channel in document["channels"].values():
        words = {part.split("}")[0] for part in channel["address"].split("{")[1:]}
        assert words == set(channel["parameters"])
    for message in document["components"]["messages"].values():
        valid = Draft202012Validator(message["payload"])
        for sample in message["examples"]:
            valid.validate(sample["payload"])


async def test_everybody_may_read_every_page(app_of) -> None:
    app, _ = app_of("notifier")
    async with TestClient(TestServer(app), headers={"Accept": "text/html"}) as client:
        text = await (await client.get("/integrasi")).text()
        for name in rules.BY_NAME:
            assert f'href="/integrasi/peristiwa/{name}"' in text
            assert (await client.get(f"/integrasi/peristiwa/{name}")).status == 200
            schema = await (await client.get(f"/integrasi/peristiwa/{name}.json")).json()
            Draft202012Validator.check_schema(schema)
        assert (await client.get("/integrasi/peristiwa/tidak.ada")).status == 404
        document = await (await client.get("/integrasi/asyncapi.json")).json()
        assert document["info"]["version"] == "1"
