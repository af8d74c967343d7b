"""Asking gunicorn itself, on the server, past nginx (practice, items 15, 18 and 24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class SocketReply:
    """status 0 where no reply came; failure then is an errno's name (ENOENT, ECONNREFUSED, EACCES, ENOTSOCK,
    EPROTOTYPE, …), `timeout`, or `not_http`. peer: pid of the listener's process (SO_PEERCRED), 0 where unknown."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    detail: str = ""
    truncated: bool = False
    peer: int = 0

    def header(self, name: str) -> str:
        """A header's first value, or ""."""
        raise NotImplementedError


def get_through_socket(
    path: str, host: str = "localhost", user: str | None = None, request_path: str = "/"
) -> Probe[SocketReply]:
    """GET over a unix socket as `user` (needs root; None: as root). Proves what nginx's worker may reach."""
    raise NotImplementedError


def get_through_port(address: str, port: int, host: str, request_path: str = "/") -> Probe[SocketReply]:
    """GET over TCP from the server itself."""
    raise NotImplementedError
