"""Where sealed files lie: a folder or a bucket, by STORAGE_URL; each kind under its own prefix."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

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


@dataclass(frozen=True)
class Rak:
    """The objects of one kind: all names in `store` that begin with `prefix`."""

    store: ObjectStore
    prefix: str

    async def put(self, name: str, content: bytes) -> None:
        """Keep one object."""
        await obstore.put_async(self.store, self.prefix + name, content)

    async def get(self, name: str) -> bytes:
        """Return one object; raises FileNotFoundError."""
        found = await obstore.get_async(self.store, self.prefix + name)
        return bytes(await found.bytes_async())

    async def delete(self, name: str) -> None:
        """Remove one object; removing it twice is no error."""
        try:
            await obstore.delete_async(self.store, self.prefix + name)
        except FileNotFoundError:
            return

    async def batches(self) -> AsyncIterator[list[tuple[str, datetime]]]:
        """Yield name and time of all objects, some hundreds at once."""
        async for listed in obstore.list(self.store, self.prefix, chunk_size=500):
            yield [(one["path"].removeprefix(self.prefix), one["last_modified"]) for one in listed]
