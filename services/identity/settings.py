"""What identity is told besides what every service is told."""

from __future__ import annotations

from functools import cached_property

from aiohttp import web
from joserfc.jwk import OKPKey
from pydantic import Field, model_validator

from services.identity.captcha.rules import LOCAL_ENVIRONMENTS
from shared.sesi.token import private_key
from shared.settings import Key, Settings
from shared.web.keys import SETTINGS


class IdentitySettings(Settings):
    """Signing key, file storage, population registry, the cost of a password hash, retention."""

    session_private_key: Key = Field(repr=False)
    storage_url: str
    registry_url: str
    registry_seconds: float = 2.0
    registry_failures: int = 5
    registry_rest_seconds: float = 30.0
    swafoto_days: int = Field(default=30, ge=1)
    local_captcha_answer: str = ""
    argon2_memory_kib: int = 19 * 1024
    argon2_passes: int = 2
    argon2_threads: int = 2
    argon2_waiting: int = 64
    retention_days: int = Field(default=730, ge=1)

    @model_validator(mode="after")
    def _refuse_a_known_captcha(self) -> IdentitySettings:
        if self.local_captcha_answer and self.environment not in LOCAL_ENVIRONMENTS:
            raise ValueError("LOCAL_CAPTCHA_ANSWER is for a local run only")
        return self

    @cached_property
    def signing_key(self) -> OKPKey:
        """Return the key that signs session tokens."""
        return private_key(self.session_private_key, self.session_public_key)


def settings_of(request: web.Request) -> IdentitySettings:
    """Return identity's settings."""
    settings = request.app[SETTINGS]
    assert isinstance(settings, IdentitySettings)
    return settings
