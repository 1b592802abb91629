"""Where sealed pictures lie: a folder or a bucket, by STORAGE_URL."""

from __future__ import annotations

from functools import cache
from urllib.parse import unquote, urlsplit

import obstore
from obstore.store import LocalStore, ObjectStore, from_url

_PREFIX = "swafoto/"


@cache
def store_of(url: str) -> ObjectStore:
    """Return the store of a URL: `file:///folder` (made if missing), `s3://bucket/…`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalStore(unquote(parts.path), mkdir=True)
    return from_url(url)


async def put(store: ObjectStore, name: str, content: bytes) -> None:
    """Keep one object."""
    await obstore.put_async(store, _PREFIX + name, content)


async def get(store: ObjectStore, name: str) -> bytes:
    """Return one object; raises FileNotFoundError."""
    found = await obstore.get_async(store, _PREFIX + name)
    return bytes(await found.bytes_async())


async def delete(store: ObjectStore, name: str) -> None:
    """Remove one object; removing it twice is no error."""
    try:
        await obstore.delete_async(store, _PREFIX + name)
    except FileNotFoundError:
        return
