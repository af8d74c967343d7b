"""Ten seconds: the first screen of the page says the grade, where the chain is broken, why, and the command to see it.

The terminal's last screen is held for every recording: tests/recorded/screen.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from perito.report import html
from perito.report.chain import chains
from perito.report.view import View
from tests.live.grading import of_session
from tests.recorded import store
from tests.recorded.screen import assert_told_on_the_last_screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.window import Window

FIRST = (800, 600)
BROKEN = (
    "application-500", "application-raises", "directory-mode-755", "firewall-rejects-web", "flask-not-in-virtualenv",
    "gunicorn-stopped", "map-to-another-socket", "names-misspelt", "nginx-stopped", "site-brace", "site-link-dangling",
    "wsgi-missing",
    # What their findings, hints or commands say is long.
    "application-named-flask", "site-proxy-pass-port", "site-socket-zero-width",
    "unit-exec-start-and", "unit-exec-start-source", "virtualenv-renamed",
)  # fmt: skip
# What of the page must stand in its first screen, by its selector.
HELD = (".score .grade", ".chain .broken .what", "#k-1 h3", "#k-1 .finding", "#k-1 .look code")
PLACES = """selectors => selectors.map(one => {
    const found = document.querySelector(one)?.getBoundingClientRect()
    return found && found.height ? [found.top, found.bottom, found.left, found.right] : null
})"""

# Links whose names are not whole where they are two.
CUT = """[...document.querySelectorAll(".chain code")].filter(one => one.textContent.includes("≠") && (
    one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 1)).map(one => one.textContent)"""


@pytest.fixture(scope="module")
def recordings() -> dict[str, bytes]:
    """The library's, by their names."""
    return store.library()


@pytest.mark.parametrize("name", BROKEN)
def test_grade_break_cause_and_command_are_on_the_first_screen(
    name: str, recordings: dict[str, bytes], tmp_path: Path, window: Window
) -> None:
    recording = tmp_path / f"{name}{store.SUFFIX}"
    recording.write_bytes(recordings[name])
    session = Session.replay(recording)
    result = of_session(session)
    assert_told_on_the_last_screen(result)
    (chain,) = chains(View(result))
    assert chain.broken is not None
    page_file = tmp_path / "report.html"
    page_file.write_text(html.render(result, session.evidence), encoding="utf-8")
    page = window.open(page_file, size=FIRST)
    places = dict(zip(HELD, page.evaluate(PLACES, list(HELD)), strict=True))
    outside = {
        one: at for one, at in places.items() if at is None or min(at) < 0 or at[1] > FIRST[1] or at[3] > FIRST[0]
    }
    assert outside == {}
    assert page.locator(".chain .broken .what").inner_text() == chain.broken.title
    assert page.evaluate(CUT) == []
