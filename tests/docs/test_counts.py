"""Numbers in texts are counted here: of checks, steps, mistakes, sound ways, findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.lab import extension
from perito.lab.library import shipped
from perito.practice import locate, rubric
from tests.cli.running import ROOT
from tests.docs.blocks import lab_of, pages

if TYPE_CHECKING:
    from pathlib import Path

NOUNS = {
    "checks": ("checks", "comprobaciones"),
    "steps": ("steps", "pasos"),
    "faults": ("mistakes", "faults", "fallos", "errores"),
    "sound": ("sound ways", "sound variants", "variants", "variantes"),
    "findings": ("findings", "hallazgos"),
}
SMALL = 30  # of fewer checks or mistakes than this a text says which


def counted() -> dict[str, set[int]]:
    """The true numbers."""
    rules = rubric.load(locate.find().rubric)
    library = extension.catalogue()
    broken = {name for name, one in library.items() if one.findings}
    return {
        "checks": {len(rules.checks)},
        "steps": {len(rules.steps)},
        "faults": {len(shipped().faults), len(broken), len(shipped().faults) + len(broken)},
        "sound": {len(shipped().variants), len(library) - len(broken)},
        "findings": {len(rules.words.everything())},
    }


def told(text: str) -> list[tuple[str, int, str]]:
    """What is counted in a text, the number, and the words."""
    found = []
    for kind, nouns in NOUNS.items():
        for match in re.finditer(rf"(?<![\d.,])(\d+) (?:{'|'.join(nouns)})\b", text):
            found.append((kind, int(match[1]), match[0]))
    return found


@pytest.mark.parametrize("page", [*pages(), ROOT / "pyproject.toml"], ids=lambda page: str(page.relative_to(ROOT)))
def test_numbers_are_true(page: Path) -> None:
    if lab_of(page) is not None:
        return  # its answers are Perito's own: tests/docs/test_follow.py
    true = counted()
    wrong = [
        words
        for kind, number, words in told(page.read_text(encoding="utf-8"))
        if number >= SMALL and number not in true[kind]
    ]
    assert wrong == [], true


def test_a_number_that_is_not_true_would_be_found() -> None:
    assert told("it has 82 checks and 3 pasos, 1.82 checks") == [("checks", 82, "82 checks"), ("steps", 3, "3 pasos")]
    assert 82 not in counted()["checks"]
