"""Where identity's files lie: selfies, unless another folder is named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from obstore.store import ObjectStore

from shared.berkas.store import LOST, Rak, store_of

__all__ = ["LOST", "batches", "delete", "get", "put", "store_of"]

_PREFIX = "swafoto/"


async def put(store: ObjectStore, name: str, content: bytes, folder: str = _PREFIX) -> None:
    """Keep one object."""
    await Rak(store, folder).put(name, content)


async def get(store: ObjectStore, name: str, folder: str = _PREFIX) -> bytes:
    """Return one object; raises FileNotFoundError."""
    return await Rak(store, folder).get(name)


async def delete(store: ObjectStore, name: str, folder: str = _PREFIX) -> None:
    """Remove one object; removing it twice is no error."""
    await Rak(store, folder).delete(name)


async def batches(store: ObjectStore) -> AsyncIterator[list[tuple[str, datetime]]]:
    """Yield name and time of all selfies, some hundreds at once."""
    async for listed in Rak(store, _PREFIX).batches():
        yield listed
