"""Python source of the application (practice, items 12-14): read by ast, never run."""

from __future__ import annotations

import ast
import json
import posixpath
import shlex
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text, tool_of
from perito.probes.files import unique
from perito.probes.framing import MALFORMED, Seen, complete, quoted
from perito.probes.python import syntax
from perito.probes.python.wsgi_source import Import, Route, Source, SourceReader, SyntaxProblem
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from perito.transport.base import Answer

LONGEST: Final = 512 * 1024  # characters of source
COMPILE: Final = r"""
import json, os, sys, warnings
warnings.simplefilter('ignore')
for path in sys.argv[1:]:
    row = {'path': path, 'kind': ''}
    try:
        if not os.path.isfile(path):
            row.update(kind='absent', line=0, message='No such file')
            os.stat(path)
        else:
            with open(path, 'rb') as file:
                compile(file.read(1 << 20), path, 'exec', dont_inherit=True)
    except PermissionError as problem:
        row.update(kind='denied', line=0, message=str(problem))
    except OSError as problem:
        row.update(kind='absent', line=0, message=str(problem))
    except SyntaxError as problem:
        row.update(kind=type(problem).__name__, line=problem.lineno or 0, message=str(problem.msg))
    except (ValueError, MemoryError, RecursionError) as problem:
        row.update(kind=type(problem).__name__, line=0, message=str(problem))
    print(json.dumps(row))
"""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whether `module:attr` names an application.

    problem: "", no_module (file: where it was looked for), syntax_error, no_attribute, bad_spec (gunicorn takes a
    name or a call behind the colon). file: the file in which the trouble is. suggestions: Flask instances
    that are there. certain: False where a star import or __getattr__ may bring the name in.
    """

    ok: bool
    problem: str = ""
    module: str = ""
    attr: str = ""
    file: str = ""
    suggestions: tuple[str, ...] = ()
    certain: bool = True


def parse_source(path: str, content: str) -> Source:
    """Read a Python file with this grader's Python. Never raises.

    The server's own may be older or newer: compile_on_server decides on syntax.
    """
    if len(content) > LONGEST:
        return Source(path, SyntaxProblem(path, 0, "too long to read", "ValueError"))
    try:
        return SourceReader(path).read(syntax.module(content, path))
    except SyntaxError as problem:
        kind = type(problem).__name__
        return Source(path, SyntaxProblem(path, problem.lineno or 0, str(problem.msg), kind))
    except (ValueError, RecursionError, MemoryError) as problem:
        return Source(path, SyntaxProblem(path, 0, str(problem), type(problem).__name__))


def compile_on_server(
    paths: Sequence[str], python: str = "/usr/bin/python3", *, role: Role = Role.ROOT
) -> Probe[Seen[SyntaxProblem]]:
    """Compile with the server's interpreter, in memory. None: it compiles.

    A missing file is a SyntaxProblem of kind `absent`; one we may not read raises CannotLook on access.
    """
    script = f"{quoted([python])} -I -S -B -c {shlex.quote(COMPILE)} {quoted(unique(paths))}"
    return Probe(
        Command(script, role, about=f"python3 -m py_compile {quoted(unique(paths))}"),
        partial(read_compile, paths=unique(paths)),
    )


def read_compile(answer: Answer, paths: Sequence[str]) -> Seen[SyntaxProblem]:
    """The answer to compile_on_server: one JSON object a line."""
    found: dict[str, SyntaxProblem | None] = {}
    unseen = dict.fromkeys(paths, "nothing was said about it")
    for line in text(tool_of(complete(answer), "python3").stdout).splitlines():
        try:
            row = json.loads(line)
            path, kind = str(row["path"]), str(row["kind"])
            if path not in unseen:
                continue
            if kind == "denied":
                unseen[path] = str(row["message"])
            else:
                problem = SyntaxProblem(path, int(row["line"]), str(row["message"]), kind) if kind else None
                found[path] = problem
                del unseen[path]
        except MALFORMED:
            continue
    return Seen(found, unseen)


def resolve(spec: str, sources: Mapping[str, Source], directory: str) -> Resolution:
    """Whether gunicorn run in `directory` would find `module:attr`; sources by absolute path.

    As gunicorn.util.import_app: without a colon the name is `application`, and a call `create_app()` counts
    as the name called. Names imported from other modules of the directory are followed.
    """
    module, colon, expression = spec.partition(":")
    attr = called_name(expression) if colon else "application"
    if not module or attr is None:
        return Resolution(False, "bad_spec", module, expression)
    return lookup(module, attr, sources, directory)


def called_name(expression: str) -> str | None:
    """`app` or `create_app("x")` → the name; None for what gunicorn cannot read."""
    try:
        node = syntax.expression(expression.strip())
    except syntax.NO_SOURCE:
        return None
    if isinstance(node, ast.Call):
        node = node.func
    return node.id if isinstance(node, ast.Name) else None


def lookup(module: str, attr: str, sources: Mapping[str, Source], directory: str, depth: int = 0) -> Resolution:
    """One module's name, followed through imports within the directory."""
    file = module_file(module, sources, directory)
    if file is None:
        expected = posixpath.join(directory, *module.split(".")) + ".py"
        return Resolution(False, "no_module", module, attr, expected)
    source = sources[file]
    if source.problem is not None:
        return Resolution(False, "syntax_error", module, attr, file)
    if attr not in source.names:
        open_ended = bool(source.star_imports) or "__getattr__" in source.names
        if open_ended:
            return Resolution(True, "", module, attr, file, certain=False)
        return Resolution(False, "no_attribute", module, attr, file, source.flask_instances)
    origin = next((one for one in source.imports if one.is_from and attr in (b for _, b in one.names)), None)
    if origin is None or depth > 5 or (origin.level == 0 and origin.guarded):
        return Resolution(True, "", module, attr, file)
    name = next(original for original, bound in origin.names if bound == attr)
    inner = absolute_module(origin, file, directory)
    if module_file(inner, sources, directory) is None:
        return Resolution(True, "", module, attr, file)  # from a package: see missing_imports
    found = lookup(inner, name, sources, directory, depth + 1)
    if found.problem == "no_attribute" and module_file(f"{inner}.{name}", sources, directory):
        return Resolution(True, "", module, attr, file)
    return found


def absolute_module(origin: Import, file: str, directory: str) -> str:
    """The dotted name that an import means, seen from the directory."""
    if not origin.level:
        return origin.module
    parts = posixpath.relpath(posixpath.dirname(file), directory).split("/")
    parts = [part for part in parts if part != "."]
    parts = parts[: max(0, len(parts) - origin.level + 1)]
    return ".".join([*parts, *filter(None, [origin.module])])


def module_file(module: str, sources: Mapping[str, Source], directory: str) -> str | None:
    """The file of a dotted name under the directory; a package before a module, as Python looks."""
    base = posixpath.join(directory, *module.split("."))
    return next((path for path in (f"{base}/__init__.py", f"{base}.py") if path in sources), None)


def missing_imports(source: Source, modules: Collection[str], installed: Collection[str]) -> list[Import]:
    """The unguarded imports whose top-level name no package provides.

    modules: names of the directory's own files and directories; installed: Virtualenv.modules.
    """
    return [
        one
        for one in source.imports
        if not one.level
        and not one.guarded
        and (top := one.module.split(".")[0])
        and top not in sys.stdlib_module_names
        and top not in modules
        and top not in installed
    ]


__all__ = [
    "Import",
    "Resolution",
    "Route",
    "Source",
    "SyntaxProblem",
    "compile_on_server",
    "missing_imports",
    "parse_source",
    "resolve",
]
