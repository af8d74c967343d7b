"""Where nginx passes requests: a Unix socket or a TCP port, who listens there, and what is answered past nginx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Absent, NotApplicable
from perito.server.way import is_loopback
from perito.support.i18n import _
from perito.transport.base import HttpRequest

if TYPE_CHECKING:
    from perito.models.web.service import Service
    from perito.models.web.site import Site
    from perito.models.web.socket import Socket
    from perito.probes.nginx.facts import Upstream
    from perito.probes.sockets import Listener
    from perito.server.server import Server
    from perito.transport.base import HttpReply


class Listening:
    """The address behind nginx. Facts raise Absent where nginx answers by itself, as it does for a static site."""

    def __init__(self, server: Server, site: Site, service: Service, socket: Socket) -> None:
        self.server = server
        self.site = site
        self.service = service
        self.socket = socket
        self.trail = server.trail

    @property
    def upstream(self) -> Upstream:
        """The first server that the front page is passed to."""
        front = self.site.passing
        if front is None or front.passed_to is None:
            raise Absent("proxy_pass", "—")
        return front.passed_to

    @property
    def speaks_http(self) -> bool:
        """Whether it is asked in HTTP, and not in FastCGI, uwsgi or SCGI."""
        return self.upstream.scheme in {"http", "https"}

    @property
    def address(self) -> str:
        """As people write it: `127.0.0.1:3000`, or a socket's path."""
        one = self.upstream
        return one.path if one.kind == "unix" else f"{one.host}:{one.port}"

    @property
    def port(self) -> int:
        """The TCP port; 0 for a Unix socket."""
        return self.upstream.port if self.upstream.kind == "tcp" else 0

    @property
    def listeners(self) -> list[Listener]:
        """Who listens there now; nobody where the list is empty."""
        one = self.upstream
        if one.kind == "unix":
            return [held for held in self.service.listeners if held.kind == "unix" and held.path == one.path]
        return [held for held in self.service.listeners if held.kind == "tcp" and held.port == one.port]

    @property
    def programs(self) -> list[str]:
        """Names of the programs that listen there, in order. Raises CannotLook where root alone may see them."""
        if self.listeners and not any(one.processes for one in self.listeners):
            said = _("who listens on {address} is shown to root only")
            raise CannotLook(Unseen.NO_SUDO, said.format(address=self.address))
        return sorted({name for one in self.listeners for name in one.processes})

    @property
    def is_the_service_s(self) -> bool:
        """Whether one of the service's own processes listens there."""
        mine = {one.pid for one in self.service.unit.processes} | {self.service.unit.loaded.main_pid}
        return any(mine & set(one.pids) for one in self.listeners)

    @property
    def is_open_to_others(self) -> bool:
        """Whether it listens at an address that others than the server itself reach: past nginx."""
        return any(one.kind == "tcp" and not is_loopback(one.address) for one in self.listeners)

    def request(self) -> HttpRequest:
        """The front page, asked of the program itself, from the server."""
        one = self.upstream
        host = one.host if one.host not in {"", "localhost"} else "127.0.0.1"
        return HttpRequest(path="/", host=self.site.host_header, address=host, port=one.port, via="tunnel")

    def requests(self) -> list[HttpRequest]:
        """What is asked over TCP; nothing where nginx passes nothing on over TCP, or not in HTTP."""
        return [self.request()] if self.port and self.speaks_http else []

    @property
    def reply(self) -> HttpReply:
        """What the program answers over TCP. Raises CannotLook where our own side failed, and NotApplicable where it
        speaks no HTTP."""
        if not self.speaks_http:
            told = _("{address} is asked in {protocol}, and not in HTTP")
            raise NotApplicable(told.format(address=self.address, protocol=self.upstream.scheme))
        reply = self.server.visit(self.request())
        if reply.failure in {"not_recorded", "not_asked", "lost", "too_long"}:
            raise CannotLook(Unseen.of(reply.failure), reply.detail)
        return reply

    @property
    def reply_status(self) -> int:
        """The status of the program's own answer, past nginx; 0 where there is none or nobody knows it."""
        try:
            if not self.speaks_http:
                return 0
            if self.upstream.kind == "unix":
                return self.socket.reply_status
            return self.reply.status
        except (CannotLook, Absent):
            return 0
