"""A Python file's top level: imports, names, Flask instances, routes. By ast. Pure."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERBS: Final = ("get", "post", "put", "delete", "patch")


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Why a file does not compile. kind: the exception (SyntaxError, IndentationError, TabError, …)."""

    file: str
    line: int
    message: str
    kind: str = "SyntaxError"


@dataclass(frozen=True, slots=True)
class Import:
    """`import x.y as z` or `from x import a as b`: names are (name, bound name). level: dots before it.

    guarded: inside a try with handlers, under the main guard or TYPE_CHECKING, or in a function: gunicorn may
    load the file although this fails.
    """

    module: str
    names: tuple[tuple[str, str], ...]
    line: int
    level: int = 0
    is_from: bool = False
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A path the application answers, from `@app.route(…)`, `@app.get(…)` or add_url_rule with a literal."""

    path: str
    methods: tuple[str, ...]
    function: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file.

    names: bound when it is imported (not under the main guard), imports included. flask_instances: names
    bound to `Flask(…)`; factories: functions that make one and return it. app_run: line of an unguarded
    `.run(…)` of a Flask instance or of a name imported from another module, 0 where there is none;
    guarded_run: the same under the main guard. star_imports: modules whose names are not known.
    """

    path: str
    problem: SyntaxProblem | None = None
    imports: tuple[Import, ...] = ()
    names: frozenset[str] = frozenset()
    flask_instances: tuple[str, ...] = ()
    factories: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    app_run: int = 0
    guarded_run: int = 0
    star_imports: tuple[str, ...] = ()


class SourceReader:
    """Goes through the statements that run when a file is imported."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.imports: list[Import] = []
        self.names: set[str] = set()
        self.instances: list[str] = []
        self.runs: list[tuple[str, int, bool]] = []
        self.factories: list[str] = []
        self.flask = {"Flask"}

    def read(self, tree: ast.Module) -> Source:
        """The facts."""
        self.block(tree.body)
        routes = [route for node in ast.walk(tree) for route in routes_of(node)]
        run = {
            guarded: line for name, line, guarded in reversed(self.runs) if self.runs_application(name)
        }  # the first of each
        return Source(
            path=self.path,
            imports=tuple(self.imports),
            names=frozenset(self.names),
            flask_instances=tuple(dict.fromkeys(self.instances)),
            factories=tuple(self.factories),
            routes=tuple(routes),
            app_run=run.get(False, 0),
            guarded_run=run.get(True, 0),
            star_imports=tuple(one.module for one in self.imports if ("*", "*") in one.names),
        )

    def runs_application(self, name: str) -> bool:
        """Whether `name.run()` is that of a Flask application: made here, or taken from a module of one's own."""
        return name in self.instances or any(
            name in (bound for _, bound in one.names)
            and (one.level > 0 or one.module.split(".")[0] not in sys.stdlib_module_names)
            for one in self.imports
            if one.is_from
        )

    def block(self, body: Iterable[ast.stmt], *, guarded: bool = False, main: bool = False) -> None:
        """Statements one after the other; `main`: under the main guard, where nothing is bound for gunicorn."""
        for statement in body:
            self.statement(statement, guarded, main)

    def statement(self, node: ast.stmt, guarded: bool, main: bool) -> None:
        """One statement."""
        match node:
            case ast.Import() | ast.ImportFrom():
                self.imported(node, guarded, main)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self.bind([node.name], main)
                if isinstance(node, ast.FunctionDef) and self.makes_application(node):
                    self.factories.append(node.name)
            case ast.If():
                main_guard = is_main_guard(node.test)
                typing_only = "TYPE_CHECKING" in ast.dump(node.test)
                self.block(node.body, guarded=guarded or main_guard or typing_only, main=main or main_guard)
                self.block(node.orelse, guarded=guarded, main=main)
            case ast.Try() | ast.TryStar():
                self.block(node.body, guarded=guarded or bool(node.handlers), main=main)
                for handler in node.handlers:
                    self.block(handler.body, guarded=True, main=main)
                self.block([*node.orelse, *node.finalbody], guarded=guarded, main=main)
            case ast.For() | ast.AsyncFor() | ast.While() | ast.With() | ast.AsyncWith() | ast.Match():
                self.bind(targets_of(node), main)
                self.block(inner_statements(node), guarded=guarded, main=main)
            case _:
                self.simple(node, main)

    def simple(self, node: ast.stmt, main: bool) -> None:
        """An assignment or an expression."""
        names = targets_of(node)
        self.bind(names, main)
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and self.is_flask(value) and not main:
            self.instances += names
        if isinstance(node, ast.Delete) and not main:
            self.names -= {target.id for target in node.targets if isinstance(target, ast.Name)}
        match value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="run")):
                self.runs.append((name, node.lineno, main))

    def imported(self, node: ast.Import | ast.ImportFrom, guarded: bool, main: bool) -> None:
        """An import, and the names it binds."""
        if isinstance(node, ast.Import):
            for one in node.names:
                bound = one.asname or one.name.split(".")[0]
                self.imports.append(Import(one.name, ((one.name, bound),), node.lineno, 0, False, guarded))
                self.bind([bound], main)
            return
        names = tuple((one.name, one.asname or one.name) for one in node.names)
        self.imports.append(Import(node.module or "", names, node.lineno, node.level, True, guarded))
        self.bind([bound for _, bound in names if bound != "*"], main)
        if node.module == "flask":
            self.flask |= {bound for name, bound in names if name == "Flask"}

    def bind(self, names: Iterable[str], main: bool) -> None:
        """Names that exist once the file is imported."""
        if not main:
            self.names |= set(names)

    def is_flask(self, value: object) -> bool:
        """`Flask(…)`, `flask.Flask(…)`, or under the name it was imported as."""
        match value:
            case ast.Call(func=ast.Name(id=name)):
                return name in self.flask
            case ast.Call(func=ast.Attribute(attr="Flask")):
                return True
        return False

    def makes_application(self, function: ast.FunctionDef) -> bool:
        """Whether a function makes a Flask instance and returns something."""
        nodes = list(ast.walk(function))
        return any(isinstance(node, ast.Return) and node.value is not None for node in nodes) and any(
            self.is_flask(node) for node in nodes
        )


