"""Whether a program in bin/ is the script that pip, uv or setuptools made to start a package, and nothing else.

Entry points: packaging.python.org, "Entry points specification"; the templates are distlib's, uv's and setuptools'.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES: Final = frozenset({"re", "sys", "importlib.metadata", "importlib_metadata", "pkg_resources"})
CALLED: Final = frozenset({
    "sub", "exit", "globals", "setdefault", "next", "distribution", "load", "partition", "load_entry_point",
    "importlib_load_entry_point", "endswith", "removesuffix", "len",
})  # fmt: skip
STATEMENTS: Final = (
    ast.Module, ast.Import, ast.ImportFrom, ast.Try, ast.ExceptHandler, ast.If, ast.Expr, ast.Assign, ast.FunctionDef,
    ast.Return,
)  # fmt: skip
LONGEST: Final = 80
WRAPS: Final = re.compile(r"\$[@*]|\$\{@\}|\bexec\b")  # a script of the shell that hands its arguments on


def strange_in(text: str, package: str) -> str:
    """The first line of a script that one to start `package` would not have, as `line 3: …`; empty where there is none.

    Raises ValueError, RecursionError or MemoryError where the text is beyond reading.
    """
    try:
        tree = ast.parse(text.lstrip("\ufeff").replace("\r\n", "\n"))
    except SyntaxError as problem:
        return _told(text, problem.lineno or 1)
    starts = package in _loaded(tree)
    for node in _statements(tree):
        imported = _imported(node)
        if not (isinstance(node, STATEMENTS) and all(_known(one, package) for one in imported) and _plain(node)):
            return _told(text, getattr(node, "lineno", 1))
    bound = {
        one.asname or one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) not in CALLED | bound | {""}:
            return _told(text, node.lineno)
    return "" if starts else _told(text, len(text.splitlines()))


def starts(text: str, package: str) -> bool:
    """Whether a script may start a package at all: it imports it, or hands its arguments on to another program."""
    first, _newline, rest = text.partition("\n")
    code = "\n".join(line for line in rest.splitlines() if not line.lstrip().startswith("#"))
    if "python" in first or re.search(r"^'''exec' ", rest, re.MULTILINE):
        word = re.escape(package)
        loads = rf"(?:from|import)\s+{word}\b|(?:load_entry_point|distribution|run_module)\(\s*['\"]{word}\b"
        return bool(re.search(loads, code))
    return bool(WRAPS.search(code))


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _known(module: str, package: str) -> bool:
    return module in MODULES or module == package or module.startswith(f"{package}.")


def _plain(node: ast.AST) -> bool:
    """Whether an assignment is one of theirs: to a name, to sys.argv[0]."""
    if not isinstance(node, ast.Assign):
        return True
    return all(isinstance(one, ast.Name | ast.Tuple) or ast.unparse(one) == "sys.argv[0]" for one in node.targets)


def _loaded(tree: ast.Module) -> set[str]:
    """The packages that it imports, or whose entry point it loads by name."""
    found = {module.partition(".")[0] for node in ast.walk(tree) for module in _imported(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "load_entry_point":
            found |= {str(one.value).partition("==")[0] for one in node.args if isinstance(one, ast.Constant)}
    return found


def _name(called: ast.expr) -> str:
    """The last name of what is called; empty of what a call returns."""
    if isinstance(called, ast.Call):
        return ""
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else "?"


def _told(text: str, line: int) -> str:
    lines = text.splitlines()
    said = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return f"{line}: {said[:LONGEST]}"
