"""The web model, as the engine sees it: whatever nginx serves, or passes on to a unit's program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.evidence.session import Session
    from perito.models.wanted import Wanted
    from perito.models.web.behind_nginx import BehindNginx
    from perito.server.server import Server
    from perito.transport.base import Command
    from perito.transport.target import Target

PLACEHOLDERS = frozenset({
    "app", "directory", "service", "unit_file", "site", "socket", "user", "server_name",
})  # fmt: skip


class Web:
    """Finds the sites of a server from nginx's server blocks, and the unit behind each from who listens there."""

    extension = ""
    fixtures = ""
    signs = ("/etc/nginx", "/usr/sbin/nginx")
    options = frozenset({"apps", "service", "site", "server_name"})
    placeholders = PLACEHOLDERS

    def before_login(self, session: Session) -> None:
        """See models.model.Model."""
        from perito.models.web.before_login import ask

        ask(session)

    def first_round(self, session: Session) -> list[Command]:
        """See models.model.Model."""
        from perito.server.first_round import first_round as of_the_machine
        from perito.server.machine import NGINX_PACKAGES

        return of_the_machine(NGINX_PACKAGES, compared=False)

    def survey(self, session: Session, wanted: Wanted, *, whole: bool) -> tuple[Server, dict[str, BehindNginx]]:
        """See models.model.Model."""
        from perito.models.web.survey import survey

        return survey(session, wanted, whole=whole)

    def plan_extension(self, target: Target) -> object:
        """See models.model.Model."""
        return None

    def ask_extension(self, session: Session, target: Target) -> None:
        """See models.model.Model."""


MODEL = Web()
