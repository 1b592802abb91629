"""OpenAPI 3.1 of a service's JSON API, built from its routes and pydantic models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from shared import policy
from shared.web import api
from shared.web.route import Route

REFERENCE = "#/components/schemas/{model}"
TOKEN_URL = "/api/v1/identity/oauth/token"  # noqa: S105 - an address, no secret
PARAMETER = re.compile(r"{(\w+)(?::(?:[^{}]|{\d+})*)?}")


class Refused(BaseModel):
    """A refusal: a sentence, the fields it is about, and the number to quote."""

    pesan: str
    galat: dict[str, str]
    nomor: str


def document(name: str, title: str, routes: Sequence[Route]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API routes among `routes`."""
    spoken = [route for route in routes if route.is_api]
    models = {
        model for route in spoken for model in (route.body, route.answer, route.refusal) if model
    }
    models.add(Refused)
    ordered = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "serialization") for model in ordered], ref_template=REFERENCE
    )
    paths: dict[str, dict[str, Any]] = {}
    for route in spoken:
        path = PARAMETER.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}),
            "securitySchemes": {
                "sesi": {"type": "http", "scheme": "bearer"},
                "klien": _client_scheme(spoken),
            },
        },
    }


def _reference(model: type[BaseModel]) -> dict[str, Any]:
    schema = {"$ref": REFERENCE.format(model=model.__name__)}
    return {"content": {"application/json": {"schema": schema}}}


def _operation(route: Route) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": route.summary or "Berhasil"}
    if route.answer:
        answer |= _reference(route.answer)
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": f"{route.method.lower()}_{re.sub(r'[^a-z0-9]+', '_', route.path.lower())}",
        "responses": {
            str(route.status): answer,
            "default": {"description": "Ditolak"} | _reference(route.refusal or Refused),
        },
    }
    names = PARAMETER.findall(route.path)
    if names:
        operation["parameters"] = [_parameter(name) for name in names]
    if route.body:
        operation["requestBody"] = {"required": True} | _reference(route.body)
    if not route.allow.is_public:
        operation["security"] = [{"sesi": []}]
    if route.allow.lingkup:
        operation["security"].append({"klien": sorted(route.allow.lingkup)})
    return operation


def _client_scheme(routes: Sequence[Route]) -> dict[str, Any]:
    scopes = sorted({scope for route in routes for scope in route.allow.lingkup})
    flow = {"tokenUrl": TOKEN_URL, "scopes": dict.fromkeys(scopes, "")}
    return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def route(name: str, title: str, routes: Sequence[Route]) -> Route:
    """Return the route that serves the document."""
    written = document(name, title, routes)

    async def openapi_json(_: web.Request) -> web.Response:
        return api.answer(written)

    return Route("GET", f"/api/v1/{name}/openapi.json", openapi_json, policy.public())
