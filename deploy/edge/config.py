"""The edge's configuration: which prefix belongs to which service, rendered for nginx."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).resolve().parent
PAGES = FOLDER / "pages"
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "registration": ("beranda", "permohonan", "cek", "bukti", "konsultasi", "konsultasi-masuk"),
    "verification": ("verifikasi", "buku-registrasi"),
    "reporting": ("rekap", "dasbor", "statistik"),
    "notifier": ("pemberitahuan", "pesan", "integrasi"),
}
"""The first word of a path and its owner; identity owns the rest, so it answers the unknown."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the edge listens, finds the services and keeps its files."""

    listen: str
    services: Mapping[str, str]
    """Service name to host:port of its web process."""
    ready: str
    assets: str
    state: str
    """Folder for the pid and temporary files."""
    pages: str = str(PAGES)
    access_log: str = "/dev/stdout"
    user: str = ""
    resolver: str = ""
    """Name server to ask again when an address changes; empty where addresses are fixed."""
    workers: int = 1


def render(edge: Edge) -> str:
    """Return nginx's configuration."""
    jinja = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  nginx's language, not HTML; every value is ours
    )
    template = jinja.get_template("nginx.conf")
    return template.render(edge=edge, owners=_owners(), style=style_hash())


def style_hash() -> str:
    """Return the CSP source of the inline style that the edge's own pages share."""
    text = (PAGES / "unavailable.html").read_text()
    style = text.split("<style>", 1)[1].split("</style>", 1)[0]
    return f"sha256-{base64.b64encode(sha256(style.encode()).digest()).decode()}"


def _owners() -> dict[str, str]:
    api = {"identity": "api/v1/identity"}
    patterns = {service: "|".join(words) for service, words in PREFIXES.items()}
    return api | {service: f"{pattern}|api/v1/{service}" for service, pattern in patterns.items()}


def in_containers() -> Edge:
    """Return the edge of the containers, which find each other by name."""
    services = {service: f"{service}-web:8000" for service in ("identity", *PREFIXES)}
    return Edge(
        listen="8080",
        services=services,
        ready="ready:8000",
        assets="/usr/share/nginx/assets",
        pages="/usr/share/nginx/pages",
        state="/tmp",  # noqa: S108
        resolver="127.0.0.11",
        workers=2,
    )


if __name__ == "__main__":
    print(render(in_containers()))
