"""The catalogue's pages, open to everybody: a contract is no secret."""

from __future__ import annotations

import orjson
from aiohttp import web

from services.notifier.katalog import asyncapi, rules
from services.notifier.settings import NotifierSettings
from shared import policy
from shared.errors import NotFound
from shared.web.api import answer
from shared.web.keys import SETTINGS
from shared.web.pages import render
from shared.web.route import Route

PATH = "/integrasi"
SERVICES = ("identity", "registration", "verification", "reporting", "notifier")


async def show_list(request: web.Request) -> web.Response:
    """Show every event, those that are offered to other systems first."""
    rows = [(kind.type_name(), _about(kind), kind.type_name() in rules.OFFERED)
            for kind in rules.ALL]  # fmt: skip
    rows.sort(key=lambda row: (not row[2], row[0]))
    return render(request, "katalog/daftar.html", daftar=rows, layanan=SERVICES)


async def show_one(request: web.Request) -> web.Response:
    """Show one event: its fields, a sample, its schema."""
    kind = rules.BY_NAME.get(request.match_info["jenis"])
    if kind is None:
        raise NotFound
    sample = orjson.dumps(rules.sample(kind), option=orjson.OPT_INDENT_2).decode()
    return render(
        request, "katalog/peristiwa.html", jenis=kind.type_name(), tentang=_about(kind),
        kolom=rules.fields_of(kind), contoh=sample, ditawarkan=kind.type_name() in rules.OFFERED,
        versi=kind.v,
    )  # fmt: skip


async def show_asyncapi(request: web.Request) -> web.Response:
    """Answer the AsyncAPI 3 document."""
    settings = request.app[SETTINGS]
    assert isinstance(settings, NotifierSettings)
    return answer(asyncapi.document(settings.integrator_public_url))


async def show_schema(request: web.Request) -> web.Response:
    """Answer the JSON Schema of one event's message."""
    kind = rules.BY_NAME.get(request.match_info["jenis"])
    if kind is None:
        raise NotFound
    return answer(rules.message_schema(kind))


def _about(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


ROUTES = [
    Route("GET", PATH, show_list, policy.public()),
    Route("GET", f"{PATH}/asyncapi.json", show_asyncapi, policy.public()),
    Route("GET", f"{PATH}/peristiwa/{{jenis}}.json", show_schema, policy.public()),
    Route("GET", f"{PATH}/peristiwa/{{jenis}}", show_one, policy.public()),
]
