"""Asks for the second sources of all that is Python's, and adds their comparisons to the server's."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.models.flask.integrity import packages, programs, rests, serving
from perito.models.flask.integrity.lasting import lasting
from perito.practice.expect import Absent
from perito.probes.holders import Holders, holders
from perito.probes.python import installed
from perito.server.integrity.machine import UNIT_CHECKS
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from perito.models.flask.deployment import Deployment
    from perito.models.flask.tools import Tools
    from perito.probes.base import Probe
    from perito.probes.python.pipenv import Virtualenv
    from perito.server.server import Server
    from perito.transport.base import Command

CHECKS: Final = ("integrity.python", "integrity.gunicorn")
PACKAGES: Final = {"pip3": "pip", "pipenv": "pipenv"}  # the program, and the package that brings it
# Without these nothing else is seen, either.
QUIET: Final = {Unseen.NOT_RECORDED, Unseen.TOOL_ABSENT, Unseen.NO_SUDO, Unseen.SUDO_PASSWORD, Unseen.LOST}
# What is too much or too slow may be a sound server's.
LARGE: Final = {Unseen.TOO_LONG, Unseen.TIMEOUT}
MODULE: Final = "-m"
MOVES: Final = {"PYTHONHOME", "PYTHONPLATLIBDIR"}
COMPILED: Final = "PYTHONPYCACHEPREFIX"
OK: Final = 200
BAD: Final = 500
STOOD_IN: Final = {"flask", "werkzeug", "jinja2"}


class OfDeployment:
    """What a deployment's environment and its processes are, beside what they say. Facts raise Absent where there is no
    environment or no socket, and CannotLook where it cannot be seen."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.server = deployment.server

    def environment_probe(self) -> Probe[installed.Environment]:
        """How to ask for its packages."""
        compiled = self.deployment.unit.variables.get(COMPILED, "")
        path = self.deployment.virtualenv.present.path
        return installed.environment(path, first=self._first(self._search_path()), compiled=compiled)

    def holders_probe(self) -> Probe[Holders]:
        """How to ask who holds its sockets. Raises Absent where it is told none."""
        if not self._sockets():
            raise Absent(_("a socket"), "—")
        return holders(self._sockets(), self.deployment.unit.loaded.main_pid)

    def _sockets(self) -> list[str]:
        program = self.deployment.program
        found = {*program.sockets, *program.sockets_as_given}
        with suppress(CannotLook, Absent):
            found |= {*self.deployment.site.wanted_sockets()}
        return sorted(found)

    def _search_path(self) -> str:
        return self.deployment.unit.variables.get("PYTHONPATH", "")

    def _first(self, search_path: str) -> list[str]:
        """Directories that Python searches before the environment's packages."""
        here = self.deployment.unit.working_directory or "/"
        found = [posixpath.join(here, one) for one in search_path.split(":") if one]
        with suppress(CannotLook, Absent):
            line = self.deployment.command.line
            found += [here] if MODULE in line.argv else []
        return found

    def compared(self) -> Iterator[Contradiction]:
        """Every contradiction, for the checks of this deployment."""
        for found in (self._packages(), self._moved(), self._processes(), self._code(), self._stand_ins()):
            yield from (replace(one, subject=self.deployment.names.label) for one in found)

    def _packages(self) -> Iterator[Contradiction]:
        with suppress(Absent):
            path = self.deployment.virtualenv.present.path
            asked = self._environment(path)
            yield from seen(
                lambda: packages.compared(path, self.server.see(asked), self._wanted()),
                path,
                (*rests.PYTHON, *rests.FLASK, *rests.GUNICORN, *rests.PACKAGES, *rests.RUNS),
            )
        with suppress(Absent, CannotLook):
            if (used := self._used()) is not None:
                for one in packages.compared(used.path, self.server.see(self._environment(used.path)), self._wanted()):
                    yield replace(one, checks=rests.RUNS)

    def _environment(self, path: str) -> Probe[installed.Environment]:
        """How to ask for the packages of an environment, and for what the process finds before them."""
        search_path, given = self._search_path(), self._variables()
        if not {*self._first(given.get("PYTHONPATH", ""))} <= {*self._first(search_path)}:
            search_path = f"{search_path}:{given['PYTHONPATH']}"
        return installed.environment(path, first=self._first(search_path), compiled=given.get(COMPILED, ""))

    def _variables(self) -> dict[str, str]:
        """The unit's variables, and those that the process really has."""
        found = dict(self.deployment.unit.variables)
        with suppress(CannotLook, Absent):
            own: dict[str, str] = self.server.see(self.deployment.running.environ_probe())
            found |= own
        return found

    def _moved(self) -> Iterator[Contradiction]:
        """Variables by which Python takes its library, and its packages, from elsewhere."""
        with suppress(CannotLook, Absent):
            path, given = self.deployment.virtualenv.present.path, self._variables()
            for name in MOVES & given.keys():
                if given[name]:
                    yield Contradiction(
                        finding="integrity.gunicorn/shadowed",
                        about=name,
                        first=Source("pyvenv.cfg", path),
                        second=Source(f"{name}={given[name]}", _("Python finds this one first")),
                        checks=rests.RUNS,
                    )

    def _used(self) -> Virtualenv | None:
        """The environment that the unit runs, where it is another one than the directory's and has a gunicorn whose
        packages are compared, too; None where there is none."""
        with suppress(CannotLook, Absent):
            found = self.deployment.virtualenv.used
            if found is not None and found.path != self.deployment.virtualenv.path:
                here = self.server.see(self._environment(found.path))
                return found if "gunicorn" in here.distributions else None
        return None

    def _wanted(self) -> set[str]:
        """Packages that points rest on: those that the exercise pins, and those that the code imports."""
        found: set[str] = set()
        with suppress(CannotLook, Absent):
            found |= {one.name for one in self.deployment.exercise.wanted} if self.deployment.is_exercise else set()
        with suppress(CannotLook, Absent):
            for source in self.deployment.application.loaded_sources:
                found |= {one.module.partition(".")[0].lower().replace("_", "-") for one in source.imports}
        return found

    def _processes(self) -> Iterator[Contradiction]:
        with suppress(Absent):
            if self.deployment.unit.state is None:
                return
            yield from serving.renamed(self.deployment.unit.processes)
            if not self._sockets():
                return
            found = seen(self._holding, str(self.deployment.names.service), rests.RUNS)
            if found and not self.server.session.replayed:  # a start that we saw half of
                self.server.ask_anew([self.holders_probe().command])
                found = seen(self._holding, str(self.deployment.names.service), rests.RUNS)
            yield from found

    def _code(self) -> Iterator[Contradiction]:
        with suppress(Absent, CannotLook):
            if self.deployment.unit.state is not None and self.deployment.unit.processes:
                yield from serving.loaded_before(self.deployment.code.contradicted(), self.deployment.server.clock)

    def _stand_ins(self) -> Iterator[Contradiction]:
        """A module of one's own with the name of Flask's or of a package below it, in a gunicorn that answers: one that
        hides a package by mistake keeps gunicorn from starting."""
        with suppress(Absent, CannotLook):
            status, inside = self.deployment.socket.reply_status, self.deployment.directory.names_inside
            for source in self.deployment.application.loaded_sources if OK <= status < BAD else ():
                path = PurePosixPath(source.path)
                module = path.parent if path.name == "__init__.py" else path.with_suffix("")
                brought = any(one.lower().startswith(f"{module.name}-") and one.endswith("-info") for one in inside)
                first = str(module.parent) == self.deployment.command.code_directory
                if module.name in STOOD_IN and first and not brought:  # by pip install --target
                    yield Contradiction(
                        finding="integrity.gunicorn/shadowed",
                        about=source.path,
                        first=Source("import", module.name),
                        second=Source(source.path, _("Python finds this one first")),
                        checks=("application.imports", *rests.RUNS),
                    )

    def _holding(self) -> Iterator[Contradiction]:
        unit = self.deployment.unit
        own = {one.pid for one in unit.processes} | {unit.loaded.main_pid}
        found = self.server.see(self.holders_probe())
        yield from serving.handed_on(self._sockets(), found, unit.opened_by)
        yield from serving.compared(self._sockets(), found, own, self._homes(), idle=self._idle())

    def _homes(self) -> list[str]:
        """Where libraries of its Python and of its packages come from: environments that are compared."""
        found = [one for one in (self.deployment.virtualenv.present, self._used()) if one is not None]
        bases = [posixpath.dirname(posixpath.dirname(one.python or "/usr/bin/python3")) for one in found]
        with suppress(CannotLook, Absent):  # what the student compiled beside the code
            bases.append(self.deployment.command.code_directory)
        return [*(f"{one.path}/" for one in found), *(f"{base}/" for base in bases)]

    def _idle(self) -> bool:
        """Whether gunicorn is told to start no workers, and neither its socket nor nginx has an answer of its."""
        if self.deployment.gunicorn.workers != 0 or self.deployment.socket.reply_status:
            return False
        with suppress(CannotLook, Absent):
            reply = self.deployment.page.reply(self.deployment.site.server_name)
            return bool(reply.failure) or reply.status >= serving.NO_PROGRAM
        return True


