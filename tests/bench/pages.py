"""B5: a resident's page against its bare template, and the bytes that go over the wire."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from shared.web.application import make_app
from shared.web.keys import PAGES
from tests.bench.load import Senders, new_client
from tests.bench.plan import Bench
from tests.bench.report import Line, at_most, percentile
from tests.house.tree import service as service_of

PAGE = "/permohonan"
ROWS = 10
ASSET = re.compile(r"""(?:href|src)=["'](/assets/[^"']+)["']""")
KILOBYTE = 1000
Next = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def measure(bench: Bench) -> list[Line]:
    """Return server time against the template's, and the bytes of a first and a next page."""
    me = bench.residents[0]
    async with new_client() as client:
        one = Bench(bench.system, bench.plan, bench.people, [me], bench.tell)
        await Senders(one, client).many(ROWS, 1)
        first = await _first_visit(bench, client)
        following = await _transferred(client, bench.system.url + PAGE, me.bearer)
    whole, cpu, bare = await _server_time(bench, me.bearer)
    bench.tell(f"B5 first visit: {', '.join(f'{name} {size}' for name, size in first.items())}")
    bench.tell(
        f"B5 {PAGE} with {ROWS} rows: {whole:.2f} ms in all, {cpu:.2f} ms of it our CPU; "
        f"template {bare:.2f} ms"
    )
    return [
        at_most("B5", whole / bare, "× the bare template's time", 3),
        at_most("B5-next", following[0] / KILOBYTE, "KB on the next page", 10),
        at_most("B5-first", sum(first.values()) / KILOBYTE, "KB on the first visit", 45),
    ]


async def _server_time(bench: Bench, bearer: str) -> tuple[float, float, float]:
    """Return the medians of a request's time, its CPU and its template's time, in ms."""
    app = make_app(service_of("registration"), bench.settings("registration"))
    whole: list[float] = []
    cpu: list[float] = []
    bare: list[float] = []

    @web.middleware
    async def timed(request: web.Request, handler: Next) -> web.StreamResponse:
        began, worked = time.perf_counter(), time.process_time()
        response = await handler(request)
        cpu.append((time.process_time() - worked) * 1000)
        whole.append((time.perf_counter() - began) * 1000)
        return response

    app.middlewares.insert(0, timed)
    _time_templates(app, bare)
    headers = {"Authorization": bearer, "Accept": "text/html"}
    async with TestClient(TestServer(app)) as client:
        for _ in range(bench.plan.pages):
            async with client.get(PAGE, headers=headers) as response:
                await response.read()
                assert response.status == 200, response.status
    return percentile(whole, 0.5), percentile(cpu, 0.5), percentile(bare, 0.5)


def _time_templates(app: web.Application, taken: list[float]) -> None:
    environment: Any = app[PAGES].environment
    get_template = environment.get_template

    class Timed:
        def __init__(self, name: str) -> None:
            self._template = get_template(name)

        def render(self, **context: Any) -> str:
            began = time.perf_counter()
            text: str = self._template.render(**context)
            taken.append((time.perf_counter() - began) * 1000)
            return text

    # The page's own templates come in by their loader; only what a door renders passes here.
    environment.get_template = lambda name, *rest: (
        Timed(name) if not rest else get_template(name, *rest)
    )


async def _first_visit(bench: Bench, client: ClientSession) -> dict[str, int]:
    size, text = await _transferred(client, f"{bench.system.url}/")
    sizes = {"/": size}
    for asset in dict.fromkeys(ASSET.findall(text)):
        size, _ = await _transferred(client, bench.system.url + asset)
        sizes[asset.rsplit("/", 1)[-1]] = size
    return sizes


async def _transferred(client: ClientSession, url: str, bearer: str = "") -> tuple[int, str]:
    """Return the bytes of the answer, head and compressed body, and its text."""
    import gzip

    headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    if bearer:
        headers["Authorization"] = bearer
    async with client.get(url, headers=headers) as response:
        raw = await response.read()
        assert response.status == 200, f"{url}: {response.status}"
        head = sum(len(name) + len(value) + 4 for name, value in response.raw_headers)
        packed = response.headers.get("Content-Encoding") == "gzip"
    return head + len(raw), (gzip.decompress(raw) if packed else raw).decode(errors="replace")
