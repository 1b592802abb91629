"""What reporting is told besides what every service is told."""

from __future__ import annotations

from aiohttp import web
from pydantic import model_validator

from shared.settings import Settings
from shared.tanda_tangan.port import check_url
from shared.web.keys import SETTINGS


class ReportingSettings(Settings):
    """Where the keys are with which offices sign recaps; empty: there are none."""

    signing_url: str = ""

    @model_validator(mode="after")
    def _refuse_a_strange_store(self) -> ReportingSettings:
        check_url(self.signing_url, self.environment)
        return self


def signing_url_in(request: web.Request) -> str:
    """Return where the offices' keys are; empty where none are set."""
    settings = request.app[SETTINGS]
    assert isinstance(settings, ReportingSettings)
    return settings.signing_url
