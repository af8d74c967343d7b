"""A file of testinfra's tests as checks: each test function stays as it is, with its mark."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeGuard

from perito.practice.importing.written import Check, Imported, Left, slug, unique
from perito.practice.locate import PracticeError, own_name
from perito.support import reading
from perito.support.i18n import _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FIXTURES = {"host", "session", "server", "request", "tmp_path"}
ELSEWHERE = {"ansible", "get_host", "get_hosts", "docker", "podman", "salt"}  # other machines, or other programs' data


def translated(path: Path) -> Imported:
    """What becomes of a file of tests. Raises PracticeError where it is no Python."""
    try:
        source = reading.content(path).decode("utf-8")
        tree = ast.parse(source, str(path))
    except (OSError, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, OSError) else _("not UTF-8 text")
        raise PracticeError(f"{path}: {said}") from None
    except SyntaxError as error:
        raise PracticeError(f"{path}:{error.lineno or 1}:{error.offset or 1}: {error.msg}") from None
    lines, step = source.splitlines(), slug(own_name(path))
    fixtures = FIXTURES | {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and _is_fixture(node)}
    checks: list[Check] = []
    left: list[Left] = []
    first_lines: list[str] = []
    head: list[str] = ["from perito import check"]
    taken: set[str] = set()
    for node in tree.body:
        text = lines[_first_line(node) - 1 : node.end_lineno]
        if _has_tests(node):
            found_in = _Class(node, lines, step, fixtures, taken)
            checks += found_in.checks
            left += found_in.left
            head += ["", "", *found_in.text]
            continue
        found = list(_why_not(node, fixtures))
        left += found
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test") and not found:
            name = unique(slug(node.name.removeprefix("test").strip("_")), taken)
            checks.append(Check(step, name, _title(node), text))
        elif _comes_first(node):
            first_lines += text
        elif not found:
            head += ["", "", *text] if isinstance(node, ast.FunctionDef | ast.ClassDef) else text
    return Imported(checks, left, {step: [*first_lines, *head]})


def _has_tests(node: ast.stmt) -> TypeGuard[ast.ClassDef]:
    """Whether pytest collects it as a class of tests that take fixtures."""
    if not isinstance(node, ast.ClassDef) or _is_of_unittest(node):
        return False
    return node.name.startswith("Test") and any(_is_test(one) for one in node.body)


def _is_of_unittest(node: ast.ClassDef) -> bool:
    return any(ast.unparse(one).endswith("TestCase") for one in node.bases)


def _is_test(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test")


class _Class:
    """A class of tests: it stays as it is, each of its tests with its mark, without those that do not come along."""

    def __init__(
        self, node: ast.ClassDef, lines: Sequence[str], step: str, fixtures: set[str], taken: set[str]
    ) -> None:
        self.checks: list[Check] = []
        self.left: list[Left] = []
        self.text: list[str] = []
        own = {one.name for one in node.body if isinstance(one, ast.FunctionDef) and _is_fixture(one)}
        given = {word for one in node.decorator_list for word in _parametrized(one)}
        written = _first_line(node)
        for one in node.body:
            if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) or not one.name.startswith("test"):
                continue
            first = _first_line(one)
            self.text += lines[written - 1 : first - 1]
            written = (one.end_lineno or one.lineno) + 1
            if why := list(_why_not(one, {*fixtures, *own, *given, "self"})):
                self.left += why
            elif _is_test(one):
                name = unique(slug(one.name.removeprefix("test").strip("_")), taken)
                self.checks.append(Check(step, name, _title(one), ()))
                self.text += [f'{" " * one.col_offset}@check("{step}.{name}")', *lines[first - 1 : one.end_lineno]]
        self.text += lines[written - 1 : node.end_lineno]


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _comes_first(node: ast.stmt) -> bool:
    """Whether it has to stand before every import: the module's description, `from __future__`."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.lineno == 1


def _why_not(node: ast.stmt, fixtures: set[str]) -> Iterator[Left]:
    """Why a statement of the module does not come along; nothing where it does."""
    if isinstance(node, ast.ClassDef) and any(_is_test(one) for one in node.body) and _is_of_unittest(node):
        yield Left(node.lineno, _("{name}: tests of unittest, which take no fixtures").format(name=node.name))
    elif isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test"):
        yield Left(node.lineno, _("{name}: an asynchronous test").format(name=node.name))
    elif isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "testinfra_hosts" for one in node.targets):
        yield Left(node.lineno, _("testinfra_hosts: the server is the one that is graded"))
    elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
        given = {word for one in node.decorator_list for word in _parametrized(one)}
        unknown = [one.arg for one in node.args.args if one.arg not in fixtures | given]
        if unknown:
            yield Left(
                node.lineno, _("{name}: no fixture is called {fixture}").format(name=node.name, fixture=unknown[0])
            )
        for one in ast.walk(node):
            if isinstance(one, ast.expr) and (written := _elsewhere(one)) is not None:
                yield Left(one.lineno, _("{name}: {written} is of another machine").format(
                    name=node.name, written=written))  # fmt: skip


def _elsewhere(node: ast.expr) -> str | None:
    """What asks another machine, as it is written: `host.ansible`, `testinfra.get_host`, `get_host`."""
    if isinstance(node, ast.Attribute) and node.attr in ELSEWHERE:
        of = getattr(node.value, "id", "")
        return f"{of}.{node.attr}" if of in {"host", "testinfra"} else None
    return node.id if isinstance(node, ast.Name) and node.id in {"get_host", "get_hosts"} else None


def _is_fixture(node: ast.FunctionDef) -> bool:
    return any("fixture" in ast.unparse(one) for one in node.decorator_list)


def _parametrized(decorator: ast.expr) -> Iterator[str]:
    """The names that a `@pytest.mark.parametrize` gives."""
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize") and decorator.args:
        names = decorator.args[0]
        if isinstance(names, ast.Constant) and isinstance(names.value, str):
            yield from (one.strip() for one in names.value.split(","))
        elif isinstance(names, ast.List | ast.Tuple):
            yield from (str(one.value) for one in names.elts if isinstance(one, ast.Constant))


def _title(node: ast.FunctionDef) -> str:
    """The first line of its description, else the words of its name."""
    described = (ast.get_docstring(node) or "").strip().partition("\n")[0]
    return described or node.name.removeprefix("test").strip("_").replace("_", " ") or node.name
