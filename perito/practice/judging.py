"""Lines of checks that look as if they judged, and do not: everybody would pass by them, or nobody."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from perito.practice.expect import Expectation
from perito.practice.own_model import trees
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXPECT: Final = "expect"
WAYS: Final = tuple(name for name in vars(Expectation) if name.startswith("to_"))


def problems(directory: Path) -> Iterator[str]:
    """One line for each, `file:line:column: what`, of a practice's own files."""
    for path, tree in trees(directory):
        ours = any(_is_ours(one) for one in ast.walk(tree))
        nodes = [one for one in ast.walk(tree) if isinstance(one, (ast.stmt, ast.expr))]
        for node in sorted(nodes, key=lambda one: (one.lineno, one.col_offset)):
            if said := _wrong(node, ours=ours):
                yield f"{path}:{node.lineno}:{node.col_offset + 1}: {said}"


def _is_ours(node: ast.AST) -> bool:
    """Whether a statement imports Perito's `expect` by that name."""
    return (
        isinstance(node, ast.ImportFrom)
        and (node.module or "").partition(".")[0] == "perito"
        and any((one.asname or one.name) == EXPECT for one in node.names)
    )


def _wrong(node: ast.AST, *, ours: bool) -> str:
    if isinstance(node, ast.Assert) and isinstance(node.test, ast.Tuple) and node.test.elts:
        return _("what stands in brackets is always true: write assert CONDITION, TEXT")
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
        return _("this judges nothing: write assert before it")
    return _of_expect(node) if ours else ""


def _of_expect(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and _expects(node.value) and node.attr not in WAYS:
        known = ", ".join(WAYS)
        return _("expect has no {name}{hint}; it has {known}").format(
            name=node.attr, hint=nearest(node.attr, WAYS), known=known
        )
    if isinstance(node, ast.Expr) and (_expects(node.value) or _of_way(node.value)):
        return _("this judges nothing: write expect(…).to_equal(…)")
    if isinstance(node, ast.Assert) and isinstance(node.test, ast.Call) and _of_way(node.test.func):
        return _("expect judges by itself: leave assert out, or it always fails")
    return ""


def _expects(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == EXPECT


def _of_way(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and _expects(node.value) and node.attr in WAYS
