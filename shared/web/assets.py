"""Give templates the built files: hashed addresses and inlined icons."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import orjson
from markupsafe import Markup

_FRAME = (
    '<svg class="np-ikon" width="20" height="20" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
)
_DECORATION = Markup(_FRAME + 'aria-hidden="true" focusable="false">{}</svg>')  # noqa: S704
_PICTURE = Markup(_FRAME + 'role="img" aria-label="{}">{}</svg>')  # noqa: S704


class AssetsNotBuilt(RuntimeError):
    """The built files are missing: run `npm ci` and `npm run build`."""


class Assets:
    """What `npm run build` left in `build_dir`; read at first use, then kept."""

    def __init__(self, build_dir: Path | str) -> None:
        self._folder = Path(build_dir) / "assets"

    def asset(self, name: str) -> str:
        """Return the address of a built file by its plain name, for example `app.css`."""
        try:
            return f"/assets/{self._manifest[name]}"
        except KeyError:
            raise KeyError(f"no built file {name!r}; there are {sorted(self._manifest)}") from None

    def icon(self, name: str, label: str | None = None) -> Markup:
        """Return an icon as inline svg; without a label it is decoration no reader announces."""
        try:
            inner = Markup(self._icons[name])  # noqa: S704
        except KeyError:
            raise KeyError(f"no icon {name!r}: add it to assets/icons.txt and build") from None
        return _PICTURE.format(label, inner) if label else _DECORATION.format(inner)

    @cached_property
    def _manifest(self) -> dict[str, str]:
        return self._read("manifest.json")

    @cached_property
    def _icons(self) -> dict[str, str]:
        return self._read("icons.json")

    def _read(self, file: str) -> dict[str, str]:
        try:
            found: dict[str, str] = orjson.loads((self._folder / file).read_bytes())
        except FileNotFoundError:
            path = self._folder / file
            raise AssetsNotBuilt(f"{path} is missing: run `npm ci` and `npm run build`") from None
        return found
