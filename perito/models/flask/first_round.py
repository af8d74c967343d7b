"""The questions that need no names: asked as soon as there is a connection, so loaded by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.tools import PACKAGES, TOOLS
from perito.probes.python import pipenv, tools
from perito.server import first_round as server

if TYPE_CHECKING:
    from perito.evidence.session import Session
    from perito.transport.base import Command


def first_round(session: Session) -> list[Command]:
    """The questions without names. The slowest first: pipenv takes half a second to print its version."""
    user = session.peer.get("user")
    guess = [tools.toolbox(user, (name,)).command for name in TOOLS] if user and user != "root" else []
    return [*guess, pipenv.virtualenvs().command, *server.first_round(PACKAGES, compared=session.compared)]
