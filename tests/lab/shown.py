"""What a server of the lab shows of itself, asked without Perito."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.lab import Server

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PAGE = (200, "<h1>Aplicacion desplegada</h1>")


def shows(server: Server, condition: str, on: str = "") -> bool:
    """Whether a condition of the shell holds, with the names of the deployment as variables."""
    return server.run(server.with_names(condition, on)).returncode == 0


def shown(server: Server, conditions: Mapping[str, str], on: str = "") -> list[str]:
    """The names of those conditions that hold, asked of the server in one go."""
    # Not `( … ) && echo`: there a failing command would not end the condition (sh's `set -e`).
    lines = [f"( {one}\n) >/dev/null 2>&1 & wait $! && echo {name}\n" for name, one in conditions.items()]
    asked = server.run(server.with_names("".join(lines) + "echo asked\n", on), timeout=300)
    *found, end = asked.stdout.splitlines()
    assert end == "asked", asked.stderr
    return found


def page(server: Server) -> tuple[int, str]:
    """Status and body of the front page, as a browser gets them."""
    connection = HTTPConnection(server.address, timeout=10)
    connection.request("GET", "/", headers={"Host": server.names["SERVER_NAME"], "User-Agent": BROWSER})
    reply = connection.getresponse()
    body = reply.read().decode()
    connection.close()
    return reply.status, body
