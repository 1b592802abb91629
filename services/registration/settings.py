"""What registration is told besides what every service is told."""

from __future__ import annotations

from pydantic import model_validator

from services.registration.tanda_tangan.port import check_url
from shared.settings import Settings


class RegistrationSettings(Settings):
    """Where the keys are with which offices sign."""

    signing_url: str = ""

    @model_validator(mode="after")
    def _refuse_a_strange_store(self) -> RegistrationSettings:
        check_url(self.signing_url, self.environment)
        return self
