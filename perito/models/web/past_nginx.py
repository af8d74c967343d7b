"""The program behind nginx, asked past it: what the page through nginx is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from perito.models.web.if_there import or_none

if TYPE_CHECKING:
    from perito.models.web.listening import Listening
    from perito.models.web.site import Site
    from perito.models.web.socket import Socket
    from perito.transport.base import Command, HttpRequest

NO_SOCKET: Final = {"ENOENT", "ECONNREFUSED", "ENOTSOCK"}
NO_PORT: Final = "refused"


class Straight(Protocol):
    """What the program says by itself, or why it says nothing: then `status` is 0."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def failure(self) -> str: ...


class PastNginx(Protocol):
    """A program that is asked past nginx. What asks it raises CannotLook and Absent."""

    @property
    def address(self) -> str | None:
        """Where it listens, as people write it; None where nobody knows, or where another one may answer instead."""

    @property
    def can_be_asked(self) -> bool:
        """Whether it is a program, and speaks HTTP."""

    @property
    def is_all(self) -> bool:
        """Whether the site passes its front page there and nowhere else."""

    def questions(self) -> list[Command | HttpRequest]:
        """What it is asked with."""

    def reply(self) -> Straight:
        """The front page."""

    def replies(self) -> list[Straight]:
        """The front page, by each way that it can be asked for and was answered."""

    def is_dead(self, reply: Straight) -> bool:
        """Whether that reply, which never came, says that nobody listens."""


class BySocket:
    """By its Unix socket, as root and as nginx's user."""

    can_be_asked = True

    def __init__(self, socket: Socket, site: Site) -> None:
        self.socket, self.site = socket, site

    @property
    def address(self) -> str | None:
        return self.socket.path

    @property
    def is_all(self) -> bool:
        return self.site.proxied_sockets == [self.socket.path]

    def questions(self) -> list[Command | HttpRequest]:
        return [self.socket.reply_probe().command, self.socket.reply_probe(self.socket.web_user).command]

    def reply(self) -> Straight:
        return self.socket.server.see(self.socket.reply_probe())

    def replies(self) -> list[Straight]:
        see, ask = self.socket.server.see, self.socket.reply_probe
        found = (or_none(lambda: see(ask())), or_none(lambda: see(ask(self.socket.web_user))))
        return [one for one in found if one is not None and one.status]

    def is_dead(self, reply: Straight) -> bool:
        return reply.failure in NO_SOCKET


class ByPort:
    """By its TCP port, from the server itself."""

    is_all = True

    def __init__(self, listening: Listening) -> None:
        self.listening = listening

    @property
    def address(self) -> str | None:
        return self.listening.address if not self.listening.upstream.extra else None

    @property
    def can_be_asked(self) -> bool:
        return bool(or_none(lambda: self.listening.speaks_http))

    def questions(self) -> list[Command | HttpRequest]:
        return [self.listening.request()]

    def reply(self) -> Straight:
        return self.listening.reply

    def replies(self) -> list[Straight]:
        found = or_none(lambda: self.listening.reply)
        return [found] if found is not None and found.status else []

    def is_dead(self, reply: Straight) -> bool:
        """`localhost` is two addresses, of which one was asked: nobody may listen at that port of any."""
        return reply.failure == NO_PORT and not self.listening.listeners


def past_nginx(socket: Socket, site: Site, listening: Listening) -> PastNginx:
    """The way past nginx to what it passes the front page to."""
    by_socket = or_none(lambda: listening.upstream.kind == "unix" and listening.speaks_http)
    return BySocket(socket, site) if by_socket else ByPort(listening)
