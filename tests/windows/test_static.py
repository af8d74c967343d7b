"""Nothing that a student's computer loads needs what Windows or macOS lack, unless it has asked which system it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tests.windows import absent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = ROOT / "perito"
LAB = "lab/"  # servers are booted on Debian alone
# Loaded on Linux alone, or sent to the server: nobody imports them at the top of a module but each other.
POSIX = {
    "transport/local.py": "`check local`",
    "classroom/forkserver.py": "runs in the workers' parent",
    "classroom/forked_workers.py": "starts it",
}
# Loaded everywhere; what is in their functions runs on a Debian server alone.
FUNCTIONS = {
    "transport/agent.py": "sent to the server; here for its numbers",
    "transport/forked.py": "a part of it",
    "transport/wire.py": "ProcessWire is for `check local`",
}
# Functions whose callers expect the ImportError, or ask first.
ASKED_BEFORE = {("support/signals.py", "_settings"), ("support/signals.py", "_restore_terminal")}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
ASKING = (*FUNCTION, ast.If, ast.IfExp, ast.Try)
ASKS = ("sys.platform", "hasattr(", "ImportError", "TYPE_CHECKING")


def modules() -> Iterator[Path]:
    """Every module that is no part of the lab."""
    for path in sorted(OURS.rglob("*.py")):
        if not path.relative_to(OURS).as_posix().startswith(LAB):
            yield path


def used(source: str, system: str) -> Iterator[tuple[str, int, str]]:
    """What a module uses that the system lacks: the function it is in, the line, and its name."""
    yield from _used(ast.parse(source), (), system)


def _used(node: ast.AST, around: tuple[ast.AST, ...], system: str) -> Iterator[tuple[str, int, str]]:
    for one in ast.iter_child_nodes(node):
        for name in _absent(one, system):
            if not any(isinstance(outer, ASKING) and _asks(outer) for outer in around):
                functions = [outer.name for outer in around if isinstance(outer, FUNCTION)]
                yield functions[-1] if functions else "", getattr(one, "lineno", 0), name
        yield from _used(one, (*around, one), system)


def _asks(node: ast.AST) -> bool:
    """Whether code asks for the system, the name or the module before it uses something."""
    return any(word in ast.unparse(node) for word in ASKS)


def _absent(node: ast.AST, system: str) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (one.name for one in names if one.name in absent.modules(system))
        case ast.ImportFrom(module=str(module), names=names, level=0):
            if module in absent.modules(system):
                yield module
            full = [f"{module}.{one.name}" for one in names]
            yield from (one for one in full if one in absent.modules(system))
            if module in absent.ASKED:
                yield from (one.name for one in names if one.name in absent.names(module, system))
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in absent.ASKED:
            if name in absent.names(owner, system):
                yield f"{owner}.{name}"


@pytest.mark.parametrize("system", [absent.WIN32, absent.DARWIN])
def test_what_a_system_lacks_is_not_used_without_asking(system: str) -> None:
    found = []
    for path in modules():
        name = path.relative_to(OURS).as_posix()
        if name in POSIX:
            continue
        for function, line, what in used(path.read_text(encoding="utf-8"), system):
            if (name, function) not in ASKED_BEFORE and not (name in FUNCTIONS and function):
                found.append(f"{name}:{line}: {what}")
    assert found == []


def test_who_is_for_linux_alone_is_loaded_late() -> None:
    aside = {f"perito.{name.removesuffix('.py').replace('/', '.')}" for name in POSIX}
    found = []
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                loaded = {str(node.module), *(f"{node.module}.{one.name}" for one in node.names)}
                if loaded & aside and path.relative_to(OURS).as_posix() not in POSIX:
                    found.append(f"{path}:{node.lineno}")
    assert found == []


def test_lists_are_not_longer_than_needed() -> None:
    for name in (*POSIX, *FUNCTIONS):
        source = (OURS / name).read_text(encoding="utf-8")
        assert list(used(source, absent.WIN32)), name
    for name, function in ASKED_BEFORE:
        source = (OURS / name).read_text(encoding="utf-8")
        assert any(inside == function for inside, _line, _what in used(source, absent.WIN32)), function


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import pwd", ["pwd"]),
        ("def f():\n    from fcntl import flock", ["fcntl"]),
        ("from multiprocessing import forkserver", ["multiprocessing.forkserver"]),
        ("import os\nprint(os.geteuid(), os.getpid())", ["os.geteuid"]),
        ("from signal import SIGKILL, SIGTERM", ["SIGKILL"]),
        ("import sys, os\nif sys.platform != 'win32':\n    os.fork()", []),
        ("try:\n    import pwd\nexcept ImportError:\n    pwd = None", []),
        ("import os\ndef f():\n    return os.getuid() if hasattr(os, 'getuid') else 0", []),
    ],
)
def test_it_is_found(source: str, names: list[str]) -> None:
    assert [what for _function, _line, what in used(source, absent.WIN32)] == names


def test_text_is_never_in_the_systems_own_encoding() -> None:
    found = []
    for path in sorted(OURS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _in_an_unnamed_encoding(node):
                found.append(f"{path.relative_to(OURS)}:{node.lineno}: {ast.unparse(node)[:60]}")
    assert [one for one in found if not one.startswith(LAB)] == []


def _in_an_unnamed_encoding(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if any(one.arg == "encoding" for one in node.keywords):
        return False
    if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "formatter":  # the parser's, of help
        return False
    if name == "read_text":
        return not node.args
    if name == "write_text":
        return len(node.args) < 2
    modes = [one.value for one in node.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return name in {"open", "fdopen"} and any(set(mode) <= set("rwaxt+") and mode for mode in modes)
