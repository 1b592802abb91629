"""nginx accepts what we render, and its own pages keep their promises."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

from deploy.edge.config import PAGES, PREFIXES, Edge, render, style_hash
from deploy.local.edge import edge_command
from deploy.local.settings import SERVICES, Settings

EDGE = Edge(
    listen="127.0.0.1:9",
    services=dict.fromkeys(SERVICES, "127.0.0.1:9"),
    ready="127.0.0.1:9",
    assets="/assets",
    state="/state",
)


def test_nginx_accepts_the_configuration(settings: Settings) -> None:
    command = edge_command(settings)
    tried = subprocess.run([*command.argv, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


def test_every_prefix_has_one_owner() -> None:
    words = [word for owned in PREFIXES.values() for word in owned]
    assert len(words) == len(set(words))
    assert set(PREFIXES) | {"identity"} == set(SERVICES)


def test_addresses_are_asked_again_only_where_they_change() -> None:
    assert " resolve" not in render(EDGE)
    assert " resolve" in render(replace(EDGE, resolver="127.0.0.11"))


def test_the_style_of_the_edges_pages_is_the_one_its_policy_allows() -> None:
    styles = {re.findall(r"<style>.*?</style>", page.read_text(), re.S)[0] for page in _pages()}
    assert len(styles) == 1
    assert style_hash() in render(EDGE)


def test_the_edges_pages_ask_nobody_for_anything() -> None:
    for page in _pages():
        text = page.read_text()
        assert '<html lang="id">' in text
        assert not re.findall(r"<script|<img|<link|url\(|https?://|style=", text), page.name


def _pages() -> list[Path]:
    return sorted(PAGES.glob("*.html"))
