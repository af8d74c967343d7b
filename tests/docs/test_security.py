"""The threat model: each promise names its test, and the tests are there, in both languages the same."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import ROOT

HEADINGS = {"security.md": "## What is promised", "security.es.md": "## Qué se promete"}


def promises(page: str) -> list[tuple[str, list[str]]]:
    """Each promise of a page, and the tests it names."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    table = text.partition(f"{HEADINGS[page]}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [(row[0], re.findall(r"`(tests/[\w/.]+)`", row[-1])) for row in rows[2:]]


@pytest.mark.parametrize("page", HEADINGS)
def test_each_promise_has_a_test_that_is_there(page: str) -> None:
    found = promises(page)
    assert len(found) > 10
    lost = {promise: tests for promise, tests in found if not tests or not all((ROOT / one).exists() for one in tests)}
    assert not lost


def test_both_languages_name_the_same_tests() -> None:
    english, spanish = ([tests for _promise, tests in promises(page)] for page in HEADINGS)
    assert english == spanish
