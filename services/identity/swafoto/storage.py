"""Where pictures lie: a folder or a bucket, by STORAGE_URL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from functools import cache
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

_PREFIX = "swafoto/"
LOST = (BaseError, OSError)
"""What a store that cannot be reached raises."""


@cache
def store_of(url: str) -> ObjectStore:
    """Return the store of a URL: `file:///folder` (made if missing), `s3://bucket/…`.

    A bucket's key, region and address come from the environment: AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalStore(unquote(parts.path), mkdir=True)
    return from_url(url)


async def put(store: ObjectStore, name: str, content: bytes, folder: str = _PREFIX) -> None:
    """Keep one object."""
    await obstore.put_async(store, folder + name, content)


async def get(store: ObjectStore, name: str, folder: str = _PREFIX) -> bytes:
    """Return one object; raises FileNotFoundError."""
    found = await obstore.get_async(store, folder + name)
    return bytes(await found.bytes_async())


async def delete(store: ObjectStore, name: str, folder: str = _PREFIX) -> None:
    """Remove one object; removing it twice is no error."""
    try:
        await obstore.delete_async(store, folder + name)
    except FileNotFoundError:
        return


async def batches(store: ObjectStore) -> AsyncIterator[list[tuple[str, datetime]]]:
    """Yield name and time of all objects, some hundreds at once."""
    async for listed in obstore.list(store, _PREFIX, chunk_size=500):
        yield [(each["path"].removeprefix(_PREFIX), each["last_modified"]) for each in listed]
