"""The registry over HTTP: who has this NIK, and what does that person look like?

A further door makes up one more person for a walk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from pydantic import ValidationError

from deploy.local.registry.models import Person, Question
from deploy.local.registry.persons import BY_NIK
from deploy.local.registry.portrait import draw


@dataclass(frozen=True)
class Manner:
    """How the registry behaves: it may be slow (seconds), fail now and then, or be out."""

    delay: float = 0.0
    fail_every: int = 0
    outage: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Manner:
        """Read REGISTRY_DELAY, REGISTRY_FAIL_EVERY (each n-th answer a 500) and REGISTRY_OUTAGE."""
        return cls(
            delay=float(environment.get("REGISTRY_DELAY") or 0),
            fail_every=int(environment.get("REGISTRY_FAIL_EVERY") or 0),
            outage=environment.get("REGISTRY_OUTAGE", "") not in ("", "0", "false"),
        )


MANNER = web.AppKey("manner", Manner)
ASKED = web.AppKey("asked", list[int])
PEOPLE = web.AppKey("people", dict[str, Person])


def make_app(manner: Manner | None = None) -> web.Application:
    """Return the registry as an application."""
    app = web.Application(client_max_size=4096)
    app[MANNER] = manner or Manner()
    app[ASKED] = [0]
    app[PEOPLE] = dict(BY_NIK)
    app.add_routes(
        [
            web.post("/penduduk/cocok", match),
            web.post("/penduduk/foto", show_face),
            web.post("/penduduk", add),
            web.get("/readyz", readyz),
        ]
    )
    return app


async def match(request: web.Request) -> web.Response:
    """Answer the person of a NIK, 404 for nobody, 422 for a malformed question."""
    person = await _asked_for(request)
    if isinstance(person, web.Response):
        return person
    return web.Response(text=person.model_dump_json(), content_type="application/json")


async def show_face(request: web.Request) -> web.Response:
    """Answer the photo of a NIK's KTP-el as JPEG; 404 and 422 as `match` does."""
    person = await _asked_for(request)
    if isinstance(person, web.Response):
        return person
    return web.Response(body=draw(person.nik), content_type="image/jpeg")


async def _asked_for(request: web.Request) -> Person | web.Response:
    await _behave(request.app)
    try:
        question = Question.model_validate_json(await request.read())
    except ValidationError:
        return web.json_response({"error": "malformed"}, status=422)
    person = request.app[PEOPLE].get(question.nik)
    return person or web.json_response({"error": "unknown"}, status=404)


async def add(request: web.Request) -> web.Response:
    """Take in one more made-up person for as long as this process lives."""
    try:
        person = Person.model_validate_json(await request.read())
    except ValidationError:
        return web.json_response({"error": "malformed"}, status=422)
    request.app[PEOPLE][person.nik] = person
    return web.json_response({"state": "added"}, status=201)


async def readyz(request: web.Request) -> web.Response:
    """Answer 200, or 503 during a simulated outage."""
    if request.app[MANNER].outage:
        return web.json_response({"state": "out"}, status=503)
    return web.json_response({"state": "ready"})


async def _behave(app: web.Application) -> None:
    manner, asked = app[MANNER], app[ASKED]
    asked[0] += 1
    await asyncio.sleep(manner.delay)
    if manner.outage:
        raise web.HTTPServiceUnavailable
    if manner.fail_every and asked[0] % manner.fail_every == 0:
        raise web.HTTPInternalServerError
