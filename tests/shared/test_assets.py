"""What templates use is in what the build makes, and what it makes stays small."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared import kata
from shared.web.assets import Assets, AssetsNotBuilt

ROOT = Path(__file__).resolve().parents[2]
FIRST_VISIT = 45 * 1024
# A page packed; the rest of the budget is for styles, scripts and the mark.
PAGE = 8 * 1024
OWN_SCRIPT = 4 * 1024
SCRIPTS = 20 * 1024
# Classes that only hold a place for scripts or for the layout of a block that may stay empty.
UNSTYLED = {"np-meja", "np-kartu-rapat"}

CLASS = re.compile(r"""\bclass=("[^"]*"|'[^']*')""")
JINJA = re.compile(r"{%.*?%}|{#.*?#}", re.S)
EXPRESSION = re.compile(r"{{.*?}}", re.S)
LITERAL = re.compile(r"""["']((?:np-|btn)[\w -]*)["']""")
NOT_CLASS = re.compile(r"""\b(?:id|for|aria-[a-z]+)=("[^"]*"|'[^']*')""")
ICON = re.compile(r"""\bicon\(\s*["']([\w-]+)["']""")
NAMED_ICON = re.compile(r"""\bikon\s*[=:]\s*["']([\w-]+)["']|["']ikon["']\s*:\s*["']([\w-]+)["']""")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    if not (ROOT / "node_modules").is_dir() or not shutil.which("node"):
        pytest.skip("needs node and `npm ci`")
    environment = {**os.environ, "BUILD_DIR": str(folder)}
    command = ["node", "assets/build.mjs"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def templates() -> list[Path]:
    found = [
        *ROOT.glob("services/**/templates/**/*.html"),
        *ROOT.glob("shared/**/templates/**/*.html"),
    ]
    # Mails bring their own few styles.
    return sorted(path for path in found if "surat" not in path.parts)


def classes_in(text: str) -> set[str]:
    text = re.sub(r"{#.*?#}", "", text, flags=re.S)
    unnamed = NOT_CLASS.sub("", text)
    names = {name for literal in LITERAL.findall(unnamed) for name in literal.split()}
    for quoted in CLASS.findall(text):
        # What an expression is glued to is completed at run time; the literals above hold it.
        glued = EXPRESSION.sub("\0", JINJA.sub(" ", quoted[1:-1]))
        names |= {name for name in glued.split() if "\0" not in name}
    return {name for name in names if not name.endswith("-")}


def styled(built: Path) -> set[str]:
    [sheet] = (built / "assets").glob("app-*.css")
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", sheet.read_text()))


def test_every_class_that_a_template_uses_is_in_the_style_sheet(built: Path) -> None:
    known = styled(built) | UNSTYLED
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in templates()
        for name in classes_in(path.read_text())
        if name not in known
    }
    assert not missing


def test_every_icon_that_a_template_uses_is_built(built: Path) -> None:
    icons = json.loads((built / "assets/icons.json").read_text())
    used = {
        (str(path.relative_to(ROOT)), name)
        for path in templates()
        for match in (*ICON.finditer(path.read_text()), *NAMED_ICON.finditer(path.read_text()))
        for name in match.groups()
        if name
    }
    assert used
    assert not {(path, name) for path, name in used if name not in icons}


def test_the_first_visit_fits_the_budget(built: Path) -> None:
    files = [path for path in (built / "assets").iterdir() if path.suffix == ".gz"]
    assert sum(path.stat().st_size for path in files) + PAGE <= FIRST_VISIT


def test_our_script_is_small(built: Path) -> None:
    [script] = (built / "assets").glob("app-*.js.gz")
    assert script.stat().st_size <= OWN_SCRIPT
    every = (built / "assets").glob("*.js.gz")
    assert sum(each.stat().st_size for each in every) <= SCRIPTS


def test_packed_siblings_hold_the_same_bytes(built: Path) -> None:
    manifest = json.loads((built / "assets/manifest.json").read_text())
    assert set(manifest) == {"app.css", "app.js", "htmx.js", "merek.svg"}
    for file in manifest.values():
        plain = built / "assets" / file
        assert gzip.decompress(plain.with_name(f"{file}.gz").read_bytes()) == plain.read_bytes()


def test_area_lists_are_laid_out(built: Path) -> None:
    for name, rows in {
        "provinces": 38,
        "regencies": 514,
        "districts": 7_285,
        "villages": 83_762,
    }.items():
        text = (built / "wilayah" / f"{name}.csv").read_text()
        assert len(text.splitlines()) == rows + 1, name
    assert (built / "wilayah/LICENSE.md").is_file()


def test_tokens_are_plain_hex_and_the_same_in_both_themes() -> None:
    tokens = json.loads((ROOT / "assets/tokens.json").read_text())
    assert tokens["light"].keys() == tokens["dark"].keys()
    for theme, values in tokens.items():
        for name, value in values.items():
            assert name == "color-scheme" or re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", value), (
                theme,
                name,
            )


def test_no_template_carries_inline_style_or_script() -> None:
    for path in templates():
        text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), path


def test_assets_name_hashed_files_and_draw_icons(built: Path) -> None:
    assets = Assets(built)
    assert re.fullmatch(r"/assets/app-[0-9a-f]{10}\.css", assets.asset("app.css"))
    assert 'aria-hidden="true"' in assets.icon("clock")
    assert 'aria-label="&lt;jam&gt;"' in assets.icon("clock", "<jam>")
    with pytest.raises(KeyError, match=r"icons\.txt"):
        assets.icon("no-such-icon")
    with pytest.raises(KeyError, match=r"app\.css"):
        assets.asset("nothing.css")


@pytest.mark.parametrize(
    ("macro", "words"), [("status_permohonan", kata.STATUS), ("status_akun", kata.STATUS_AKUN)]
)
def test_every_status_has_its_badge(built: Path, macro: str, words: Mapping[str, str]) -> None:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "shared/web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(icon=Assets(built).icon, say=str, asset=Assets(built).asset)
    page = environment.from_string(
        "{% import 'komponen.html' as k with context %}{{ k[macro](kode) }}"
    )
    for kode, word in words.items():
        drawn = page.render(macro=macro, kode=kode, bahasa="id")
        assert word in drawn
        assert "<svg" in drawn


def test_missing_build_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="npm run build"):
        Assets(tmp_path).asset("app.css")
