"""The page of one server in a browser: sound to axe-core in light and dark, and as narrow as a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.classroom.worker import PAGE
from tests.browser.window import PHONE, axe, sideways
from tests.classroom.recorded_class import graded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.window import Window


@pytest.mark.parametrize(("server", "folded"), [("dangling-link", False), ("not-enabled", True), ("sound", True)])
def test_axe_finds_nothing_and_on_a_telephone_nothing_is_beside_the_screen(
    server: str, folded: bool, tmp_path: Path, window: Window
) -> None:
    path = tmp_path / PAGE
    path.write_bytes(graded(server)[1][PAGE])
    page = window.open(path, size=PHONE)
    assert sideways(page) == 0
    page.set_viewport_size({"width": 1280, "height": 800})
    axe(page, folded=folded)
