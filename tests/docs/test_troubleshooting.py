"""Troubleshooting by message: every heading is a message that the code has, in the page's language."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {"en": ROOT / "docs" / "troubleshooting.md", "es": ROOT / "docs" / "troubleshooting.es.md"}
CATALOGUE = ROOT / "perito" / "locale" / "es" / "LC_MESSAGES" / "perito.po"
# Whatever these say to a person has its place on the page.
WHOLE = ("transport/connect.py", "transport/auth.py", "transport/hostkeys.py", "transport/sudo.py")
FRAGMENTS = {"…, port …", "password", "agent key …", "key …"}  # parts of the sentences that are there


def gaps(message: str) -> str:
    """A message with … in place of what is filled in."""
    return re.sub(r"\{[^}]*\}", "…", message)


def messages(path: Path) -> list[str]:
    """The texts for people in a module: the arguments of _() and N_()."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(text)), *_rest]):
                found.append(text)
    return found


@cache
def known() -> dict[str, str]:
    """Every message of the code with gaps, and its Spanish."""
    with CATALOGUE.open("rb") as file:
        spanish = {entry.id: str(entry.string) for entry in read_po(file) if isinstance(entry.id, str)}
    code = [one for path in (ROOT / "perito").rglob("*.py") for one in messages(path)]
    return {gaps(one): gaps(spanish[one]) for one in code if one in spanish}


def told(language: str) -> list[str]:
    """The page's messages in its order: headings, and those named beside them."""
    found = []
    for line in re.sub(r"(?m),\n(?=`)", ", ", PAGES[language].read_text(encoding="utf-8")).splitlines():
        if line.startswith("### "):
            found.append(line.removeprefix("### "))
        elif line.startswith(("Also: ", "También: ")):
            found += re.findall(r"`([^`]+)`", line)
    return found


def test_every_message_of_the_page_is_one_of_the_code() -> None:
    english = [one for one in told("en") if one not in known()]
    assert english == []


def test_the_spanish_page_has_the_same_messages_in_spanish() -> None:
    assert told("es") == [known()[one] for one in told("en")]


@pytest.mark.parametrize("module", WHOLE)
def test_nothing_that_keeps_people_out_is_left_out(module: str) -> None:
    missing = {gaps(one) for one in messages(ROOT / "perito" / module)} - {*told("en")} - FRAGMENTS
    assert missing == set()
