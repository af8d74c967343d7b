"""One deployment: the names in use, and the facts of every link from the visitor's request to the code."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from perito.documents.result import DeploymentNames
from perito.models.flask.exercise import ExerciseFacts
from perito.practice.expect import Failure, NotApplicable
from perito.probes.base import CannotLook
from perito.transport.unreadable import encodable, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.models.flask.discovery import Names
    from perito.probes.base import Probe
    from perito.server.server import Server
    from perito.transport.base import Command

ELLIPSIS = "…"


def deployments_of(server: Server, found: Iterable[Names]) -> dict[str, Deployment]:
    """The deployments by label, each knowing of the others."""
    made = {names.label: Deployment(server, names) for names in found}
    for label, deployment in made.items():
        deployment.neighbours = tuple(other for name, other in made.items() if name != label)
    return made


class Deployment(ExerciseFacts):
    """Facts of one deployment, in the words of the practice. See the modules beside this one.

    A fact that is not there raises Failure; one that could not be seen raises CannotLook.
    """

    def second_round(self) -> list[Command]:
        """What can be asked once the names are known, the slowest first."""
        asked = self._commands(
            self.config_check_probe,
            self.verify_probe,
            self.reply_probe,
            lambda: self.reply_probe(self.web_user if self.server.has_root else None),
            self.compile_probe,
            self.journal_probe,
            self.directory_probe,
            self.texts_probe,
            self.way_probe,
        )
        return asked + self.exercise_questions()

    def third_round(self) -> list[Command]:
        """What our own requests left in the server's logs, and what the names' ways leave open."""
        asked = self._commands(self.access_log_probe, self.error_log_probe)
        form = self._commands(self.form_probe) if self.is_exercise else []
        return [*asked, *form, *self.names_questions()]

    def _commands(self, *probes: Callable[[], Probe[Any]]) -> list[Command]:
        commands = []
        for probe in probes:
            with suppress(CannotLook, Failure, NotApplicable), reading("a question's names"):
                commands.append(probe().command)
        return commands

    def document(self) -> DeploymentNames:
        """The names, for the result document."""
        names = self.names
        return DeploymentNames(
            label=names.label,
            app=encodable(names.app),
            directory=_encodable(names.directory),
            service=_encodable(names.service),
            site=_encodable(names.site),
            socket=_encodable(self._or_none(lambda: self.socket)),
            server_names=tuple(map(encodable, self._or_none(lambda: self.server_names) or ())),
            virtualenv=_encodable(self._or_none(lambda: self.virtualenv_path)),
            assumed=tuple(map(encodable, names.assumed)),
        )

    def placeholders(self) -> dict[str, str]:
        """The names, for the rubric's texts."""
        names = {
            "app": self.names.app,
            "directory": self.names.directory,
            "service": self.names.service,
            "unit_file": self._or_none(lambda: self.unit_path),
            "site": self.names.site,
            "socket": self._or_none(lambda: self.socket),
            "user": self._or_none(lambda: self.user),
            "server_name": self._or_none(lambda: self.server_name),
            "virtualenv": self._or_none(lambda: self.virtualenv_path),
        }
        return {key: value or ELLIPSIS for key, value in names.items()}

    @staticmethod
    def _or_none(read: Callable[[], Any]) -> Any:
        with suppress(CannotLook, Failure, NotApplicable), reading("a name"):
            return read()
        return None


def _encodable(name: str | None) -> str | None:
    return None if name is None else encodable(name)
