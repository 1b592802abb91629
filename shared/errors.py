"""The four ways to refuse, and the two ways to be unavailable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


def N_(text: str) -> str:
    """Mark a text that is translated later, where the catalogue's reader cannot see it."""
    return text


class Message:
    """Text for a person: an Indonesian template (the gettext msgid) with named parameters."""

    __slots__ = ("params", "template")

    def __init__(self, template: str, **params: Any) -> None:
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return self.translated(lambda text: text)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the text in the language of `gettext`, parameters filled in."""
        text = gettext(self.template)
        return text % self.params if self.params else text

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"Message({str(self)!r})"


def as_message(text: Message | str) -> Message:
    """Return `text` as a Message."""
    return text if isinstance(text, Message) else Message(text)


class NotValid(ValueError):
    """One value breaks one rule; carries the sentence for the person who typed it."""

    def __init__(self, template: str, **params: Any) -> None:
        self.message = Message(template, **params)
        super().__init__(str(self.message))


class Refusal(Exception):
    """A request that the rules refuse; `status` is its HTTP status."""

    status = 500
    default = N_("Permintaan tidak bisa dijalankan.")

    def __init__(self, message: Message | str | None = None) -> None:
        self.message = as_message(message or self.default)
        super().__init__(str(self.message))


class Invalid(Refusal):
    """Fields break rules: 422. `fields` maps a field's name to its sentence."""

    status = 422
    default = N_("Ada isian yang perlu diperbaiki.")

    def __init__(self, fields: Mapping[str, Message | str]) -> None:
        self.fields = {name: as_message(text) for name, text in fields.items()}
        super().__init__()

    def __str__(self) -> str:
        return "; ".join(f"{name}: {text}" for name, text in self.fields.items())


class Unauthenticated(Refusal):
    """Nobody is logged in: 401, a page leads to the entrance instead."""

    status = 401
    default = N_("Masuk dulu untuk membuka halaman ini.")


class NotAllowed(Refusal):
    """Somebody is logged in who may not do this: 403."""

    status = 403
    default = N_("Anda tidak berwenang membuka halaman ini.")


class NotFound(Refusal):
    """No such thing, or none that this person may know of: 404."""

    status = 404
    default = N_("Halaman atau data ini tidak ada.")


class Conflict(Refusal):
    """Somebody was faster or the state has moved on: 409."""

    status = 409
    default = N_("Keadaan sudah berubah. Muat ulang halaman ini.")


class PageExpired(Refusal):
    """The form's token is missing or old: 419."""

    status = 419
    default = N_("Halaman terlalu lama terbuka. Isian tersimpan; kirim sekali lagi.")


class TooLarge(Refusal):
    """The request is larger than the stated limit: 413."""

    status = 413
    default = N_("Berkas terlalu besar.")


class TooMany(Refusal):
    """Too many tries: 429 with Retry-After in seconds."""

    status = 429
    default = N_("Terlalu banyak percobaan. Coba lagi dalam 10 menit.")

    def __init__(self, message: Message | str | None = None, retry_after: int = 600) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """A part that is needed does not answer: 503 with Retry-After in seconds."""

    status = 503
    default = N_("Layanan sedang tidak bisa dihubungi. Coba lagi sebentar.")
    retry_after = 5


class FieldErrors:
    """Collects what is wrong with a form, field by field, and raises it together."""

    def __init__(self) -> None:
        self.fields: dict[str, Message] = {}

    def add(self, field: str, template: str, **params: Any) -> None:
        """Note that `field` is wrong; the first sentence for a field stays."""
        self.fields.setdefault(field, Message(template, **params))

    @contextmanager
    def field(self, name: str) -> Iterator[None]:
        """Note a NotValid raised inside under `name` and go on."""
        try:
            yield
        except NotValid as wrong:
            self.fields.setdefault(name, wrong.message)

    def raise_any(self) -> None:
        """Raise Invalid if anything was noted."""
        if self.fields:
            raise Invalid(self.fields)
