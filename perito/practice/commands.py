"""The commands that a practice's checks run, as they are written in them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from perito.practice.looks import Kind, told
from perito.practice.own_model import trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# testinfra's methods that run a command, and which argument it is.
RUNNING: Final = {"run": 0, "check_output": 0, "run_test": 0, "run_expect": 1}


def writing(directory: Path) -> Iterator[tuple[str, str]]:
    """Each command that changes the server: its place as `file:line:column`, and what tells it. Each place once."""
    for path, tree in trees(directory):
        calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
        for node in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
            script = _script(node)
            found = told(script) if script else None
            if found is not None and found.kind is Kind.WRITE:
                yield f"{path}:{node.lineno}:{node.col_offset + 1}", found.word


def _script(node: ast.Call) -> str:
    """The text of a call's command, with X for what is put into it; empty where it is none, or not written there."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in RUNNING:
        return ""
    place = RUNNING[node.func.attr]
    return _text(node.args[place]) if len(node.args) > place else ""


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one) if isinstance(one, ast.Constant) else "X" for one in node.values)
    return ""
