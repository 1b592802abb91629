"""Who may enter: every route × role × area, through the real middlewares.

The handler, the area and the owner of each route are replaced by known ones; what is tested is
that the route's Allow holds. `policy.txt` is the table as agreed: a change of it is a decision.
`python -m tests.house.policy_table` writes it anew.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from shared.policy import JENJANG, KLIEN, ROLES, Allow
from shared.web.route import Route
from shared.wilayah.kode import is_within
from tests.house.policy_table import FILE, lines
from tests.house.tree import SERVICES, routes

OWNER = UUID(int=1)
STRANGER = UUID(int=2)
PLACE = "34.02.08.2001"
SCOPE = "rekap:baca"
WHO: tuple[tuple[str | None, tuple[str, ...]], ...] = (
    (None, ()), *((role, ()) for role in sorted(ROLES)), (KLIEN, ()), (KLIEN, (SCOPE,)),
    (KLIEN, ("lain:baca",)),
)  # fmt: skip
AREAS = ("34.02", "34.04", "34", "33", "31", "")


async def _place(_: object, __: object) -> list[str]:
    return [PLACE]


async def _posisi(_: object, __: object) -> list[tuple[str, str]]:
    return [("desa", PLACE)]


async def _owner(_: object, __: object) -> UUID:
    return OWNER


async def _entered(_: web.Request) -> web.Response:
    return web.Response(status=299)


def is_own(route: Route) -> bool:
    """Tell whether the service says this route itself; the two that all have are public."""
    return not route.path.endswith(("openapi.json", "/readyz"))


def fixed(route: Route) -> Route:
    allow = replace(
        route.allow,
        area=_place if route.allow.area else None,
        owner=_owner if route.allow.owner else None,
        posisi=_posisi if route.allow.posisi else None,
    )
    return replace(route, handler=_entered, allow=allow)


def expected(
    allow: Allow, role: str | None, area: str, akun: UUID, lingkup: tuple[str, ...] = ()
) -> set[int]:
    if allow.is_public:
        return {299}
    if role is None:
        return {401, 303}
    if role not in allow.roles or (role == KLIEN and not allow.lingkup & set(lingkup)):
        return {403}
    if allow.owner and akun != OWNER:
        return {404}
    return _placed(allow, role, area)


def _placed(allow: Allow, role: str, area: str) -> set[int]:
    if allow.posisi and JENJANG.get(role, "desa") != "desa":
        return {404}
    return {403} if allow.area and not is_within(PLACE, area) else {299}


def test_the_table_is_as_agreed() -> None:
    assert FILE.read_text().splitlines() == lines()


@pytest.fixture(params=SERVICES)
async def walked(request: Any, app_of: Any) -> AsyncIterator[tuple[TestClient[Any, Any], Any]]:
    mine = [fixed(route) for name, route in routes() if name == request.param and is_own(route)]
    app, sign = app_of(request.param, mine)
    async with TestClient(TestServer(app)) as client:
        yield client, (mine, sign)


async def test_only_who_is_allowed_enters(walked: Any) -> None:
    client, (mine, sign) = walked
    wrong, tried = await walk(client, mine, sign)
    assert wrong == []
    assert tried >= 100


async def walk(
    client: Any, mine: list[Route], sign: Any, *, every: bool = False
) -> tuple[list[Any], int]:
    """Try every route as everybody; return what was not as expected, and the number of tries.

    With `every` also as people of other areas and as strangers where the route asks for neither.
    """
    wrong, tried = [], 0
    for route in mine:
        path = some_address(route.path)
        for role, lingkup in WHO:
            for area, akun in _people(route.allow, every=every):
                headers = bearer(sign, role, area, akun, lingkup)
                status = await entered(client, route, path, headers)
                tried += 1
                allowed = expected(route.allow, role, area, akun, lingkup)
                if status not in allowed | _forgery(role, route):
                    wrong.append((route.method, route.path, role, area, status))
    return wrong, tried


def _people(allow: Allow, *, every: bool) -> list[tuple[str, UUID]]:
    areas = AREAS if every or allow.area or allow.posisi else AREAS[:1]
    akun = (OWNER, STRANGER) if every or allow.owner else (OWNER,)
    return [(area, who) for area in areas for who in akun]


def bearer(
    sign: Any, role: str | None, area: str, akun: UUID, lingkup: tuple[str, ...]
) -> dict[str, str]:
    """Return the headers of somebody; of a browser without a session for nobody."""
    if role is None:
        return {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
    more = {"lingkup": lingkup} if lingkup else {}
    return {"Authorization": f"Bearer {sign(role, area, akun, **more)}"}


def some_address(path: str) -> str:
    """Return an address that the route's path matches."""
    parts = []
    for part in path.split("/"):
        value = "nasional" if part.startswith("{kode") else str(OWNER)
        braced = "{" in part
        parts.append(value + part[part.rindex("}") + 1 :] if braced else part)
    return "/".join(parts)


def _forgery(role: str | None, route: Route) -> set[int]:
    # A browser's POST without a token is refused before anybody asks who it is.
    return {419} if role is None and route.method != "GET" else set()


async def entered(client: Any, route: Route, path: str, headers: dict[str, str]) -> int:
    async with client.request(
        route.method, path, headers=headers, allow_redirects=False
    ) as response:
        return int(response.status)
