"""What Python's standard library lacks on a system, read from typeshed (mypy brings it), where each name says it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import mypy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDLIB = Path(mypy.__file__).parent / "typeshed" / "stdlib"
VERSION = (3, 11)  # the oldest that Perito runs on
TYPES = {"typing", "collections.abc", "_typeshed"}
WIN32, DARWIN, LINUX = "win32", "darwin", "linux"
ASKED = (
    *("os", "signal", "socket", "select", "selectors", "time", "errno", "sys", "mmap", "ssl", "shutil", "threading"),
    *("subprocess", "asyncio", "tempfile", "locale", "stat", "multiprocessing", "multiprocessing.context"),
)
# Not in typeshed as such: modules of another system's own machinery.
OTHERS = {
    WIN32: {"multiprocessing.forkserver", "multiprocessing.popen_fork", "termios", "curses", "_curses"},
    DARWIN: {"multiprocessing.forkserver"},  # it is there, and what it forks may crash in the system's libraries
}


@cache
def modules(system: str) -> frozenset[str]:
    """Modules that exist on Linux and are empty there or not there at all."""
    found = set(OTHERS[system])
    for path in (*STDLIB.glob("*.pyi"), *STDLIB.glob("multiprocessing/*.pyi")):
        name = ".".join(path.relative_to(STDLIB).with_suffix("").parts).removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        if "sys.platform" in source and _names(source, LINUX) and not _names(source, system):
            found.add(name)
    return frozenset(found)


@cache
def names(module: str, system: str) -> frozenset[str]:
    """Names of a module that Linux has and that system has not."""
    path = STDLIB.joinpath(*module.split("."))
    source = (path / "__init__.pyi" if path.is_dir() else path.with_suffix(".pyi")).read_text(encoding="utf-8")
    return frozenset(_names(source, LINUX) - _names(source, system))


def _names(source: str, system: str) -> set[str]:
    return set(_defined(ast.parse(source).body, system))


def _defined(body: Iterable[ast.stmt], system: str) -> Iterator[str]:
    for one in body:
        match one:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.ImportFrom(names=imported, module=origin) if origin not in TYPES:
                yield from _imported(one, imported, system)
            case ast.If(test=test, body=yes, orelse=no):
                holds = _holds(test, system)
                yield from _defined(yes if holds else no, system)
            case _:
                pass


def _imported(one: ast.ImportFrom, imported: list[ast.alias], system: str) -> Iterator[str]:
    """Names that are passed on: `from x import a as a`, or all of another stub that stands beside it."""
    for alias in imported:
        if alias.asname == alias.name:
            yield alias.name
        elif alias.name == "*" and one.level == 0 and one.module is not None:
            path = STDLIB.joinpath(*one.module.split(".")).with_suffix(".pyi")
            if path.exists():
                yield from _names(path.read_text(encoding="utf-8"), system)


def _holds(test: ast.expr, system: str) -> bool:
    """A condition of a stub: about the system, the version, or both. Raises ValueError for another one."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_holds(one, system) for one in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(_holds(one, system) for one in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _holds(operand, system)
        case ast.Compare() | ast.Constant() | ast.Name():
            text = ast.unparse(test)
            if text == "TYPE_CHECKING":
                return True
            sys = type("sys", (), {"platform": system, "version_info": VERSION})
            return bool(eval(text, {"sys": sys}))  # noqa: S307 - typeshed's own conditions
    raise ValueError(ast.unparse(test))
