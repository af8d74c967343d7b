"""Tests that pytest would collect and not run as a check: their student would pay for it, or pass for nothing."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import textwrap
import unittest
from functools import cache
from typing import TYPE_CHECKING

from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

RETURN = re.compile(r"\s+return\b\s*[^\s#]")
ENDINGS = frozenset({"skip", "xfail", "fail", "exit"})
RUNNERS = ("asyncio", "anyio", "trio")  # marks of plugins that run coroutines


def unsound(item: pytest.Item, here: str) -> Iterator[str]:
    """The errors of one test, a line each. `here`: its place."""
    function = getattr(item, "function", None)
    if function is None:
        return
    if issubclass(getattr(item, "cls", None) or object, unittest.TestCase):
        yield f"{here}: " + _("a test of unittest cannot take `host`: write a function with `assert`")
    elif inspect.iscoroutinefunction(function) and not any(map(item.get_closest_marker, RUNNERS)):
        yield f"{here}: " + _("nobody runs an async test: write it without async")
    else:
        yield from _answering(item, function, here)


def _answering(item: pytest.Item, function: Callable[..., object], here: str) -> Iterator[str]:
    """A `return` with a value, which pytest does not look at: `return host.file("/x").exists` passes everybody."""
    if not _returns(item.path):
        return
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, SyntaxError):
        return
    indent = len(lines[0]) - len(lines[0].lstrip())
    for node in _own(tree.body[0]):
        if isinstance(node, ast.Return) and not _of_nothing(node.value):
            place = f"{item.path}:{first + node.lineno - 1}:{node.col_offset + indent + 1}"
            yield f"{place}: " + _("what a test returns counts for nothing: write `assert`")


@cache
def _returns(file: Path) -> bool:
    """Whether some function of a file returns a value: reading each takes longer."""
    return any(RETURN.match(line) for line in linecache.getlines(str(file)))


def _of_nothing(value: ast.expr | None) -> bool:
    """Whether there is no answer to it: None, or the end of the test (`return pytest.skip("…")`)."""
    if isinstance(value, ast.Call):
        return (getattr(value.func, "attr", None) or getattr(value.func, "id", None)) in ENDINGS
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What a function holds, without the functions in it."""
    for one in ast.iter_child_nodes(node):
        if not isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            yield one
            yield from _own(one)
