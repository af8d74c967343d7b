"""pip and pipenv of the deploying user (practice, items 1–3), and every virtual environment they made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.probes.python import pipenv, tools
from perito.server.machine import NGINX_PACKAGES
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.server.server import Server

PACKAGES = ("python3-pip", "pipenv", *NGINX_PACKAGES)
TOOLS = ("pipenv", "pip3")


class Tools:
    """The programs in the deploying user's shell. Facts raise CannotLook where that shell is not ours."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def probe(self, name: str, user: str | None = None) -> Probe[tools.Toolbox]:
        """How to ask for pip3 or pipenv as the deploying user: apart, for each takes half a second to start."""
        user = user or self.server.deploy_user
        return tools.toolbox(user if self.server.has_root else None, (name,))

    @property
    def pip(self) -> tools.Tool:
        """pip3 as the deploying user's shell finds it."""
        return self._tool("pip3")

    @property
    def pipenv(self) -> tools.Tool:
        """pipenv as the deploying user's shell finds it."""
        return self._tool("pipenv")

    def _tool(self, name: str) -> tools.Tool:
        if not self.server.has_root and self.server.deploy_user != self.server.login.name:
            raise CannotLook(Unseen.NO_SUDO, _("the shell of {user} is not ours").format(user=self.server.deploy_user))
        return self.server.see(self.probe(name)).tools.get(name, tools.Tool(name))


def virtualenvs(server: Server) -> list[pipenv.Virtualenv]:
    """Every virtual environment of every user. Raises CannotLook."""
    return server.see(pipenv.virtualenvs())
