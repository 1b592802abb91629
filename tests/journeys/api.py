"""A client of the JSON API that holds every answer against the service's own OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession
from openapi_spec_validator import validate

from deploy.local.settings import SERVICES
from tests.held import hold, template_of


@dataclass(frozen=True)
class Answer:
    """An answer that is as its schema says."""

    status: int
    body: Any


@dataclass
class Api:
    """One caller per token, all against the same documents."""

    origin: str
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    called: set[tuple[str, str]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._session = ClientSession(self.origin)
        for service in SERVICES:
            async with self._session.get(f"/api/v1/{service}/openapi.json") as response:
                assert response.status == 200
                self.documents[service] = await response.json()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._session.close()

    def check_documents(self) -> None:
        """Raise if a document is not valid OpenAPI 3.1."""
        for document in self.documents.values():
            assert document["openapi"].startswith("3.1")
            validate(document)

    async def call(
        self, method: str, path: str, body: object = None, *, token: str = "", **headers: str
    ) -> Answer:
        """Call `/api/v1/<path>` and return the answer, once it fits its schema."""
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        whole = f"/api/v1/{path}"
        async with self._session.request(method, whole, json=body, headers=sent) as response:
            answer = Answer(response.status, await response.json(content_type=None))
        self._hold(method, whole.partition("?")[0], answer)
        return answer

    async def get(self, path: str, token: str = "") -> Any:
        """Return what is at `path`; anything but 200 is wrong."""
        answer = await self.call("GET", path, token=token)
        assert answer.status == 200, (path, answer)
        return answer.body

    async def post(self, path: str, body: object, token: str = "", **headers: str) -> Any:
        """Return the answer to a POST that succeeds."""
        answer = await self.call("POST", path, body, token=token, **headers)
        assert answer.status < 300, (path, answer)
        return answer.body

    def _hold(self, method: str, path: str, answer: Answer) -> None:
        document = self.documents[path.split("/")[3]]
        self.called.add((method, template_of(document, path)))
        hold(document, method, path, answer.status, answer.body)
