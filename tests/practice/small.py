"""A practice of two checks of the plainest kind, written where a test wants it."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
schema: perito/rubric/1
practice: small
title: {es: Pequeña, en: Small}
"""
STEPS = """\
steps:
  one:
    title: {es: Uno, en: One}
    checks:
      one.a: {points: 6, title: {es: A, en: The first}}
      one.b: {points: 4, requires: [one.a], title: {es: B, en: The second}}
"""
CHECKS = """\
from perito import check, expect


@check("one.a")
def test_a(host):
    expect(host.user().name).to_equal("root")


@check("one.b")
def test_b(host):
    expect(host.file("/etc/passwd").exists).to_equal(True)
"""


def practice(place: Path, *, head: str = HEAD, more: str = "", steps: str = STEPS, checks: str = CHECKS) -> Path:
    """A practice in a directory; `more`: lines at the end of its head."""
    (place / "checks").mkdir(parents=True)
    (place / "rubric.yaml").write_text(head + dedent(more) + steps, encoding="utf-8")
    (place / "checks" / "test_01_one.py").write_text(checks, encoding="utf-8")
    return place


def english(text: str) -> str:
    """A rubric's text without its Spanish."""
    return re.sub(r"\{es: [^,{}]*, ", "{", text)
