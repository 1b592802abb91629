"""Shapes of a signatory."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True)
class Penanda:
    """Who signs: texts that are not known are empty."""

    nama: str
    jabatan: str = ""
    pangkat: str = ""
    nip: str = ""

    @property
    def bawah(self) -> tuple[str, ...]:
        """Return the lines under the name."""
        return tuple(line for line in (self.pangkat, f"NIP. {self.nip}".strip()) if line)


class PenandaBody(BaseModel):
    """A signatory as he is sent."""

    model_config = ConfigDict(extra="forbid")

    nama: str
    jabatan: str = ""
    pangkat: str = ""
    nip: str = ""
