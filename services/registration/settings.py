"""What registration is told besides what every service is told."""

from __future__ import annotations

from aiohttp import web
from obstore.store import ObjectStore
from pydantic import model_validator

from shared.berkas.store import store_of
from shared.settings import Settings
from shared.tanda_tangan.port import check_url
from shared.web.keys import SETTINGS


class RegistrationSettings(Settings):
    """Where sealed documents lie, and where the keys are with which offices sign."""

    storage_url: str
    signing_url: str = ""

    @model_validator(mode="after")
    def _refuse_a_strange_store(self) -> RegistrationSettings:
        check_url(self.signing_url, self.environment)
        return self


def store_in(request: web.Request) -> ObjectStore:
    """Return the store that registration keeps its files in."""
    settings = request.app[SETTINGS]
    assert isinstance(settings, RegistrationSettings)
    return store_of(settings.storage_url)
