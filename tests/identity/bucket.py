"""What little of S3 the store needs; every request's signature is checked as S3 checks it."""

from __future__ import annotations

import contextlib
import hmac
import re
from collections.abc import AsyncIterator
from hashlib import sha256

from aiohttp import web
from aiohttp.test_utils import TestServer

REGION, KEY, SECRET = "local", "uji", "rahasia-uji"
UNSIGNED = "UNSIGNED-PAYLOAD"
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8}/[^/]+/s3/aws4_request), "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)


def settings(address: str, secret: str = SECRET) -> dict[str, str]:
    """Return the environment in which the bucket is reached."""
    return {
        "AWS_ENDPOINT": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": secret,
    }  # fmt: skip


def is_signed(request: web.Request, body: bytes) -> bool:
    """Tell whether AWS Signature Version 4 of a request is right, its content included."""
    told = AUTHORIZATION.fullmatch(request.headers.get("Authorization", "").replace(",S", ", S"))
    content = request.headers.get("x-amz-content-sha256", "")
    if told is None or content not in {UNSIGNED, sha256(body).hexdigest()}:
        return False
    who, scope, signed, signature = told.groups()
    path, _, query = request.raw_path.partition("?")
    pairs = sorted((part + "=").split("=")[:2] for part in query.split("&") if part)
    canonical = "\n".join([
        request.method, path, "&".join("=".join(pair) for pair in pairs),
        *(f"{name}:{request.headers[name].strip()}" for name in signed.split(";")), "", signed,
        content,
    ])  # fmt: skip
    text = "\n".join([
        "AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope,
        sha256(canonical.encode()).hexdigest(),
    ])  # fmt: skip
    key = f"AWS4{SECRET}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    right = hmac.digest(key, text.encode(), "sha256").hex()
    return who == KEY and hmac.compare_digest(right, signature)


@contextlib.asynccontextmanager
async def bucket() -> AsyncIterator[tuple[str, dict[str, bytes]]]:
    """Lend the address of a bucket and what lies in it."""
    lying: dict[str, bytes] = {}

    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        if not is_signed(request, body):
            text = "<Error><Code>SignatureDoesNotMatch</Code></Error>"
            return web.Response(status=403, text=text)
        return _done(request, body, lying)

    app = web.Application()
    app.router.add_route("*", "/{key:.*}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("")).rstrip("/"), lying


def _done(request: web.Request, body: bytes, lying: dict[str, bytes]) -> web.Response:
    key = request.path.removeprefix("/ember/")
    if request.method == "PUT":
        lying[key] = body
        return web.Response(headers={"ETag": '"1"'})
    if request.method == "DELETE":
        lying.pop(key, None)
        return web.Response(status=204)
    if request.method == "POST":
        named = re.findall("<Key>([^<]+)</Key>", body.decode())
        gone = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in named)
        for name in named:
            lying.pop(name, None)
        return web.Response(text=f"<DeleteResult>{gone}</DeleteResult>")
    if request.query.get("list-type") == "2":
        return web.Response(text=_listing(lying), content_type="application/xml")
    if key not in lying:
        return web.Response(status=404, text="<Error><Code>NoSuchKey</Code></Error>")
    headers = {"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2020 00:00:00 GMT"}
    return web.Response(body=lying[key], headers=headers)


def _listing(lying: dict[str, bytes]) -> str:
    rows = "".join(
        f"<Contents><Key>{key}</Key><LastModified>2020-11-21T00:00:00.000Z</LastModified>"
        f"<ETag>1</ETag><Size>{len(content)}</Size></Contents>"
        for key, content in lying.items()
    )
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
