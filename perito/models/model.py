"""The interface of a model, and of each subject that a check runs for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.result import DeploymentNames
    from perito.evidence.session import Session
    from perito.models.chain import Chain
    from perito.models.wanted import Wanted
    from perito.models.web.names import Names
    from perito.server.server import Server
    from perito.transport.base import Command
    from perito.transport.target import Target


class Subject(Protocol):
    """A subject of checks, such as a deployment."""

    @property
    def kind(self) -> str:
        """The kind of subject: `deployment`, or the practice's own word."""

    @property
    def names(self) -> Names:
        """The names of its parts."""

    def document(self) -> DeploymentNames:
        """The names, for the result document."""

    def chain(self) -> Chain:
        """The links from a visitor to it, as they are on the server; none where the model declares no chain."""

    def placeholders(self) -> dict[str, str]:
        """The names, for the rubric's texts."""


class Model(Protocol):
    """Finds the subjects of a practice on a server, and provides the fixtures of its checks."""

    @property
    def extension(self) -> str:
        """The part of an assignment that lies elsewhere than on the server; empty where there is none."""

    @property
    def fixtures(self) -> str:
        """The module of pytest fixtures that checks of this model take; empty where there is none."""

    @property
    def signs(self) -> tuple[str, ...]:
        """Paths of which a server of the practice has at least one: a machine without any may be the wrong one."""

    @property
    def options(self) -> frozenset[str]:
        """The fields of a target (`apps`, `service` …) that it knows what to do with, with their options and columns
        of rosters: see models.options."""

    @property
    def placeholders(self) -> frozenset[str]:
        """What texts about its subjects may name: those of `Subject.placeholders`."""

    def before_login(self, session: Session) -> None:
        """Ask what is compared with what is seen after the login; the session is not open. Raises TransportError."""

    def first_round(self, session: Session) -> list[Command]:
        """The questions that need no names, the slowest first."""

    def survey(self, session: Session, wanted: Wanted, *, whole: bool) -> tuple[Server, Mapping[str, Subject]]:
        """The server and the subjects by label, with all questions about them already asked.

        `whole`: also subjects of which nothing exists. Raises wanted.UnknownApp.
        """

    def plan_extension(self, target: Target) -> object:
        """Prepare the options of the extension. Raises UsageError, yamlfile.FileError."""

    def ask_extension(self, session: Session, target: Target) -> None:
        """Ask the questions of the target's extension; the answers go into the evidence. Raises as `plan_extension`."""
