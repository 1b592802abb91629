"""A browser without JavaScript, as far as the tests need one."""

import re
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

TOKEN = re.compile(r'name="_csrf" value="([^"]+)"')


class Browser:
    """Keeps cookies, and sends the token of the last page with every form."""

    def __init__(self, client: TestClient[Any, Any], session: str) -> None:
        self.client = client
        self.cookies = {"__Host-sesi": session}
        self.text = self.token = self.place = ""

    async def get(self, path: str) -> ClientResponse:
        """Ask for a page."""
        return await self._ask("GET", path)

    async def post(self, path: str, **fields: str) -> ClientResponse:
        """Send a form; does not follow where it leads."""
        fields.setdefault("_csrf", self.token)
        return await self._ask("POST", path, data=fields)

    async def follow(self, path: str, **fields: str) -> str:
        """Send a form that is taken (303), open the page it leads to, and return its path."""
        response = await self.post(path, **fields)
        assert response.status == 303, self.text
        place = response.headers["Location"]
        assert (await self.get(place)).status == 200
        return place

    async def _ask(self, method: str, path: str, **more: Any) -> ClientResponse:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept": "text/html", "Cookie": cookie}
        response = await self.client.request(
            method, path, headers=headers, allow_redirects=False, **more
        )
        for name, morsel in response.cookies.items():
            self.cookies[name] = morsel.value
        self.text = await response.text()
        self.token = next(iter(TOKEN.findall(self.text)), self.token)
        return response
