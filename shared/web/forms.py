"""Reading what a person sends: forms, and files whose size is counted while they stream in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from shared.errors import TooLarge
from shared.web import csrf
from shared.web.keys import MULTIPART
from shared.web.wellformed import well_formed

FIELD_LIMIT = 64 * 1024
FIELDS_LIMIT = 200
DRAIN_FACTOR = 4


@dataclass(frozen=True)
class File:
    """One file as it came: its name is a claim, its content is unchecked."""

    name: str
    content: bytes
    too_large: bool = False


@dataclass
class Form:
    """Fields by name (the last of a name counts; `lists` has all) and files by name."""

    fields: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def get(self, name: str, default: str = "") -> str:
        """Return the field's text, spaces at both ends gone."""
        return self.fields.get(name, default).strip()

    def add(self, name: str, value: str) -> None:
        """Take one field in."""
        if len(self.lists) >= FIELDS_LIMIT:
            raise TooLarge
        self.fields[name] = value
        self.lists.setdefault(name, []).append(value)


async def read_form(request: web.Request, max_file: int = 0) -> Form:
    """Return the form of a POST, files of at most `max_file` bytes each; checks its CSRF token.

    A larger file comes back empty and marked `too_large`, so that the other fields are kept.
    """
    with well_formed():
        if request.content_type.startswith("multipart/"):
            return await _read_multipart(request, max_file)
        form = Form()
        for name, value in (await request.post()).items():
            form.add(name, str(value))
        return form


async def _read_multipart(request: web.Request, max_file: int) -> Form:
    form = Form()
    # The guard against forged requests read up to the token already.
    reader, fields = request.get(MULTIPART) or (await request.multipart(), [])
    for name, value in fields:
        form.add(name, value)
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise TooLarge
        if part.filename is None:
            form.add(
                part.name, (await _read_part(part, FIELD_LIMIT)).content.decode(errors="replace")
            )
            continue
        file = await _read_part(part, max_file)
        if file.content or file.too_large:
            form.files[part.name] = file
    if csrf.is_needed(request):
        csrf.check_token(request, form[csrf.FIELD])
    return form


async def _read_part(part: BodyPartReader, limit: int) -> File:
    content = bytearray()
    size = 0
    while chunk := await part.read_chunk(64 * 1024):
        size += len(chunk)
        if size > limit * DRAIN_FACTOR + FIELD_LIMIT:
            raise TooLarge
        if size <= limit:
            content += chunk
    if size > limit:
        return File(part.filename or "", b"", too_large=True)
    return File(part.filename or "", bytes(content))


def only(fields: Mapping[str, str], *names: str) -> dict[str, str]:
    """Return the named fields, missing ones as empty text."""
    return {name: fields.get(name, "").strip() for name in names}
