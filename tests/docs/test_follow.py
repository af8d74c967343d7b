"""Each page that shows a lab's answers is followed to its end: its commands run, and answer what the page says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tests.docs.blocks import lab_of, pages
from tests.docs.follow import chosen, follow, said

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.lab import Lab

SAMPLE = ROOT / "docs" / "tutorial" / "student.es.md"  # in every run of the suite; the others in `./dev proofs`
FOLLOWED = [page for page in pages() if lab_of(page) is not None and page != SAMPLE]


def test_the_first_tutorial_is_followed_to_its_end(lab: Lab, tmp_path: Path) -> None:
    assert_followed(SAMPLE, lab, tmp_path)


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_is_followed_to_its_end(lab: Lab, tmp_path: Path, page: Path) -> None:
    assert_followed(page, lab, tmp_path)


def assert_followed(page: Path, lab: Lab, tmp_path: Path) -> None:
    reader = follow(page, lab, tmp_path)
    assert reader.mismatches == []
    minutes = re.search(r"\*\*(?:diez minutos|ten minutes)\*\*", page.read_text(encoding="utf-8"))
    assert page.parent.name != "tutorial" or minutes, "a tutorial says how long it takes"
    assert reader.seconds < 300, "half of the ten minutes are for reading"


def test_every_tutorial_is_in_both_languages() -> None:
    tutorials = sorted(path.name for path in (ROOT / "docs" / "tutorial").glob("*.md"))
    english = [name for name in tutorials if not name.endswith(".es.md")]
    assert len(english) >= 4
    assert {name.replace(".md", ".es.md") for name in english} | {*english} == {*tutorials}


@pytest.mark.parametrize(
    ("page", "seen", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a", "a\nb\n", False),
        ("a\n…", "a\nb\n", True),
        ("…\nb", "a\nb\n", True),
        ("a\n…\nc\n…", "a\nb\nc\nd\n", True),
        ("a\n…\nb\n…\nc", "a\nc\nb\n", False),
        ("…\na", "a\nb\n", False),
        ("x\n…", "a\nb\n", False),
        ("Nota 5,89 / 10", "Nota 5,88 / 10\n", False),
        ("26/11/2026 21:02 UTC · 1,7 s", "01/12/2027 09:15 UTC · 12,0 s\n", True),
        ("reports/20261126-210238-vm:", "reports/20271201-091500-vm:\n", True),
    ],
)
def test_an_answer_is_the_page_s_but_for_what_differs_from_run_to_run(page: str, seen: str, same: bool) -> None:
    assert said(page, seen) is same


def test_lines_are_chosen_with_a_mark_where_some_are_left_out() -> None:
    assert chosen("1-2,-1", "a\nb\nc\nd\n") == ["a", "b", "…", "d"]
    assert chosen("2-3", "a\nb\nc\nd\n") == ["…", "b", "c", "…"]
