"""Python source of the application (practice, items 12-14): by ast, never run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.probes.base import Probe
    from perito.probes.framing import Seen


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Why a file does not compile."""

    file: str
    line: int
    message: str
    kind: str = "SyntaxError"


@dataclass(frozen=True, slots=True)
class Import:
    """`import x.y as z` or `from x import a as b`: names are (name, bound name). level: dots of a relative import.
    guarded: inside try, or under the main guard or TYPE_CHECKING: it may fail without harm to gunicorn."""

    module: str
    names: tuple[tuple[str, str], ...]
    line: int
    level: int = 0
    is_from: bool = False
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A path the application answers, from `@app.route(…)`, `@app.get(…)` or add_url_rule."""

    path: str
    methods: tuple[str, ...]
    function: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file. names: bound at module level, imports included. flask_instances: names bound to `Flask(…)`.
    callables: names bound at module level to a function, a class or a call's result. app_run: line of an
    unguarded `.run(…)` at module level of a Flask instance or an imported name, 0 where there is none.
    factories: functions that return a Flask instance. star_imports: modules whose names we cannot know."""

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


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whether `module:attr` names an application. problem: "", no_module, syntax_error, no_attribute, bad_spec.
    file: the module's file; attr: the name looked for; suggestions: Flask instances that are there."""

    ok: bool
    problem: str = ""
    module: str = ""
    attr: str = ""
    file: str = ""
    suggestions: tuple[str, ...] = ()


def parse_source(path: str, text: str) -> Source:
    """Read a Python file with this grader's Python. Never raises."""
    raise NotImplementedError


def compile_on_server(
    paths: Sequence[str], python: str = "/usr/bin/python3", *, role: Role = Role.ROOT
) -> Probe[Seen[SyntaxProblem]]:
    """Compile with the server's interpreter, in memory. None: compiles. A missing file is a SyntaxProblem of kind
    `absent`; one we may not read raises CannotLook on access."""
    raise NotImplementedError


def resolve(spec: str, sources: Mapping[str, Source], directory: str) -> Resolution:
    """Whether gunicorn run in `directory` would find `module:attr` (attr may be a call, `create_app()`);
    sources by absolute path."""
    raise NotImplementedError


def missing_imports(source: Source, modules: Sequence[str], installed: Sequence[str]) -> list[Import]:
    """The unguarded imports that name neither a module of the directory, nor the standard library, nor a top-level
    name of an installed distribution."""
    raise NotImplementedError
