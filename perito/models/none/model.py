"""The model that asks a server nothing by itself: what its practice's checks want, they ask (`host`, `server`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.evidence.session import Session
    from perito.models.model import Subject
    from perito.models.wanted import Wanted
    from perito.server.server import Server
    from perito.transport.base import Command
    from perito.transport.target import Target


class Nothing:
    """Finds no subjects: a check runs once, for the whole server."""

    extension = ""
    fixtures = ""
    signs: tuple[str, ...] = ()
    options: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()

    def before_login(self, session: Session) -> None:
        """See models.model.Model."""

    def first_round(self, session: Session) -> list[Command]:
        """See models.model.Model."""
        return []

    def survey(self, session: Session, wanted: Wanted, *, whole: bool) -> tuple[Server, dict[str, Subject]]:
        """See models.model.Model. Only a rubric with a step `integrity` has two sources asked for and compared."""
        from perito.server.first_round import first_round as of_every_machine
        from perito.server.server import Server

        server = Server(session, ())
        server.integrity.asked_for = wanted.compared
        if wanted.compared:
            session.ask_ahead(of_every_machine(()))
        return server, {}

    def plan_extension(self, target: Target) -> object:
        """See models.model.Model."""
        return None

    def ask_extension(self, session: Session, target: Target) -> None:
        """See models.model.Model."""


MODEL = Nothing()