def inner_statements(node: ast.stmt) -> list[ast.stmt]:
    """The statements inside a loop, with or match."""
    if isinstance(node, ast.Match):
        return [statement for one in node.cases for statement in one.body]
    return [*getattr(node, "body", []), *getattr(node, "orelse", [])]


def is_main_guard(test: ast.expr) -> bool:
    """`__name__ == "__main__"`, either way round."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = [left, right]
            return any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides) and any(
                isinstance(side, ast.Constant) and side.value == "__main__" for side in sides
            )
    return False


def targets_of(node: ast.stmt) -> list[str]:
    """The names that a statement's own targets bind (assignment, for, with, walrus)."""
    parts: Sequence[ast.AST]
    match node:
        case ast.For() | ast.AsyncFor():
            parts = [node.target]
        case ast.With() | ast.AsyncWith():
            parts = [item.optional_vars for item in node.items if item.optional_vars is not None]
        case ast.While():
            parts = [node.test]
        case ast.Match():
            parts = [one.pattern for one in node.cases]
        case ast.AnnAssign(value=None) | ast.Delete():
            parts = []
        case _:
            parts = [node]
    found = []
    for part in parts:
        for one in ast.walk(part):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                found.append(one.id)
            elif isinstance(one, ast.MatchAs | ast.MatchStar) and one.name:
                found.append(one.name)
    return found


def routes_of(node: ast.AST) -> list[Route]:
    """The routes a function's decorators, or one add_url_rule, give."""
    found = []
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            match decorator:
                case ast.Call(func=ast.Attribute(attr=verb), args=[ast.Constant(value=str(path)), *_]):
                    if verb == "route":
                        found.append(Route(path, methods_of(decorator), node.name, decorator.lineno))
                    elif verb in VERBS:
                        found.append(Route(path, (verb.upper(),), node.name, decorator.lineno))
    match node:
        case ast.Call(func=ast.Attribute(attr="add_url_rule"), args=[ast.Constant(value=str(path)), *_]):
            found.append(Route(path, methods_of(node), "", node.lineno))
    return found


def methods_of(call: ast.Call) -> tuple[str, ...]:
    """The literal `methods=[…]`, GET where none is given."""
    for keyword in call.keywords:
        if keyword.arg == "methods" and isinstance(keyword.value, ast.List | ast.Tuple | ast.Set):
            values = [one.value for one in keyword.value.elts if isinstance(one, ast.Constant)]
            return tuple(str(value).upper() for value in values)
    return ("GET",)
