"""Shapes of the captcha."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Captcha(BaseModel):
    """A code that was given out; its picture is at `path`, its sound at `sound_path`."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    expires_at: datetime

    @property
    def path(self) -> str:
        """Return the address of the picture."""
        return f"/captcha/{self.id}.png"

    @property
    def sound_path(self) -> str:
        """Return the address of the sound."""
        return f"/captcha/{self.id}.wav"
