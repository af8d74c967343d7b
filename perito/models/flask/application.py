"""The source code: the module gunicorn loads, its imports, and FLASK_APP by Flask's rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.probes.python import proxy_fix, wsgi
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.command_line import CommandLine
    from perito.models.flask.directory import Directory
    from perito.models.flask.environment import Environment
    from perito.models.flask.gunicorn import Gunicorn
    from perito.models.flask.virtualenv import Virtualenv
    from perito.models.web.names import Names
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.probes.python.wsgi_source import Import, SyntaxProblem
    from perito.server.server import Server

FALLBACK_APP = "wsgi:app"
APP_SPEC = re.compile(r"[A-Za-z_][\w.]*(:.+)?")
USUAL_MODULES = ("application.py", "app.py")


@dataclass(frozen=True, slots=True)
class FlaskAppProblem:
    """Why FLASK_APP names no application. kind: no-file, syntax, no-object (`name` is not in `file`), no-application.

    `place` and `message`: where Python stumbles, and over what.
    """

    kind: str
    text: str
    file: str
    name: str = ""
    place: str = ""
    message: str = ""


class Application:
    """The source code below the directory. Facts raise CannotLook where it may not be read."""

    def __init__(
        self,
        server: Server,
        names: Names,
        unit: Unit,
        command: CommandLine,
        directory: Directory,
        environment: Environment,
        virtualenv: Virtualenv,
        gunicorn: Gunicorn,
    ) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.command = command
        self.directory = directory
        self.environment = environment
        self.virtualenv = virtualenv
        self.gunicorn = gunicorn
        self.trail = server.trail

    @property
    def callable(self) -> str:
        """The object that gunicorn loads, `wsgi:app`."""
        app = self.gunicorn.app if self.unit.state is not None else None
        sound = app is not None and APP_SPEC.fullmatch(app) and not self.gunicorn.joined_by_dot(app)
        return app if app is not None and sound else FALLBACK_APP

    @property
    def module(self) -> str:
        """The module of `wsgi_app`."""
        return self.callable.partition(":")[0].removesuffix(".py")

    @fact
    def sources(self) -> dict[str, wsgi.Source]:
        """Every Python file of the directory and of the packages in it, by absolute path."""
        found = {}
        for name in self.directory.python_files:
            text = self.directory.text_of(name)
            if text is not None:
                found[self.directory.inside(name)] = wsgi.parse_source(self.directory.inside(name), text.text)
        return found

    @property
    def source(self) -> wsgi.Source | None:
        """The source gunicorn loads."""
        return self.sources.get(f"{self.command.code_directory}/{self.module.replace('.', '/')}.py")

    @property
    def file(self) -> str | None:
        """The file that makes the Flask object; a file of the usual name counts where it does not compile."""
        for path, source in self.sources.items():
            if source.flask_instances or source.factories:
                return path
        broken = [path for path, source in self.sources.items() if source.problem is not None]
        usual = [f"{self.command.code_directory}/{name}" for name in USUAL_MODULES]
        return next((path for path in usual if path in broken), next(iter(broken), None))

    def compile_probe(self) -> Probe[Seen[SyntaxProblem]]:
        """How to compile every source with the server's own Python."""
        return wsgi.compile_on_server([self.directory.inside(name) for name in self.directory.python_files])

    def syntax_errors(self, *, of_wsgi: bool) -> list[SyntaxProblem]:
        """The syntax errors of the module gunicorn loads, or of every other file that it needs."""
        loaded = self.source.path if self.source else None
        application = self.file
        needed = {*self._imported(loaded), *([application] if application else [])}
        own = {loaded} if loaded and loaded != application else set()
        wanted = own if of_wsgi else needed - own
        problems = self.server.see(self.compile_probe())
        return [found for path in sorted(wanted) if (found := problems.get(path)) is not None]

    def _imported(self, path: str | None) -> set[str]:
        """Files of the directory that a source needs, directly or through others."""
        found: set[str] = set()
        todo = [path] if path else []
        while todo:
            source = self.sources.get(todo.pop())
            for target in self._files_of(source) if source else ():
                if target not in found:
                    found.add(target)
                    todo.append(target)
        return found

    def _files_of(self, source: wsgi.Source) -> list[str]:
        """Files of the directory that a source imports: modules, packages, and modules of packages."""
        names = []
        for one in source.imports:
            module = wsgi.absolute_module(one, source.path, self.command.code_directory)
            names += [module.partition(".")[0], module, *(f"{module}.{original}" for original, _bound in one.names)]
        files = (wsgi.module_file(name, self.sources, self.command.code_directory) for name in names if name)
        return [file for file in files if file is not None]

    def flask_objects(self, source: wsgi.Source) -> set[str]:
        """Names in a source that stand for a Flask object, its own or imported from a file of the directory."""
        found = {*source.flask_instances, *source.factories}
        for one in source.imports:
            module = wsgi.absolute_module(one, source.path, self.command.code_directory)
            origin = self.sources.get(wsgi.module_file(module, self.sources, self.command.code_directory) or "")
            made = {*origin.flask_instances, *origin.factories} if origin else set()
            found |= {bound for original, bound in one.names if original in made}
        return found

    @property
    def loaded_sources(self) -> list[wsgi.Source]:
        """The module gunicorn loads and the files it imports."""
        loaded = self.source
        if loaded is None:
            return []
        return [loaded, *(self.sources[path] for path in sorted(self._imported(loaded.path)))]

    def missing_imports(self) -> list[tuple[str, Import]]:
        """Imports that lead to no file and no installed package, each with the name of the file it stands in."""
        modules = [PurePosixPath(name).stem for name in (*self.directory.names_inside, *self.directory.python_files)]
        installed = list(self.virtualenv.found.distributions) if self.virtualenv.found else []
        return [
            (PurePosixPath(source.path).name, one)
            for source in self.loaded_sources
            for one in wsgi.missing_imports(source, modules, installed)
        ]

    def callable_found(self) -> bool:
        """Whether the module binds the name gunicorn looks for."""
        attribute = self.callable.partition(":")[2] or "application"
        return wsgi.resolve(f"{self.module}:{attribute}", self.sources, self.command.code_directory).ok

    def callables_there(self) -> str:
        """Flask objects that the module has, as `wsgi:application`."""
        source = self.source
        found = (*source.flask_instances, *source.factories) if source is not None else ()
        return ", ".join(f"{self.module}:{name}" for name in found) or "—"

    def unguarded_runs(self) -> list[tuple[str, int]]:
        """Calls of app.run() that run on import: the file and the line."""
        return [(PurePosixPath(source.path).name, source.app_run) for source in self.loaded_sources if source.app_run]

    def flask_app_problem(self) -> FlaskAppProblem | None:
        """Why FLASK_APP names no application; None where it does (Flask's own rules for the value)."""
        value = (self.environment.dotenv.get("FLASK_APP") or "").strip()
        name, _colon, attribute = value.partition(":")
        path = PurePosixPath(self.names.directory, name)
        module = path if path.suffix == ".py" else path.with_name(f"{path.name}.py")
        source = self.sources.get(str(module))
        package = self.directory.entry(name.split(".")[0])
        if source is None:
            known = package is not None and package.kind == "directory"
            text = _("there is no {file}").format(file=module.name)
            return None if known else FlaskAppProblem("no-file", text, module.name)
        if source.problem is not None:
            place, message = f"{module.name}:{source.problem.line}", source.problem.message
            return FlaskAppProblem("syntax", f"{place}: {message}", module.name, "", place, message)
        wanted = {attribute.partition("(")[0]} if attribute else {"app", "application", "create_app", "make_app"}
        if wanted & source.names or (not attribute and self.flask_objects(source)):
            return None
        text = _("{file} has no {name}").format(file=module.name, name=attribute or "app")
        return FlaskAppProblem("no-object" if attribute else "no-application", text, module.name, attribute)

    def trusts(self, parameter: str) -> bool:
        """Whether a file that gunicorn loads wraps the application in a ProxyFix that reads such a header."""
        return any(parameter in proxy_fix.trusted(self._text(one.path)) for one in self.loaded_sources)

    def texts(self) -> list[str]:
        """The files that make this deployment's Flask object."""
        return [self._text(path) for path, one in self.sources.items() if one.flask_instances or one.factories]

    def _text(self, path: str) -> str:
        found = self.directory.text_of(path.removeprefix(f"{self.names.directory}/"))
        return found.text if found is not None else ""
