"""Which language a page speaks, and when a choice is kept."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from shared.web import language
from shared.web.middlewares import speak


async def answered(path: str, cookie: str = "", **headers: str) -> tuple[str, web.StreamResponse]:
    """Return the language that the handler saw, and its answer after the middleware."""
    seen = []

    async def handler(_: web.Request) -> web.StreamResponse:
        seen.append(language.current.get())
        return web.Response(headers=headers)

    asked = {"Cookie": f"{language.COOKIE}={cookie}"} if cookie else {}
    response = await speak(make_mocked_request("GET", path, headers=asked), handler)
    return seen[0], response


async def test_a_choice_in_the_address_is_kept() -> None:
    spoken, response = await answered("/bantuan?lang=en")
    assert (spoken, response.cookies[language.COOKIE].value) == ("en", "en")


async def test_what_caches_keep_sets_no_cookie() -> None:
    for path, headers in (
        ("/wilayah/_pilihan?lang=en", {}),
        ("/wilayah/cari?lang=en", {"Cache-Control": "public, max-age=86400"}),
    ):
        spoken, response = await answered(path, **headers)
        assert spoken == "en"
        assert not response.cookies


@pytest.mark.parametrize(
    ("path", "cookie", "spoken"),
    [
        ("/", "", "id"),
        ("/", "en", "en"),
        ("/?lang=id", "en", "id"),
        ("/?lang=fr", "en", "id"),
        ("/petugas/masuk?lang=en", "en", "id"),
    ],
)
async def test_the_address_counts_more_than_the_cookie(path: str, cookie: str, spoken: str) -> None:
    assert (await answered(path, cookie))[0] == spoken
