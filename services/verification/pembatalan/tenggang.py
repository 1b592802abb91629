"""How long a decision of this process is kept back before it is told."""

from __future__ import annotations

from datetime import timedelta

from services.verification.settings import VerificationSettings
from shared.settings import Settings


class _Process:
    lama = timedelta()


def use(settings: Settings) -> None:
    """Keep decisions back for as long as `settings` say."""
    assert isinstance(settings, VerificationSettings)
    _Process.lama = settings.tenggang


def lama() -> timedelta:
    """Return how long a decision is kept back; nothing: it is told with the decision."""
    return _Process.lama
