"""Pages: templates of the service's rooms on the shared layouts, and redirects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from shared import kata
from shared.web import csrf, language
from shared.web.assets import Assets
from shared.web.keys import CSRF_SECRET, PAGES, SETTINGS, principal_or_none

THEMES = ("light", "dark")
TEMPLATES = Path(__file__).parent / "templates"


def _rooms(package_folder: Path) -> dict[str, FileSystemLoader]:
    folders = sorted(package_folder.glob("*/templates"))
    return {folder.parent.name: FileSystemLoader(folder) for folder in folders}


class Pages:
    """The template environment of one service; a room's template is `room/name.html`."""

    def __init__(self, package_folder: Path, build_dir: Path) -> None:
        loader = ChoiceLoader([PrefixLoader(_rooms(package_folder)), FileSystemLoader(TEMPLATES)])
        self.environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        assets = Assets(build_dir)
        self.environment.install_gettext_callables(  # type: ignore[attr-defined]
            language.gettext, language.ngettext, newstyle=True
        )
        self.environment.globals.update(
            asset=assets.asset, icon=assets.icon, csrf=_csrf_field, angka=kata.angka,
            tanggal=kata.tanggal, tanggal_pendek=kata.tanggal_pendek, waktu=kata.waktu,
            ukuran_berkas=kata.ukuran_berkas,
            tanggal_panjang=kata.tanggal_panjang, tanggal_waktu=kata.tanggal_waktu,
            say=language.say,
        )  # fmt: skip


@pass_context
def _csrf_field(context: Context) -> Markup:
    value = csrf.token(context["request"][CSRF_SECRET])
    return Markup('<input type="hidden" name="{}" value="{}">').format(csrf.FIELD, value)


def theme_of(request: web.Request) -> str:
    """Return "light", "dark" or "" (as the device does)."""
    chosen = request.cookies.get("tema", "")
    return chosen if chosen in THEMES else ""


def render(
    request: web.Request, template: str, *, status: int = 200, **context: Any
) -> web.Response:
    """Return the page `template` with `context`, the session, language and theme."""
    hint = request.headers.get("Sec-CH-Prefers-Color-Scheme", "").strip('"')
    context.setdefault("galat", {})
    context.setdefault("isian", {})
    text = request.app[PAGES].environment.get_template(template).render(
        request=request, path=request.path, path_qs=request.path_qs,
        sesi=principal_or_none(request),
        bahasa=language.current.get(), tema=theme_of(request) or hint,
        tema_pilihan=theme_of(request), environment=request.app[SETTINGS].environment, **context,
    )  # fmt: skip
    return web.Response(text=text, status=status, content_type="text/html")


def see_other(location: str) -> web.Response:
    """Lead on to `location` after a POST (303)."""
    return web.Response(status=303, headers={"Location": location})


def safe_return(path: str, otherwise: str) -> str:
    """Return `path` if it is a path of this site, else `otherwise` (no open redirect)."""
    # Browsers leave out tabs and line ends and take a backslash for a slash: `/\t/site` leads away.
    odd = "\\" in path or any(ord(letter) < 33 or ord(letter) == 127 for letter in path)
    return path if path.startswith("/") and not path.startswith("//") and not odd else otherwise
