"""Answers of the JSON API held against the OpenAPI document that their service publishes."""

from __future__ import annotations

import re
from typing import Any

from aiohttp.client import ClientResponse
from aiohttp.test_utils import TestClient
from jsonschema import Draft202012Validator

PLACE = re.compile(r"{\w+}")
API = "/api/v1/"
DOCUMENT = "/openapi.json"


def template_of(document: dict[str, Any], path: str) -> str:
    """Return the path of the document that an address means."""
    exact = [path] if path in document["paths"] else []
    fitting = [each for each in document["paths"] if re.fullmatch(PLACE.sub("[^/]+", each), path)]
    return str((exact or fitting)[0])


def hold(document: dict[str, Any], method: str, path: str, status: int, body: object) -> None:
    """Raise if an answer is not as the document says of this route and status."""
    known = document["paths"][template_of(document, path)][method.lower()]["responses"]
    if status < 300:
        assert str(status) in known, (method, path, status, body)
    schema = known.get(str(status), known["default"])
    form = schema["content"]["application/json"]["schema"]
    whole = {**form, "components": document["components"]}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)


class HeldClient(TestClient[Any, Any]):
    """A client of one service that holds each JSON answer of its API."""

    document: dict[str, Any] | None = None

    async def _request(self, method: str, path: Any, **sent: Any) -> ClientResponse:
        response = await super()._request(method, path, **sent)
        place = response.url.path
        is_ours = place.startswith(API) and not place.endswith(DOCUMENT)
        if is_ours and response.content_type == "application/json":
            document = await self._published(place.split("/")[3])
            hold(document, method, place, response.status, await response.json())
        return response

    async def _published(self, service: str) -> dict[str, Any]:
        if self.document is None:
            answer = await super()._request("GET", f"{API}{service}{DOCUMENT}")
            self.document = await answer.json()
        return self.document
