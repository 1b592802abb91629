"""What every page must be: axe finds nothing, nothing overflows, no error, all headers."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, ConsoleMessage, Error, Page, Response

from shared.web.middlewares import HEADERS
from tests.house.tree import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without a theme of its own the DOM is the same: dark can only differ in colour.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
EVERYTHING = {"type": "tag", "values": TAGS}
RUN = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  return found.violations.map(
    (rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""
THEME = """(theme) => {
  const root = document.documentElement, before = root.getAttribute("data-bs-theme");
  if (theme) root.setAttribute("data-bs-theme", theme); else root.removeAttribute("data-bs-theme");
  return before;
}"""
WIDER = """() => {
  const bar = document.querySelector(".np-tab"), foot = document.querySelector("footer");
  if (bar && foot && getComputedStyle(bar).position === "fixed" &&
      foot.getBoundingClientRect().bottom + scrollY + bar.offsetHeight >
      document.documentElement.scrollHeight + 1) return "the tab bar covers the footer";
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return "";
  const wide = [...document.body.querySelectorAll("*")].filter(
    (each) => each.getBoundingClientRect().right > room + 1);
  return `${document.documentElement.scrollWidth} px wide: ` + wide.slice(0, 4).map(
    (each) => `${each.tagName.toLowerCase()}.${each.className}`).join(", ");
}"""
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place).join(", ");
}"""
# `make journeys` judges every page in both themes at both widths; `make test` each once.
IS_WHOLE = os.environ.get("EYE") == "whole"
HEIGHT = 900
Look = Callable[[Page, str], Awaitable[None]]
Open = Callable[..., Awaitable[Page]]
PHONE, NARROWEST, DESKTOP = 390, 320, 1280
REFUSED = re.compile(r"status of (404|409|410|422)\b")
# A file of the edge is no page; of those it kept, Chromium does not tell the HSTS line.
OF_ASSETS = {
    "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
    "Cross-Origin-Resource-Policy",
}  # fmt: skip


class Eye:
    """Collects everything that is wrong on the pages it is shown, and takes pictures on demand."""

    def __init__(self, pictures: Path | None = None) -> None:
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self._pictures = pictures

    def watch(self, context: BrowserContext) -> None:
        """Note each console error, page error, failed answer and missing header from now on."""
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        context.on("response", self._answered)

    async def look(self, page: Page, name: str) -> None:
        """Judge the page as it stands: two themes, three widths."""
        self.seen.add(name)
        before = page.viewport_size or {"width": DESKTOP, "height": HEIGHT}
        if not await page.evaluate("() => 'axe' in window"):
            await page.evaluate(AXE)
        if twice := await page.evaluate(TWICE):
            self.wrong.append(f"{name}: ids that stand twice: {twice}")
        own = await page.evaluate(THEME, "light")
        for width in (NARROWEST, PHONE, DESKTOP):
            await page.set_viewport_size({"width": width, "height": HEIGHT})
            if wider := await page.evaluate(WIDER):
                self.wrong.append(f"{name} at {width}: {wider}")
            if width != NARROWEST:
                await self._judge(page, name, width)
        await page.evaluate(THEME, own)
        await page.set_viewport_size(before)

    def check(self) -> None:
        """Raise AssertionError with all that was wrong."""
        assert not self.wrong, "\n".join(self.wrong)

    async def _judge(self, page: Page, name: str, width: int) -> None:
        light, dark = ("light", EVERYTHING), ("dark", COLOURS)
        for theme, only in (light, dark) if IS_WHOLE else (light,) if width == PHONE else (dark,):
            await page.evaluate(THEME, theme)
            found: list[str] = await page.evaluate(RUN, only)
            self.wrong += [f"{name} at {width} {theme}: {rule}" for rule in found]
            if self._pictures:
                await self._keep(page, f"{name}-{width}-{theme}")
        await page.evaluate(THEME, "light")

    async def _keep(self, page: Page, name: str) -> None:
        # Bars that stick and panes as high as the screen look broken in a longer picture.
        size: Any = page.viewport_size
        height = await page.evaluate("() => document.documentElement.scrollHeight")
        await page.set_viewport_size({"width": size["width"], "height": max(height, HEIGHT)})
        await page.screenshot(path=f"{self._pictures}/{name}.png")
        await page.set_viewport_size(size)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.search(message.text):
            self.wrong.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if not response.url.startswith("http"):
            return
        is_kept = "/assets/" in response.url or "/instansi/logo/" in response.url
        wanted = OF_ASSETS if is_kept else set(HEADERS)
        try:
            missing = {name for name in wanted if name.lower() not in response.headers}
        except Error:
            return
        if missing:
            self.wrong.append(f"headers: {response.url} lacks {sorted(missing)}")
        if response.status >= 500:
            self.wrong.append(f"answer: {response.url} {response.status}")
