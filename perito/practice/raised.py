"""The findings raised in code, from its text: their kinds, places, and placeholders."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.practice.words import FINDING
from perito.support import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OPTIONS = frozenset({"because", "cleared", "independent", "proof", "shown", "finding", "said"})
ALWAYS = frozenset({"expected", "actual", "detail"})


@dataclass(frozen=True)
class Raised:
    """One place where a finding is raised; `said`: the placeholders of its words there.

    `whole` is false where the code's text does not show all placeholders (`**said`).
    """

    finding: str
    path: Path
    line: int
    column: int
    said: frozenset[str]
    whole: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


def raised(paths: Iterable[Path]) -> list[Raised]:
    """Every finding raised in these Python files, in the order of the text.

    A call raises one that has its id as the first argument (`finding("step.check/kind", …)`) or as `finding=`. Raises
    SyntaxError, OSError.
    """
    return [one for path in paths for one in _of_file(path)]


def _of_file(path: Path) -> Iterator[Raised]:
    text = reading.content(path)
    if b"finding" not in text:
        return  # parsing takes a hundred times as long
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.Call):
            for kind in _kinds(node):
                said, whole = _placeholders(node)
                yield Raised(kind, path, node.lineno, node.col_offset + 1, said, whole)


def _kinds(call: ast.Call) -> Iterator[str]:
    """The ids of a call: `finding("a.b/c" if one else "a.b/d")` has two."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = call.args[:1] if name == "finding" else []
    given += [word.value for word in call.keywords if word.arg == "finding"]
    for value in given:
        for node in ast.walk(value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and FINDING.fullmatch(node.value):
                yield node.value


def _placeholders(call: ast.Call) -> tuple[frozenset[str], bool]:
    names: set[str] = set(ALWAYS)
    whole = True
    for word in call.keywords:
        if word.arg is None:
            whole = False
        elif word.arg not in OPTIONS:
            names.add(word.arg)
        elif word.arg == "said" and isinstance(word.value, ast.Dict):
            names |= {str(key.value) for key in word.value.keys if isinstance(key, ast.Constant)}
            whole = whole and None not in word.value.keys
        elif word.arg == "said":
            whole = False
    return frozenset(names), whole