class OfTools:
    """What pip and pipenv are, beside what they say."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools

    def probe(self) -> Probe[dict[str, installed.Program]]:
        """How to ask about those of them that the user's shell finds. Raises CannotLook, and Absent where it finds
        none."""
        places = {found.path: PACKAGES[found.name] for found in (self.tools.pip, self.tools.pipenv) if found.path}
        if not places:
            raise Absent("pipenv", "—")
        account = self.tools.server.accounts.user(self.tools.server.deploy_user)
        return installed.programs(places, account.home if account is not None else "/root")

    def questions(self) -> list[Command]:
        """The question, once the shell has answered where they are."""
        with suppress(CannotLook, Absent):
            return [self.probe().command]
        return []

    def compared(self) -> Iterator[Contradiction]:
        """Every contradiction."""
        with suppress(Absent):
            asked = self.probe()
            yield from seen(lambda: self._all(asked), "pip, pipenv", (*rests.PIP, *rests.PIPENV))

    def _all(self, asked: Probe[dict[str, installed.Program]]) -> Iterator[Contradiction]:
        found = self.tools.server.see(asked)
        for tool in (self.tools.pip, self.tools.pipenv):
            if tool.path in found:
                yield from programs.compared(PACKAGES[tool.name], tool, found[tool.path])


def seen(compare: Callable[[], Iterable[Contradiction]], about: str, checks: tuple[str, ...]) -> list[Contradiction]:
    """What is compared. A question that the server leaves without an answer is named, too (but for one that is too
    long), and nothing passes on the other source alone; raises CannotLook where nothing at all can be asked so."""
    try:
        return list(compare())
    except CannotLook as why:
        if why.reason in QUIET:
            raise
        said = Source(_("our own look"), why.detail or str(why.reason))
        return [
            Contradiction(
                finding="integrity.python/unanswered",
                about=about,
                first=Source(about, _("it answers")),
                second=said,
                checks=checks,
                why=why.reason if why.reason in LARGE else Unseen.SOURCES_DISAGREE,
            )
        ]


def compare_python(server: Server, programs: OfTools, deployments: Iterable[Deployment]) -> None:
    """Add all of this to what is compared on the server."""
    server.integrity.also(CHECKS[:1], programs.compared)
    for deployment in deployments:
        server.integrity.also(CHECKS, deployment.second_sources.compared)
        server.integrity.also(UNIT_CHECKS, partial(lasting, deployment))
