"""Checks that their own code leaves out, by a mark or with their whole module: nobody would get their points."""

from __future__ import annotations

import linecache
import re
from typing import TYPE_CHECKING

import pytest
from _pytest.skipping import evaluate_skip_marks

from perito.practice.marked import last_line
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = re.compile(r"\s*@.*\bskip(?:if)?\b")
OF_MODULE = re.compile(r"pytestmark\b")
DEFINITION = re.compile(r"\s*(?:async\s+def|def|class)\b")


def of_test(item: pytest.Item, check: str) -> Iterator[str]:
    """One line for the check of a test that a mark leaves out here: its own, its class's or its module's."""
    try:
        skipped = evaluate_skip_marks(item)
    except (pytest.fail.Exception, TypeError) as error:  # a condition that nobody can evaluate
        yield f"{item.path}:{_line(item)}:1: {last_line(str(error))}"
    else:
        if skipped is not None:
            yield f"{item.path}:{_line(item)}:1: {told([check], skipped.reason)}"


def told(checks: Sequence[str], reason: str) -> str:
    """The checks that are left out, and why."""
    return _("{checks}: skipped, so nobody gets the points: {reason}").format(checks=", ".join(checks), reason=reason)


def _line(item: pytest.Item) -> int:
    """The line of the mark: above the test, above its class, or the module's; the test's where none is seen."""
    lines = linecache.getlines(str(item.path))
    first: int = item.function.__code__.co_firstlineno if hasattr(item, "function") else (item.location[1] or 0) + 1
    above = range(first - 1, len(lines))
    own = next((n for n in above if MARK.match(lines[n]) or DEFINITION.match(lines[n])), first - 1)
    if MARK.match(lines[own]):
        return own + 1
    others = (n for n in range(first - 1, -1, -1) if MARK.match(lines[n]) or OF_MODULE.match(lines[n]))
    return next(others, first - 1) + 1
