"""The text of a letter, from its folder of templates, and its form as an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.notifier.surat.models import Pesan
from services.notifier.surat.qr import qr_table
from shared import clock, kata

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Naskah:
    """A letter's words."""

    subjek: str
    teks: str
    html: str
    bahasa: str


@cache
def environment() -> Environment:
    """Return the environment of letters."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["tanggal"] = kata.tanggal_panjang
    environment.filters["sebaris"] = on_one_line
    environment.filters["qr"] = qr_table
    environment.filters["lipat"] = fold
    return environment


def on_one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, so that it stays one line."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def write(pesan: Pesan, bahasa: str, values: Mapping[str, object]) -> Naskah:
    """Return the words of `pesan`; raises UndefinedError when a value is missing."""
    suffix = "" if bahasa == "id" else f".{bahasa}"
    subjek, teks, html = (
        environment()
        .get_template(f"{pesan}/{name}{suffix}.{ending}")
        .render(values, bahasa=bahasa, pesan=str(pesan))
        for name, ending in (("subjek", "txt"), ("isi", "txt"), ("isi", "html"))
    )
    return Naskah(on_one_line(subjek), teks.strip() + "\n", html, bahasa)


def fold(text: str) -> str:
    """Return `text` with long lines broken."""
    lines = (textwrap.wrap(line, 75, break_long_words=False) or [""] for line in text.splitlines())
    return "\n".join(part for parts in lines for part in parts)


def write_own(
    subjek: str, bagian: Sequence[tuple[str, str]], bahasa: str, values: Mapping[str, object]
) -> Naskah:
    """Return words that somebody wrote, in our frame; `bagian` are paragraphs and a button."""
    suffix = "" if bahasa == "id" else f".{bahasa}"
    teks, html = (
        environment()
        .get_template(f"_bebas{suffix}.{ending}")
        .render(values, bahasa=bahasa, pesan="", bagian=bagian)
        for ending in ("txt", "html")
    )
    return Naskah(on_one_line(subjek), teks.strip() + "\n", html, bahasa)


def to_message(
    naskah: Naskah, surat_id: UUID, pengirim: str, penerima: str, balas_ke: str
) -> EmailMessage:
    """Return the letter as an e-mail whose Message-ID is always the same for `surat_id`.

    Raises ValueError when an address would not fit into a header.
    """
    domain = parseaddr(pengirim)[1].rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = pengirim
    message["To"] = _address(penerima)
    message["Subject"] = naskah.subjek
    message["Message-ID"] = f"<{surat_id}@{domain}>"
    message["Date"] = format_datetime(clock.now())
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"Penduduk Nonpermanen <pesan.{domain}>"
    if balas_ke:
        message["Reply-To"] = _address(balas_ke)
    message.set_content(naskah.teks, cte="quoted-printable")
    message.add_alternative(naskah.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = naskah.bahasa
    return message


def _address(spec: str) -> Address:
    try:
        return Address(addr_spec=spec)
    except (MessageError, ValueError, IndexError):
        # Never the address itself: reasons are logged.
        raise ValueError("not one address") from None
