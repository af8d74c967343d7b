"""The Flask model, as the engine sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.heroku import EXTENSION
from perito.models.web.model import PLACEHOLDERS

if TYPE_CHECKING:
    from perito.evidence.session import Session
    from perito.models.flask.deployment import Deployment
    from perito.models.wanted import Wanted
    from perito.server.server import Server
    from perito.transport.base import Command
    from perito.transport.target import Target


class Flask:
    """Finds deployments; loads each step's modules only when it is due: the first questions leave early."""

    extension = EXTENSION
    fixtures = "perito.models.flask.fixtures"
    signs = ("/etc/nginx", "/usr/sbin/nginx", "/var/www")
    options = frozenset({
        "apps", "service", "site", "server_name", "heroku", "heroku_repo", "heroku_ca", "heroku_platform",
    })  # fmt: skip
    placeholders = PLACEHOLDERS | {"virtualenv"}

    def before_login(self, session: Session) -> None:
        """See models.model.Model."""
        from perito.models.web.before_login import ask

        ask(session)

    def first_round(self, session: Session) -> list[Command]:
        """See models.model.Model."""
        from perito.models.flask.first_round import first_round

        return first_round(session)

    def survey(self, session: Session, wanted: Wanted, *, whole: bool) -> tuple[Server, dict[str, Deployment]]:
        """See models.model.Model."""
        from perito.models.flask.survey import survey

        return survey(session, wanted, whole=whole)

    def plan_extension(self, target: Target) -> object:
        """See models.model.Model."""
        from perito.models.flask.heroku import asking

        return asking.plan(target)

    def ask_extension(self, session: Session, target: Target) -> None:
        """See models.model.Model."""
        from perito.models.flask.heroku import asking

        asking.ask(session, target)


MODEL = Flask()
