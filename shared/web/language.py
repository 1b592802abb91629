"""The language of the page: Indonesian first, English on request, from a cookie or `?lang=`."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from aiohttp import web
from babel.support import NullTranslations, Translations

from shared.errors import Message

LANGUAGES = ("id", "en")
# Officers read Indonesian only.
OFFICERS = "/petugas"
COOKIE = "bahasa"
DOMAIN = "messages"

current: ContextVar[str] = ContextVar("bahasa", default="id")
_folder: list[Path] = [Path("build/locale")]


def use(folder: Path) -> None:
    """Set the folder of the compiled catalogues."""
    _folder[0] = folder
    _catalogue.cache_clear()


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(_folder[0]), [language], DOMAIN)


def gettext(text: str) -> str:
    """Return `text` in the language of the page."""
    # To gettext "" is the catalogue's header.
    if current.get() == "id" or not text:
        return text
    return str(_catalogue(current.get()).gettext(text))


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form that fits `n` in the language of the page."""
    if current.get() == "id":
        return one if n == 1 else many
    return str(_catalogue(current.get()).ngettext(one, many, n))


def say(message: Message | str) -> str:
    """Return a message in the language of the page."""
    return message.translated(gettext) if isinstance(message, Message) else gettext(message)


def asked_language(request: web.Request) -> str:
    """Return the language that the address or the cookie asks for; at the officers' door none."""
    if request.path.startswith(OFFICERS):
        return "id"
    asked = request.query.get("lang") or request.cookies.get(COOKIE, "")
    return asked if asked in LANGUAGES else "id"
