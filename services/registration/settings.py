"""What registration is told besides what every service is told."""

from __future__ import annotations

from aiohttp import web
from obstore.store import ObjectStore

from shared.berkas.store import store_of
from shared.settings import Settings
from shared.web.keys import SETTINGS


class RegistrationSettings(Settings):
    """Where sealed documents lie."""

    storage_url: str


def store_in(request: web.Request) -> ObjectStore:
    """Return the store that registration keeps its files in."""
    settings = request.app[SETTINGS]
    assert isinstance(settings, RegistrationSettings)
    return store_of(settings.storage_url)
