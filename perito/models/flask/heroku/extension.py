"""The extension of one run, from the evidence, with the pages of the deployments on the server."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.practice.expect import Failure
from perito.probes import http_page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from perito.models.flask.deployment import Deployment
    from perito.models.flask.heroku.facts import Heroku
    from perito.server.server import Server

OK = 200


def extension_of(server: Server, deployments: Collection[Deployment]) -> Heroku | None:
    """The extension, where the target has one."""
    if not server.session.target.get("heroku"):
        return None
    from perito.models.flask.heroku.facts import Heroku  # with x509, which servers alone do without

    return Heroku(server.session, server.trail, lambda: pages_of(deployments))


def pages_of(deployments: Collection[Deployment]) -> Iterator[str]:
    """The deployments' front pages, through their sockets."""
    for deployment in deployments:
        with suppress(CannotLook, Failure):
            if deployment.socket.reply.status == OK:
                yield http_page.text_of(deployment.socket.reply.body)
