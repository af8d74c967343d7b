"""A visitor's page by each name, and whether the request arrived here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from perito.errors import CannotLook, Unseen
from perito.models.web import cookies, patience
from perito.practice.expect import Absent
from perito.probes import http_page, logs, mark
from perito.probes.nginx import config
from perito.support import urls
from perito.support.i18n import _
from perito.transport.base import HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.models.web.names import Names
    from perito.models.web.site import Site
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.server.server import Server

IPV4 = re.compile(r"[0-9.]+")
MOST_ASSETS = 12
ERROR_LINES = 30
REDIRECTS = {301, 302, 303, 307, 308}
MOST_HOPS = 3
PORTS = {"http": 80, "https": 443}


class Answering(Protocol):
    """Who answers behind nginx."""

    @property
    def reply_status(self) -> int:
        """The status of the answer past nginx; 0 where nobody knows it."""


class Page:
    """The deployment as a visitor sees it, by each of its names. Facts raise CannotLook where no reply came."""

    def __init__(self, server: Server, names: Names, site: Site, socket: Answering) -> None:
        self.server = server
        self.names = names
        self.site = site
        self.socket = socket
        self.trail = server.trail

    def token(self, name: str) -> str:
        """The mark of our request for `name` in the access log: nobody can have prepared for it."""
        return mark.value(self.server.session.nonce, self.names.label, name[:4])

    def tokens(self, name: str) -> tuple[str, ...]:
        """The mark, and those of earlier versions."""
        return self.token(name), mark.former_value(self.server.session.nonce, self.names.label, name[:4])

    def request(self, name: str, path: str, via: str, *, tls: bool = False) -> HttpRequest:
        """A request for a page of ours by its name. --url-base is about port 80, not 443: that one is then asked for
        through the SSH connection."""
        if tls and self.server.web_address != (self.server.address, 80):
            via = "tunnel"
        address, port = self.server.web_address if via == "direct" else ("127.0.0.1", 80)
        port = 443 if tls else port
        return HttpRequest(path, name, address, port, via, tls=tls, login=self.server.visitor)

    def visit_request(self, name: str, via: str) -> HttpRequest:
        """The front page, with our token where browsers' own random numbers stand: an address with a `?v=…`."""
        now, once = (
            self.request(name, f"/?{query}", via)
            for query in (mark.query(self.token(name)), mark.former_query(self.tokens(name)[-1]))
        )
        return replace(now, formerly=(once,))

    def visits(self) -> list[HttpRequest]:
        """The requests that grading this deployment needs, from outside where that is possible: by both names, and by
        the first one as somebody comes whom nobody expects, from there and from the server itself."""
        first, second = self.site.both_names()
        plain = dict.fromkeys(self.plain_request(first, via) for via in (self.server.http_via, "tunnel"))
        return [*(self.visit_request(name, self.server.http_via) for name in (first, second)), *plain]

    def plain_request(self, name: str, via: str) -> HttpRequest:
        """The front page, with no mark of ours."""
        return self.request(name, "/", via)

    def redirected_visits(self) -> list[HttpRequest]:
        """The requests that redirects of the front page ask for next."""
        try:
            found = [
                self.next_request(self.visit_request(name, self.server.http_via), self.reply(name))
                for name in self.site.both_names()
            ]
        except (CannotLook, Absent):
            return []
        return [request for request in found if request is not None]

    def reply(self, name: str) -> HttpReply:
        """The reply to a visitor by that name. Raises CannotLook where our own side failed."""
        return self.answered(self.visit_request(name, self.server.http_via))

    def get(self, path: str, name: str = "") -> HttpReply:
        """The reply to a visitor who asks for `path` of the site, by `name` or by its first one.

        Raises CannotLook where our own side failed.
        """
        return self.answered(self.request(name or self.site.host_header, path, self.server.http_via))

    def answered(self, request: HttpRequest) -> HttpReply:
        """The reply to a request; where a limit on requests may have refused it, to the same one alone and later.

        Raises CannotLook where our own side failed, and where the limit refused every attempt.
        """
        reply = self._visited(request)
        if not self._limited(reply):
            return reply
        for attempt in patience.attempts(self.server, request.again):
            again = self._visited(request.again(attempt))
            if not self._limited(again):
                return again
        raise patience.exhausted(reply.status)

    def _visited(self, request: HttpRequest) -> HttpReply:
        reply = self.server.visit(request)
        if reply.failure in {"not_recorded", "not_asked", "lost", "too_long"}:
            raise CannotLook(Unseen.of(reply.failure), reply.detail)
        return reply

    def _limited(self, reply: HttpReply) -> bool:
        """Whether it may be a limit's answer: the application itself, asked past nginx, says something else."""
        if reply.failure not in {"", "reset"} or reply.status not in {0, *patience.SAYING}:
            return False
        if reply.status not in patience.limits(self.server):
            return False
        return reply.status == patience.TOO_MANY or self.socket.reply_status != reply.status

    def reply_from_inside(self) -> HttpReply:
        """The same page asked for through the SSH connection."""
        return self.answered(self.visit_request(self.site.host_header, "tunnel"))

    def followed(self, name: str) -> HttpReply:
        """The final reply in a visitor's browser, redirects within this site followed."""
        return self.landing(name)[1]

    def landing(self, name: str) -> tuple[HttpRequest, HttpReply]:
        """The last request of the front page's redirects, and its reply."""
        request = self.visit_request(name, self.server.http_via)
        reply = self.answered(request)
        for _hop in range(MOST_HOPS):
            following = self.next_request(request, reply)
            if following is None:
                break
            request, reply = following, self.answered(following)
        return request, reply

    def next_request(self, request: HttpRequest, reply: HttpReply) -> HttpRequest | None:
        """The request that a redirect within this site asks for."""
        if reply.status not in REDIRECTS:
            return None
        found = urls.follow(_url(request), http_page.header(reply.headers, "location"))
        if found is None or not self.is_own(found):
            return None
        following = self.request(found.host, found.target, self.server.http_via, tls=found.scheme == "https")
        cookie = cookies.given_back(request.cookie, reply, found)
        return replace(following, cookie=cookie, cookies=cookies.names(cookie)) if cookie else following

    def circle(self, request: HttpRequest, reply: HttpReply) -> list[cookies.Cookie] | None:
        """Cookies that a page sets and does not get back, where it redirects to itself; None where it does not."""
        following = self.next_request(request, reply)
        if following is None or (following.tls, following.host, following.path) != (
            request.tls, request.host, request.path,
        ):  # fmt: skip
            return None
        page = urls.parse(_url(following))
        return [one for one in cookies.set_by(reply) if page is not None and not cookies.is_for(one, page)]

    def loses_the_request(self, name: str) -> str:
        """Where a redirect leads that only changes scheme or name, and forgets what was asked for; else empty."""
        request = self.visit_request(name, self.server.http_via)
        for _hop in range(MOST_HOPS):
            reply = self.answered(request)
            following = self.next_request(request, reply)
            if following is None:
                break
            moved = (following.tls, following.host) != (request.tls, request.host)
            if moved and self.server.session.nonce in request.path and following.path == "/":
                return http_page.header(reply.headers, "location")
            request = following
        return ""

    def is_own(self, found: urls.Url) -> bool:
        """Whether an address is of this site."""
        return found.scheme in PORTS and found.host in {self.site.server_name, self.site.www_name}

    def error_log_probe(self) -> Probe[Seen[list[logs.ErrorLine]]]:
        """How to ask for the end of the site's error logs."""
        return logs.error_log(self.site.error_logs, ERROR_LINES)

    def last_error(self) -> logs.ErrorLine | None:
        try:
            found = self.server.see(self.error_log_probe())
            lines = [line for path in self.site.error_logs for line in found.get(path) or [] if line.upstream]
        except (CannotLook, Absent):
            return None
        ours = [line for line in lines if line.request and self.server.session.nonce in line.request]
        return next(reversed(ours), None)

    def got_to_the_socket(self) -> bool:
        """Whether nginx passed our request to a socket that this site names, as its error log says."""
        line = self.last_error()
        return line is not None and any(f"unix:{path}:" in line.upstream for path in self.site.wanted_sockets())

    def error_log_line(self) -> str:
        """The line of the error log about our request."""
        line = self.last_error()
        return line.message if line is not None else ""

    def foreign_block(self) -> config.ServerBlock | None:
        """The server block of another file that nginx gives the request to; None where it is the site's own."""
        address = self.server.address if IPV4.fullmatch(self.server.address) else ""
        found = config.server_for(self.server.nginx_config, self.site.server_name, address=address)
        mine = self.names.site_blocks
        own = found is not None and found.file in self.site.every_path() and (not mine or found.line in mine)
        return None if own else found

    def other_block(self) -> str:
        """Which server block of another file nginx gives the request to; empty where it is the site's own."""
        found = self.foreign_block()
        if found is None:
            return ""
        return _("Nginx gives it to another server block: {file}, line {line}.").format(
            file=found.file, line=found.line
        )

    def access_log_probe(self) -> Probe[Seen[list[str]]]:
        """How to look for our own request in the site's access logs."""
        files = [path for path in self.site.access_logs if path.startswith("/")]
        return logs.find_in_access_logs(files, self.server.session.nonce)

    def logs_with_the_request(self) -> list[str]:
        """The access logs in which our request for the page is found."""
        found = self.server.see(self.access_log_probe())
        tokens = self.tokens(self.site.server_name)
        return [
            path
            for path in self.site.access_logs
            if any(token in line for line in found.get(path) or [] for token in tokens)
        ]

    def unmarked(self, address: str) -> str:
        """An address as a visitor has it: without our mark."""
        return mark.without(address, self.server.session.nonce)

    def assets(self) -> list[str]:
        """Paths of this site that the page loads, in order, each once, without favicons."""
        page = http_page.parse_page(self.followed(self.site.server_name).body)
        links = dict.fromkeys((*page.stylesheets, *page.scripts, *page.images))
        return list(dict.fromkeys(self.local(links)))[:MOST_ASSETS]

    def local(self, links: dict[str, None]) -> Iterator[str]:
        base = f"http://{self.site.server_name}/"
        for link in links:
            found = urls.follow(base, link)
            if found is not None and self.is_own(found) and not found.path.endswith("favicon.ico"):
                yield found.target

    def assets_to_fetch(self) -> list[HttpRequest]:
        """Requests for the page's files; none where there is no page."""
        try:
            paths, tls = self.assets(), self.landing(self.site.server_name)[0].tls
            return [self.request(self.site.server_name, path, self.server.http_via, tls=tls) for path in paths]
        except (CannotLook, Absent):
            return []


def _url(request: HttpRequest) -> str:
    """What a browser's address line says of a request."""
    return f"{'https' if request.tls else 'http'}://{request.host}{request.path}"
