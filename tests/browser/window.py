"""Pages as a person has them before them: opened from a file, without a network, light or dark, wide or narrow."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Request

PHONE = (360, 740)
DESK = (1280, 800)
MOST_SHOWN = 5
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"
RUN_AXE = """options => axe.run({resultTypes: ['violations'], ...options}).then(found => found.violations.flatMap(
    one => one.nodes.map(node => `${one.id}: ${one.help}: ${node.target.join(' ')}: ${node.failureSummary}`)))"""


@dataclass
class Window:
    """Opens pages, and keeps what went wrong in them. `said`: errors and warnings of the console and of scripts;
    `asked`: addresses asked for beside the pages themselves."""

    browser: Browser
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        path: Path,
        fragment: str = "",
        *,
        dark: bool = False,
        size: tuple[int, int] = DESK,
        script: bool = True,
    ) -> Page:
        """A page from a file. `size`: width and height in CSS pixels; `script`: whether the browser runs any."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
            offline=True,
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: self.said.append(f"{one.type}: {one.text}") if one.type != "log" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._noted)
        page.goto(path.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    def _noted(self, request: Request) -> None:
        if not request.is_navigation_request():
            self.asked.append(request.url)

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()


def axe(page: Page, *, folded: bool = False) -> None:
    """Fail where axe-core finds anything, in light and dark. Folds are opened first unless they stay `folded`."""
    if not folded:
        page.evaluate(UNFOLD)
    page.evaluate(_axe())
    page.emulate_media(color_scheme="light")
    found: list[str] = page.evaluate(RUN_AXE, {})
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in page.evaluate(RUN_AXE, {"runOnly": ["color-contrast"]})]  # the rest is the same
    assert not found, f"{len(found)} violations\n" + "\n".join(found[:MOST_SHOWN])


def sideways(page: Page) -> int:
    """The pixels by which the page is wider than the window."""
    return int(page.evaluate(SIDEWAYS))


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
