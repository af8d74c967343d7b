"""The pictures of docs/screens: those that `./dev screens` makes, each on a page, and made of what is shown now."""

from __future__ import annotations

import re
import shutil

import pytest

from scripts import screens

DOCS = screens.ROOT / "docs"


def test_there_is_every_picture_and_no_other_and_the_gallery_shows_them() -> None:
    made = {f"{one.name}.svg" for one in screens.TERMINALS} | {f"{one.name}.png" for one in screens.PAGES}
    assert {path.name for path in screens.SCREENS.iterdir()} == made
    for page in ("gallery.md", "gallery.es.md"):
        shown = set(re.findall(r"\(screens/([\w.-]+)\)", (DOCS / page).read_text(encoding="utf-8")))
        assert shown == made, page


def test_they_stay_small() -> None:
    assert sum(path.stat().st_size for path in screens.SCREENS.iterdir()) < 700_000


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed here")
def test_a_terminal_is_drawn_as_it_is_shown() -> None:
    ((name, text),) = screens.terminals({"terminal-sound"})
    assert name == "terminal-sound.svg"
    for words in ("10,00", "Nota", "Acceso"):
        assert words in re.sub(r"&#160;", " ", text)
