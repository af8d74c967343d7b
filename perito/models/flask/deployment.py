"""One deployment of the practice, as parts: every link from the visitor's request to the code."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from perito.documents.result import DeploymentNames
from perito.models.flask.application import Application
from perito.models.flask.chain import chain_of
from perito.models.flask.code import Code
from perito.models.flask.command_line import CommandLine
from perito.models.flask.directory import Directory
from perito.models.flask.environment import Environment
from perito.models.flask.exercise import Exercise
from perito.models.flask.gunicorn import Gunicorn
from perito.models.flask.integrity.python import OfDeployment
from perito.models.flask.virtualenv import Virtualenv
from perito.models.web.ages import Ages
from perito.models.web.client_names import ClientNames
from perito.models.web.if_there import commands, or_none
from perito.models.web.page import Page
from perito.models.web.pending import Pending
from perito.models.web.running import Running
from perito.models.web.service import Service
from perito.models.web.site import Site
from perito.models.web.socket import Socket
from perito.models.web.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.models.chain import Chain
    from perito.models.web.names import Names
    from perito.server.server import Server
    from perito.transport.base import Command

ELLIPSIS = "…"


def deployments_of(server: Server, found: Iterable[Names]) -> dict[str, Deployment]:
    """The deployments by label, each knowing of the others."""
    made = {names.label: Deployment(server, names) for names in found}
    for label, deployment in made.items():
        deployment.neighbours = tuple(other for name, other in made.items() if name != label)
    return made


class Deployment:
    """The parts, each with the few others that it needs; `neighbours` are the other deployments on the server.

    A part's facts raise Absent where their subject does not exist, and CannotLook where it could not be seen.
    """

    kind = "deployment"

    def __init__(self, server: Server, names: Names, *, as_written: bool = False) -> None:
        self.server, self.names = server, names
        self.neighbours: tuple[Deployment, ...] = ()
        self.unit = Unit(server, names, Gunicorn.name, as_written=as_written)
        self.site = Site(server, names)
        self.command = CommandLine(server, names, self.unit)
        self.directory = Directory(server, names, self.unit, self.command)
        self.gunicorn = Gunicorn(server, names, self.unit, self.command, self.directory)
        self.socket = Socket(server, self.site, self.gunicorn)
        self.environment = Environment(self.directory)
        self.virtualenv = Virtualenv(server, names, self.unit, self.command, self.directory, self.socket)
        self.application = Application(
            server, names, self.unit, self.command, self.directory, self.environment, self.virtualenv, self.gunicorn
        )
        self.service = Service(server, names, self.unit, self.gunicorn)
        self.ages = Ages(server, names, self.unit)
        self.pending = Pending(server, self.unit, self.ages)
        self.running = Running(server, self.unit, self.gunicorn, self.ages)
        self.code = Code(server, self.directory, self.application, self.gunicorn, self.running)
        self.page = Page(server, names, self.site, self.socket)
        self.client_names = ClientNames(server, self.site)
        self.exercise = Exercise(server, names, self.directory, self.virtualenv, self.page, self.socket)
        self.second_sources = OfDeployment(self)

    @property
    def program(self) -> Gunicorn:
        """The unit's program, under the web model's name."""
        return self.gunicorn

    @property
    def is_exercise(self) -> bool:
        """Whether this is the second deployment of the whole assignment."""
        return self.exercise.is_exercise

    @cached_property
    def as_written(self) -> Deployment:
        """The same, as it will be once systemd has read the unit's file."""
        made = Deployment(self.server, self.names, as_written=True)
        made.neighbours = self.neighbours
        return made

    def changed_files(self) -> list[str]:
        """Files of the program's that changed after it had read them, and say something else now."""
        return self.code.changed()

    def changed_after(self, moment: float) -> dict[str, float]:
        """What the program is started with and that changed after a moment: paths, and when they did."""
        ages = {path: self.ages.of(path) for path in self.unit.paths()}
        found = {path: changed for path, changed in ages.items() if changed > moment}
        younger = {info.path: info.mtime for info in self.code.younger_than(moment)}
        return found | younger | {path: age.changed for path, age in self.code.backdated_after(moment).items()}

    def second_round(self) -> list[Command]:
        """The questions that need the names, the slowest first."""
        asked = commands(
            self.gunicorn.config_check_probe,
            self.unit.verify_probe,
            self.socket.reply_probe,
            lambda: self.socket.reply_probe(self.socket.web_user if self.server.has_root else None),
            self.application.compile_probe,
            self.service.journal_probe,
            self.directory.probe,
            self.directory.texts_probe,
            self.socket.way_probe,
            self.ages.probe,
            self.ages.reading_probe,
            self.server.nginx_ages_probe,
            self.running.environ_probe,
            self.running.files_probe,
            self.virtualenv.interpreter_probe,
        )
        if self.server.integrity.asked_for:
            asked += commands(self.second_sources.environment_probe, self.second_sources.holders_probe)
        if self.unit.state is not None and self.unit.state.need_daemon_reload and not self.unit.as_written:
            asked += self.as_written.second_round()
        return list(dict.fromkeys([*asked, *self.exercise.questions()]))

    def third_round(self) -> list[Command]:
        """What our own requests left in the server's logs, and what the names' ways leave open."""
        asked = commands(
            self.page.access_log_probe, self.page.error_log_probe, self.server.nginx_raw_probe,
            self.code.compiled_probe, self.code.ages_probe,
        )  # fmt: skip
        form = commands(self.exercise.form_probe) if self.is_exercise else []
        return [*asked, *form, *self.client_names.questions()]

    def document(self) -> DeploymentNames:
        """The names, for the result document."""
        return DeploymentNames(
            label=self.names.label,
            app=self.names.app,
            directory=self.names.directory,
            service=self.names.service,
            site=self.names.site,
            socket=or_none(lambda: self.socket.path),
            server_names=tuple(or_none(lambda: self.site.server_names) or ()),
            virtualenv=or_none(lambda: self.virtualenv.path),
            assumed=self.names.assumed,
        )

    def chain(self) -> Chain:
        """The links from a visitor to the application."""
        return chain_of(self)

    def placeholders(self) -> dict[str, str]:
        """The names, for the rubric's texts."""
        names = {
            "app": self.names.app,
            "directory": self.names.directory,
            "service": self.names.service,
            "unit_file": or_none(lambda: self.unit.path),
            "site": self.names.site,
            "socket": or_none(lambda: self.socket.path),
            "user": or_none(lambda: self.unit.runs_as),
            "server_name": or_none(lambda: self.site.server_name),
            "virtualenv": or_none(lambda: self.virtualenv.path),
        }
        return {key: value or ELLIPSIS for key, value in names.items()}
