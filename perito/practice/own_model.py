"""The model of a practice whose rubric names none: by what its checks take."""

from __future__ import annotations

import ast
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from perito.support import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NONE: Final = "none"
# Fixtures of deployments: before models had names, every practice had these.
OF_DEPLOYMENTS: Final = frozenset({"deployment", "subjects", "tools", "heroku"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Taken:
    """Where a check takes a fixture: `file:line:column`."""

    fixture: str
    place: str


@lru_cache(maxsize=8)
def first_taken(directory: Path) -> Taken | None:
    """The first fixture of deployments that a practice's checks take and that it does not define itself."""
    files = list(trees(directory))
    own = {one.name for _path, tree in files for one in _functions(tree) if _is_fixture(one)}
    for path, tree in files:
        for one in _functions(tree):
            if not (one.name.startswith("test") or _is_fixture(one)):
                continue
            for given in (*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs):
                if given.arg in OF_DEPLOYMENTS - own:
                    return Taken(given.arg, f"{path}:{given.lineno}:{given.col_offset + 1}")
    return None


def trees(directory: Path) -> Iterator[tuple[Path, ast.Module]]:
    """The files of a practice that pytest reads, and what Python understands of them."""
    for path in (directory / "conftest.py", *sorted(directory.glob("checks/**/*.py"))):
        with suppress(OSError, ValueError, SyntaxError):  # whoever collects the checks says so
            yield path, ast.parse(reading.content(path))


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (one for one in ast.walk(tree) if isinstance(one, Function))


def _is_fixture(one: Function) -> bool:
    return any("fixture" in ast.unparse(decorator) for decorator in one.decorator_list)
