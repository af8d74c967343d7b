"""Spanish and English say the same: what a page has in one language, it has in the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SPANISH = sorted((ROOT / "docs").rglob("*.es.md"))
FENCE = re.compile(r"^( *)```([\w-]*).*?^\1```$", re.DOTALL | re.MULTILINE)


def shape(page: Path) -> list[str]:
    """Its headings by level, rows of tables, items and blocks, in order."""
    text = re.sub(r"\A---\n.*?\n---\n", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = FENCE.sub(r"```\2", text)
    return re.findall(r"^(#+|\||```[\w-]*)", text, re.MULTILINE)


@pytest.mark.parametrize("page", SPANISH, ids=lambda page: page.name)
def test_a_page_is_built_alike_in_both_languages(page: Path) -> None:
    english = page.with_name(page.name.replace(".es.md", ".md"))
    assert shape(page) == shape(english)
