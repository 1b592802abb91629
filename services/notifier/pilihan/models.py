"""Shapes of a choice."""

from typing import Literal

from pydantic import BaseModel


class PilihanKabar(BaseModel):
    """The language of letters ("" as at sign-up), and whether reminders come by mail too."""

    bahasa: Literal["", "id", "en"] = ""
    pengingat_email: bool = True
