"""The virtual environment: the Pipfile's packages, its place, and the installed packages."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.flask.tools import virtualenvs
from perito.models.web import as_taken
from perito.practice.expect import Absent
from perito.probes.python import interpreter, pipenv
from perito.probes.python.pythons import pythons
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.command_line import CommandLine
    from perito.models.flask.directory import Directory
    from perito.models.web.names import Names
    from perito.models.web.socket import Socket
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.server.server import Server

SYSTEM = frozenset({"/", "/usr", "/usr/local"})


class Virtualenv:
    """The directory's virtual environment. Facts raise Absent without a Pipfile, CannotLook where we may not look."""

    def __init__(
        self, server: Server, names: Names, unit: Unit, command: CommandLine, directory: Directory, socket: Socket
    ) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.command = command
        self.directory = directory
        self.socket = socket
        self.trail = server.trail

    @fact
    def pipfile(self) -> pipenv.PipfileFacts:
        """The Pipfile."""
        found = self.directory.text_of("Pipfile")
        if found is None:
            raise Absent("Pipfile", "—", finding="virtualenv.pipfile/missing")
        return pipenv.parse_pipfile(found.text)

    def strange_character(self) -> str:
        """Where the Pipfile has a character that is not what it looks like, in the line that cannot be read."""
        found = self.directory.text_of("Pipfile")
        line = self.pipfile.line
        return as_taken.of_text(found.text, "Pipfile", (line,) if line else ()) if found is not None else ""

    @property
    def lock_in_step(self) -> bool:
        """Whether Pipfile.lock carries this Pipfile's hash."""
        pipfile, lock = self.directory.text_of("Pipfile"), self.directory.text_of("Pipfile.lock")
        return pipfile is not None and lock is not None and pipenv.lock_in_step(pipfile.text, lock.text)

    @property
    def not_locked(self) -> list[str]:
        """What the Pipfile asks for and Pipfile.lock does not have, whatever hash it carries."""
        pipfile, lock = self.directory.text_of("Pipfile"), self.directory.text_of("Pipfile.lock")
        return pipenv.not_locked(pipfile.text, lock.text) if pipfile is not None and lock is not None else []

    @fact
    def found(self) -> pipenv.Virtualenv | None:
        """This directory's environment: by its name, by its `.project`, or in the project; where there is none of its
        own, the one that the unit really uses."""
        environments = [*virtualenvs(self.server), *self._elsewhere()]
        wanted = pipenv.virtualenv_names(self.directory.inside("Pipfile"))
        own = [one for one in environments if one.name in wanted or one.project == self.names.directory]
        inside = [one for one in environments if str(PurePosixPath(one.path).parent) == self.names.directory]
        used = [self.used] if self.used is not None else []
        candidates = [*own, *inside, *(one for one in used if not self._claimed(one))] or used
        running = [one for one in candidates if one.path == self.command.virtualenv]
        return next(iter([*running, *candidates]), None)

    @fact
    def used(self) -> pipenv.Virtualenv | None:
        """The environment whose program the unit runs, whoever's it is; None where that is none that is found."""
        environments = [*virtualenvs(self.server), *self._elsewhere()]
        return next((one for one in environments if one.path == self.command.virtualenv), None)

    def _elsewhere(self) -> list[pipenv.Virtualenv]:
        """The environment of the unit's program, where it lies in none of the usual places."""
        path = self.command.virtualenv
        if path is None or path in {one.path for one in virtualenvs(self.server)} or path in SYSTEM:
            return []
        if self.socket.way(self.command.args.program) is None:
            return []
        return self.server.see(pipenv.virtualenvs_at([path]))

    def _claimed(self, one: pipenv.Virtualenv) -> bool:
        return one.project is not None and one.project != self.names.directory and one.project in self.directory.entries

    @property
    def path(self) -> str | None:
        """Where the environment lies; None where there is none."""
        return self.found.path if self.found else None

    @property
    def present(self) -> pipenv.Virtualenv:
        """The environment."""
        if self.found is None:
            raise Absent(_("a virtual environment"), "—", finding="virtualenv.exists/missing")
        return self.found

    @property
    def bin(self) -> str:
        """Its directory of programs."""
        return f"{self.present.path}/bin"

    def interpreter_probe(self) -> Probe[interpreter.Interpreter]:
        """How to ask which Python its packages and its programs are for."""
        return interpreter.interpreter(self.present.path)

    @fact
    def interpreter(self) -> interpreter.Interpreter:
        """Which Python its packages and its programs are for."""
        return self.server.see(self.interpreter_probe())

    def of_another_path(self) -> tuple[list[str], str]:
        """Environments of this directory's name that are another path's (it was moved, or renamed), and the name that
        pipenv gives one for this path."""
        others = [one.path for one in virtualenvs(self.server) if one.name[:-9] == self.names.app]
        return others, next(iter(pipenv.virtualenv_names(self.directory.inside("Pipfile"))), "")

    def absent_python(self) -> str:
        """That the Pipfile asks for a Python which this server does not have, where there is no environment."""
        if self.found is not None:
            return ""
        with suppress(CannotLook, Absent):
            wanted = self.pipfile.python_version
            known = self.server.see(pythons(self.server.deploy_user)) if wanted else []
            if known and not any(one == wanted or one.startswith(f"{wanted}.") for one in known):
                return _("The Pipfile asks for Python {wanted}, and this server has {known}.").format(
                    wanted=wanted, known=", ".join(known)
                )
        return ""

    @property
    def acceptable_owners(self) -> list[str]:
        """The accounts that may own the environment."""
        return sorted({*self.server.ordinary_users, self.unit.runs_as})

    def installed(self, name: str) -> str | None:
        """The version of a distribution in the environment, None where it is not installed."""
        return self.present.distributions.get(name)
