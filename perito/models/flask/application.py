"""Pipfile, virtual environment and source code of a deployment (practice, items 8–14)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.web.unit import UnitFacts
from perito.practice.expect import Failure
from perito.probes.python import pipenv, wsgi
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.framing import Seen

FALLBACK_APP = "wsgi:app"
APP_SPEC = re.compile(r"[A-Za-z_][\w.]*(:.+)?")
SYSTEM = frozenset({"/", "/usr", "/usr/local"})
USUAL_MODULES = ("application.py", "app.py")


class PythonFacts(UnitFacts):
    """What is installed, and what the source says."""

    @fact
    def pipfile(self) -> pipenv.PipfileFacts:
        """The Pipfile."""
        found = self.text_of("Pipfile")
        if found is None:
            raise Failure("Pipfile", "—")
        return pipenv.parse_pipfile(found.text)

    @property
    def lock_in_step(self) -> bool:
        """Whether Pipfile.lock carries this Pipfile's hash."""
        pipfile, lock = self.text_of("Pipfile"), self.text_of("Pipfile.lock")
        return pipfile is not None and lock is not None and pipenv.lock_in_step(pipfile.text, lock.text)

    @fact
    def found_virtualenv(self) -> pipenv.Virtualenv | None:
        """This directory's environment: by its name, by what it says it was made for, or in the project; where
        there is none of its own, the one that the unit really uses."""
        environments = [*self.server.virtualenvs, *self._elsewhere()]
        wanted = pipenv.virtualenv_names(self.inside("Pipfile"))
        own = [one for one in environments if one.name in wanted or one.project == self.names.directory]
        inside = [one for one in environments if str(PurePosixPath(one.path).parent) == self.names.directory]
        used = [one for one in environments if one.path == self.program_virtualenv]
        candidates = [*own, *inside, *(one for one in used if not self._claimed(one))] or used
        running = [one for one in candidates if one.path == self.program_virtualenv]
        return next(iter([*running, *candidates]), None)

    def _elsewhere(self) -> list[pipenv.Virtualenv]:
        """The environment whose program the unit runs, where it lies in none of the usual places."""
        path = self.program_virtualenv
        if path is None or path in {one.path for one in self.server.virtualenvs} or path in SYSTEM:
            return []
        if self.way(self.gunicorn.program) is None:
            return []
        return self.server.see(pipenv.virtualenvs_at([path]))

    def _claimed(self, one: pipenv.Virtualenv) -> bool:
        return one.project is not None and one.project != self.names.directory and one.project in self._entries

    @property
    def virtualenv_path(self) -> str | None:
        """Where the environment lies; None where there is none."""
        return self.found_virtualenv.path if self.found_virtualenv else None

    @property
    def virtualenv(self) -> pipenv.Virtualenv:
        """The environment."""
        if self.found_virtualenv is None:
            raise Failure(_("a virtual environment"), "—")
        return self.found_virtualenv

    @property
    def virtualenv_bin(self) -> str:
        """Its directory of programs."""
        return f"{self.virtualenv.path}/bin"

    def virtualenv_story(self) -> str:
        """Environments that look like this directory's but are not: it was moved, or renamed."""
        if self.found_virtualenv is not None:
            return ""
        wanted = pipenv.virtualenv_names(self.inside("Pipfile"))[:1]
        others = [one.path for one in self.server.virtualenvs if one.name[:-9] == self.names.app]
        if not others:
            return ""
        return _("Found {others}, but for this path pipenv calls it {wanted}.").format(
            others=", ".join(others), wanted=", ".join(wanted)
        )

    @property
    def acceptable_owners(self) -> list[str]:
        """Who may own the environment."""
        return sorted({*self.ordinary_users, self.user})

    def installed(self, name: str) -> str | None:
        """The version of a distribution in the environment, None where it is not installed."""
        return self.virtualenv.distributions.get(name)

    @property
    def wsgi_app(self) -> str:
        """What gunicorn is told to load, `wsgi:app`."""
        app = self.gunicorn_app if self.state is not None else None
        sound = app is not None and APP_SPEC.fullmatch(app) and not self._joined_by_dot(app)
        return app if app is not None and sound else FALLBACK_APP

    @property
    def wsgi_module(self) -> str:
        """The module of `wsgi_app`."""
        return self.wsgi_app.partition(":")[0].removesuffix(".py")

    @fact
    def sources(self) -> dict[str, wsgi.Source]:
        """Every Python file of the directory and of the packages in it, by absolute path."""
        found = {}
        for name in self.python_files:
            text = self.text_of(name)
            if text is not None:
                found[self.inside(name)] = wsgi.parse_source(self.inside(name), text.text)
        return found

    @property
    def wsgi_source(self) -> wsgi.Source | None:
        """The source gunicorn loads."""
        return self.sources.get(f"{self.code_directory}/{self.wsgi_module.replace('.', '/')}.py")

    @property
    def application_module(self) -> str | None:
        """The file that makes the Flask object; a file of the usual name counts where it does not compile."""
        for path, source in self.sources.items():
            if source.flask_instances or source.factories:
                return path
        broken = [path for path, source in self.sources.items() if source.problem is not None]
        usual = [f"{self.code_directory}/{name}" for name in USUAL_MODULES]
        return next((path for path in usual if path in broken), next(iter(broken), None))

    def application_story(self) -> str:
        """The Python files there are, where none makes a Flask object."""
        return _("Python files there: {files}.").format(files=", ".join(self.python_files) or "—")

    def compile_probe(self) -> Probe[Seen[wsgi.SyntaxProblem]]:
        """How to compile every source with the server's own Python."""
        return wsgi.compile_on_server([self.inside(name) for name in self.python_files])

    def syntax_errors(self, *, of_wsgi: bool) -> list[str]:
        """`file:line: message` of the module gunicorn loads, or of every other file that it needs."""
        loaded = self.wsgi_source.path if self.wsgi_source else None
        application = self.application_module
        needed = {*self._imported(loaded), *([application] if application else [])}
        own = {loaded} if loaded and loaded != application else set()
        wanted = own if of_wsgi else needed - own
        problems = self.server.see(self.compile_probe())
        return [
            f"{PurePosixPath(found.file).name}:{found.line}: {found.message}"
            for path in sorted(wanted)
            if (found := problems.get(path)) is not None
        ]

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
            module = wsgi.absolute_module(one, source.path, self.code_directory)
            names += [module.partition(".")[0], module, *(f"{module}.{original}" for original, _bound in one.names)]
        files = (wsgi.module_file(name, self.sources, self.code_directory) for name in names if name)
        return [file for file in files if file is not None]

    def _flask_objects(self, source: wsgi.Source) -> set[str]:
        """Names in a source that stand for a Flask object, its own or imported from a file of the directory."""
        found = {*source.flask_instances, *source.factories}
        for one in source.imports:
            module = wsgi.absolute_module(one, source.path, self.code_directory)
            origin = self.sources.get(wsgi.module_file(module, self.sources, self.code_directory) or "")
            made = {*origin.flask_instances, *origin.factories} if origin else set()
            found |= {bound for original, bound in one.names if original in made}
        return found

    @property
    def loaded_sources(self) -> list[wsgi.Source]:
        """The module gunicorn loads and the files it imports."""
        loaded = self.wsgi_source
        if loaded is None:
            return []
        return [loaded, *(self.sources[path] for path in sorted(self._imported(loaded.path)))]

    def missing_imports(self) -> list[str]:
        """Imports that lead to no file and no installed package, as `file:line: module`."""
        modules = [PurePosixPath(name).stem for name in (*self.names_inside, *self.python_files)]
        installed = list(self.found_virtualenv.distributions) if self.found_virtualenv else []
        return [
            f"{PurePosixPath(source.path).name}:{one.line}: {one.module}"
            for source in self.loaded_sources
            for one in wsgi.missing_imports(source, modules, installed)
        ]

    def callable_found(self) -> bool:
        """Whether the module binds the name gunicorn looks for."""
        attribute = self.wsgi_app.partition(":")[2] or "application"
        return wsgi.resolve(f"{self.wsgi_module}:{attribute}", self.sources, self.code_directory).ok

    def callables_there(self) -> str:
        """Flask objects that the module does have, as `wsgi:application`."""
        source = self.wsgi_source
        found = (*source.flask_instances, *source.factories) if source is not None else ()
        return ", ".join(f"{self.wsgi_module}:{name}" for name in found) or "—"

    def unguarded_runs(self) -> list[str]:
        """Calls of app.run() that run on import, as `file:line`."""
        return [
            f"{PurePosixPath(source.path).name}:{source.app_run}" for source in self.loaded_sources if source.app_run
        ]

    def flask_app_problem(self) -> str | None:
        """Why FLASK_APP names no application; None where it does (Flask's own rules for the value)."""
        value = (self.dotenv.get("FLASK_APP") or "").strip()
        name, _colon, attribute = value.partition(":")
        path = PurePosixPath(self.names.directory, name)
        module = path if path.suffix == ".py" else path.with_name(f"{path.name}.py")
        source = self.sources.get(str(module))
        package = self.entry(name.split(".")[0])
        if source is None:
            known = package is not None and package.kind == "directory"
            return None if known else _("there is no {file}").format(file=module.name)
        if source.problem is not None:
            return f"{module.name}:{source.problem.line}: {source.problem.message}"
        wanted = {attribute.partition("(")[0]} if attribute else {"app", "application", "create_app", "make_app"}
        if wanted & source.names or (not attribute and self._flask_objects(source)):
            return None
        return _("{file} has no {name}").format(file=module.name, name=attribute or "app")
