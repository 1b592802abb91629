"""What is published of the API can be read by a machine to its end."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from shared.web import openapi
from tests.house.tree import SERVICES, routes

REFERENCE = re.compile(r'"\$ref": ?"#/components/schemas/([^"]+)"')


def written(service: str) -> dict[str, Any]:
    mine = [route for name, route in routes() if name == service]
    return openapi.document(service, service, mine)


@pytest.mark.parametrize("service", SERVICES)
def test_every_model_that_is_named_is_there(service: str) -> None:
    document = written(service)
    named = set(REFERENCE.findall(json.dumps(document)))
    assert named
    assert named - document["components"]["schemas"].keys() == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_two_models_of_a_service_have_one_name(service: str) -> None:
    spoken = [route for name, route in routes() if name == service and route.is_api]
    models = {model for r in spoken for model in (r.body, r.answer, r.refusal) if model}
    names = Counter(model.__name__ for model in models)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_has_an_id_of_its_own(service: str) -> None:
    operations = [each for path in written(service)["paths"].values() for each in path.values()]
    ids = Counter(each["operationId"] for each in operations)
    assert [name for name, times in ids.items() if times > 1] == []
