"""What a server of the lab shows of itself, asked without Perito."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.lab import Server

PAGE = (200, "<h1>Aplicacion desplegada</h1>")


def shows(server: Server, condition: str, on: str = "") -> bool:
    """Whether a condition of the shell holds, with the names of the deployment as variables."""
    return server.run(server.with_names(condition, on)).returncode == 0


def page(server: Server) -> tuple[int, str]:
    """Status and body of the front page."""
    connection = HTTPConnection(server.address, timeout=10)
    connection.request("GET", "/", headers={"Host": server.names.server_name})
    reply = connection.getresponse()
    body = reply.read().decode()
    connection.close()
    return reply.status, body
