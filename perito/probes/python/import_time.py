"""What a module does as soon as it is imported: reads the command line, or the variables of its process. Pure."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.python import syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

PARSERS: Final = frozenset({"parse_args", "parse_known_args", "parse_intermixed_args"})
LATER: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a module reads the command line when it is imported: its line, and the words that do."""

    line: int
    words: str


def reads_arguments(text: str) -> Reading | None:
    """The first place of a module that reads the command line on import; None where there is none, or no Python.

    What stands in functions, or behind `if __name__ == "__main__":`, waits.
    """
    try:
        tree = syntax.module(text.removeprefix("\ufeff"))
    except syntax.NO_SOURCE:
        return None
    return min(_readings(tree.body), key=lambda one: one.line, default=None)


def _readings(body: list[ast.stmt]) -> Iterator[Reading]:
    for statement in body:
        if _is_guard(statement):
            yield from _readings(getattr(statement, "orelse", []))
        else:
            yield from (one for node in _now(statement) if (one := _reading(node)) is not None)


def _is_guard(statement: ast.stmt) -> bool:
    """`if __name__ == "__main__":`, either way round."""
    if not (isinstance(statement, ast.If) and isinstance(statement.test, ast.Compare)):
        return False
    sides = [statement.test.left, *statement.test.comparators]
    named = any(isinstance(one, ast.Name) and one.id == "__name__" for one in sides)
    return named and all(isinstance(operator, ast.Eq) for operator in statement.test.ops)


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below that run at once: without the bodies of functions."""
    waiting = [node]  # no recursion: how deep a tree is, its author decides
    while waiting:
        one = waiting.pop()
        if not isinstance(one, LATER):
            yield one
            waiting.extend(reversed(list(ast.iter_child_nodes(one))))


def _reading(node: ast.AST) -> Reading | None:
    match node:
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in PARSERS and _takes_the_command_line(node):
            return Reading(node.lineno, f"{attr}()")
        case ast.Attribute(value=ast.Name(id="sys"), attr="argv"):
            return Reading(node.lineno, "sys.argv")
    return None


def _takes_the_command_line(call: ast.Call) -> bool:
    """Whether it is given no words of its own: `parse_args([])` reads nothing."""
    return not call.args and not any(one.arg == "args" for one in call.keywords)
