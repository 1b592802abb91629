"""What verification is told beyond the shared settings: time to undo, pace of the sweeps."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from shared.settings import Settings


class VerificationSettings(Settings):
    """How long a decision may be undone, and how often late tugas are looked for.

    Where nothing is said, a minute in production; elsewhere a decision is told at once.
    """

    undo_seconds: int | None = Field(default=None, ge=0, le=600)
    eskalasi_seconds: float = Field(default=60, gt=0)

    @property
    def tenggang(self) -> timedelta:
        """Return how long a decision is kept back."""
        usual = 60 if self.environment == "production" else 0
        return timedelta(seconds=usual if self.undo_seconds is None else self.undo_seconds)
