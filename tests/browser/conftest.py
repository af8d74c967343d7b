"""One browser for all tests of this folder that a process runs, and a window for each."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# --no-sandbox: root has no other way; nothing but our own pages is ever opened.
FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Not for the whole session: Playwright's event loop counts as running as long as it is open."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Opens pages; afterwards none may have said anything on the console, nor asked for another file."""
    found = Window(browser)
    yield found
    found.close()
    assert found.said == []
    assert found.asked == []
