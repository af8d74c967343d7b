"""`perito lint`: a practice proved sound before anybody is graded by it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from perito import exits, practices, rubric
from perito.commands.common import complain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.practices import Practice
    from perito.rubric import Rubric


def run(directory: Path | None) -> int:
    """Print what is wrong, or one line that says how large the rubric is; returns the exit status."""
    practice = practices.find(directory)
    loaded = rubric.load(practice.rubric)
    problems = list(compare(practice, loaded))
    for problem in problems:
        complain(problem, exits.USAGE)
    if problems:
        return exits.USAGE
    points = sum(entry.points for entry in loaded.checks.values())
    steps, checks = len(loaded.steps), len(loaded.checks)
    print(f"{practice.rubric}: {checks} checks in {steps} steps, {points} points")
    return exits.OK


def compare(practice: Practice, loaded: Rubric) -> Iterator[str]:
    """Checks that only the rubric knows, checks that only the code knows, and checks written twice."""
    written: dict[str, str] = {}
    for path in sorted(practice.checks.glob("test_*.py")):
        for name, line in marked(path):
            here = f"{path}:{line}"
            if name in written:
                yield f"{here}: check {name!r} is also in {written[name]}"
            elif name not in loaded.checks:
                yield f"{here}: check {name!r} is not in {practice.rubric.name}"
            written.setdefault(name, here)
    for name in loaded.checks:
        if name not in written:
            yield f"{practice.rubric}: no test in {practice.checks.name}/ is marked @check({name!r})"


def marked(path: Path) -> Iterator[tuple[str, int]]:
    """Every `@check("id")` of a file with its line. Raises PracticeError where it is not Python."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise practices.PracticeError(f"{path}: {error}") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if _is_check(decorator):
                    yield decorator.args[0].value, decorator.lineno  # type: ignore[attr-defined] # _is_check


def _is_check(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "check"
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )
