"""What a visitor gets, and whether it came from here (practice, items 22–24)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from perito.models.web.enabled import EnabledFacts
from perito.practice.expect import Failure, NotApplicable
from perito.probes import http_page, logs
from perito.probes.base import CannotLook
from perito.probes.nginx import config
from perito.support import urls
from perito.support.i18n import _
from perito.transport.base import HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.probes.base import Probe
    from perito.probes.framing import Seen

MARK = "perito"
OK = 200
SERVER_ERROR = 500
BAD_GATEWAY = 502
NOT_FOUND = 404
SIMILAR, SAME_SHAPE = 0.8, 0.5
GIST = 60
IPV4 = re.compile(r"[0-9.]+")
MOST_ASSETS = 12
ERROR_LINES = 30
REDIRECTS = {301, 302, 303, 307, 308}
MOST_HOPS = 3
PORTS = {"http": 80, "https": 443}


class AccessFacts(EnabledFacts):
    """The deployment as seen from outside."""

    def token(self, name: str) -> str:
        """What marks our request for `name` in the access log: nobody can have prepared for it."""
        return f"{self.server.session.nonce}.{self.names.label}.{name[:4]}"

    def request(self, name: str, path: str, via: str, *, tls: bool = False) -> HttpRequest:
        """A request for a page of ours by its name. What --url-base says of port 80 tells nothing of 443: that
        one is then asked for through the SSH connection."""
        if tls and self.server.web_address != (self.server.address, 80):
            via = "tunnel"
        address, port = self.server.web_address if via == "direct" else ("127.0.0.1", 80)
        return HttpRequest(path=path, host=name, address=address, port=443 if tls else port, via=via, tls=tls)

    def visit_request(self, name: str, via: str) -> HttpRequest:
        """The front page, with our token."""
        return self.request(name, f"/?{MARK}={self.token(name)}", via)

    def visits(self) -> list[HttpRequest]:
        """The requests that grading this deployment needs, from outside where that is possible."""
        return [self.visit_request(name, self.server.http_via) for name in self.both_names()]

    def redirected_visits(self) -> list[HttpRequest]:
        """The requests that redirects of the front page ask for next."""
        try:
            found = [
                self._next(self.visit_request(name, self.server.http_via), self.reply(name))
                for name in self.both_names()
            ]
        except (CannotLook, Failure):
            return []
        return [request for request in found if request is not None]

    def both_names(self) -> list[str]:
        """The name and the www name; where the site tells none, what the directory is called."""
        try:
            return [self.server_name, self.www_name]
        except (CannotLook, Failure):
            return [self.names.app.lower(), f"www.{self.names.app.lower()}"]

    def reply(self, name: str) -> HttpReply:
        """What a visitor by that name gets. Raises CannotLook where our own side failed."""
        return self._answered(self.visit_request(name, self.server.http_via))

    def _answered(self, request: HttpRequest) -> HttpReply:
        reply = self.server.visit(request)
        if reply.failure in {"not_recorded", "not_asked", "lost", "too_long"}:
            raise CannotLook(reply.failure, reply.detail)
        return reply

    def reply_from_inside(self) -> HttpReply:
        """The same page asked for through the SSH connection."""
        return self._answered(self.visit_request(self.host_header, "tunnel"))

    def must_be_reachable(self) -> None:
        """Raises Failure where port 80 does not answer from outside."""
        reply = self.reply(self.host_header)
        if reply.failure not in {"refused", "unreachable"}:
            return
        if self.server.http_via == "direct" and self.server.open_to_others(80) and not self.reply_from_inside().failure:
            raise Failure(
                _("an answer on port 80"),
                f"{reply.failure}: {reply.detail}",
                _("It answers on the server itself and not from outside: something between blocks port 80."),
                independent=True,
            )
        raise Failure(_("an answer on port 80"), f"{reply.failure}: {reply.detail}")

    def followed(self, name: str) -> HttpReply:
        """What a visitor's browser ends up with, redirects within this site followed."""
        return self._landing(name)[1]

    def _landing(self, name: str) -> tuple[HttpRequest, HttpReply]:
        """The last request of the front page's redirects, and its reply."""
        request = self.visit_request(name, self.server.http_via)
        reply = self._answered(request)
        for _hop in range(MOST_HOPS):
            following = self._next(request, reply)
            if following is None:
                break
            request, reply = following, self._answered(following)
        return request, reply

    def _next(self, request: HttpRequest, reply: HttpReply) -> HttpRequest | None:
        """The request that a redirect within this site asks for."""
        if reply.status not in REDIRECTS:
            return None
        found = urls.follow(_url(request), http_page.header(reply.headers, "location"))
        if found is None or not self._is_own(found):
            return None
        return self.request(found.host, found.target, self.server.http_via, tls=found.scheme == "https")

    def _is_own(self, found: urls.Url) -> bool:
        """Whether an address is of this site."""
        return found.scheme in PORTS and found.host in {self.server_name, self.www_name}

    def page_must_answer(self, name: str) -> None:
        """Raises Failure unless a visitor by that name gets 200, with what the error log says about it."""
        reply = self.followed(name)
        if reply.failure:
            raise Failure("200", f"{reply.failure}: {reply.detail}")
        if http_page.is_nginx_welcome(reply.body):
            raise Failure("200", _("nginx's welcome page: the default site answered"), self.other_block())
        if reply.status == OK:
            return
        proof = self.error_log_line() if reply.status >= SERVER_ERROR else ""
        raise Failure("200", str(reply.status), self.explain_status(reply), proof=proof)

    def explain_status(self, reply: HttpReply) -> str:
        """What an error page means, in one sentence, by the errno in nginx's error log."""
        if reply.status in REDIRECTS:
            location = (http_page.header(reply.headers, "location") or "—").partition(f"?{MARK}=")[0]
            return _("It sends the visitor on to {location}.").format(location=location)
        uri = self.proxied_uri if reply.status == NOT_FOUND and self.socket_reply_status == OK else ""
        if uri:
            return _("proxy_pass ends in {uri}: gunicorn is asked for that path, not for the visitor's.").format(
                uri=uri
            )
        if reply.status != BAD_GATEWAY:
            return ""
        meaning = {
            2: _("Nginx looked for the socket and there is no such file."),
            13: _("Nginx may not reach the socket: permission denied."),
            111: _("The socket is there, but nobody listens on it."),
        }
        line = self._last_error()
        return meaning.get(line.errno or 0, "") if line is not None else ""

    @property
    def socket_reply_status(self) -> int:
        """What the application answers through its socket; 0 where that is not known."""
        try:
            return self.socket_reply.status or 0
        except (CannotLook, Failure):
            return 0

    def error_log_probe(self) -> Probe[Seen[list[logs.ErrorLine]]]:
        """How to ask for the end of the site's error logs."""
        return logs.error_log(self.error_logs, ERROR_LINES)

    def _last_error(self) -> logs.ErrorLine | None:
        try:
            found = self.server.see(self.error_log_probe())
            lines = [line for path in self.error_logs for line in found.get(path) or [] if line.upstream]
        except (CannotLook, Failure):
            return None
        ours = [line for line in lines if line.request and self.server.session.nonce in line.request]
        return next(reversed(ours), None)

    def error_log_line(self) -> str:
        """The line of the error log about our request."""
        line = self._last_error()
        return line.message if line is not None else ""

    def page_must_be_the_applications(self) -> None:
        """Raises Failure unless nginx gives the page that gunicorn gives through its socket, and has it from there."""
        reply, straight = self.reply(self.server_name), self.socket_reply
        if reply.status != straight.status:
            reply = self.followed(self.server_name)
        if straight.status != reply.status:
            shown = _("nginx gives {status}, the socket {other}").format(
                status=reply.status, other=straight.status or straight.failure
            )
            raise Failure(_("the same page as through the socket"), shown)
        if not http_page.same_page(reply.body, straight.body) and not _alike(reply.body, straight.body):
            raise Failure(_gist(straight.body), _gist(reply.body), self.other_block())
        one, other = _kind(reply.headers), _kind(straight.headers)
        if self.block.returns or not one.startswith(other):  # nginx's charset only ever adds to it
            raise Failure(
                _("the same page as through the socket"),
                f"Content-Type: {one or '—'} ({other or '—'})",
                _("nginx answers by itself with the same text: the request never gets to the application."),
            )

    def other_block(self) -> str:
        """Which server block of another file nginx gives the request to; empty where it is the site's own."""
        address = self.server.address if IPV4.fullmatch(self.server.address) else ""
        found = config.server_for(self.server.nginx_config, self.server_name, address=address)
        if found is None or found.file in {self.available_file, *self._paths_to_site()}:
            return ""
        return _("Nginx gives it to another server block: {file}, line {line}.").format(
            file=found.file, line=found.line
        )

    def access_log_probe(self) -> Probe[Seen[list[str]]]:
        """How to look for our own request in the site's access logs."""
        files = [path for path in self.access_logs if path.startswith("/")]
        return logs.find_in_access_logs(files, self.server.session.nonce)

    def logs_with_the_request(self) -> list[str]:
        """The access logs in which our request for the page is found."""
        found = self.server.see(self.access_log_probe())
        token = self.token(self.server_name)
        return [path for path in self.access_logs if any(token in line for line in found.get(path) or [])]

    def request_must_be_logged(self) -> None:
        """Raises Failure where our request is in none of the site's access logs.

        Raises NotApplicable where a log does not show a request, or not at once.
        """
        if self.logs_with_the_request():
            return
        if self._scope.mute_logs:
            raise NotApplicable(
                _("this access_log does not show every request at once: buffer=, if=, syslog or format")
            )
        raise Failure(_("this very request in the site's access_log"), ", ".join(self.access_logs) or "—")

    def assets(self) -> list[str]:
        """Paths of this site that the page needs, in order, each once; favicons aside."""
        page = http_page.parse_page(self.followed(self.server_name).body)
        links = dict.fromkeys((*page.stylesheets, *page.scripts, *page.images))
        return list(dict.fromkeys(self._local(links)))[:MOST_ASSETS]

    def _local(self, links: dict[str, None]) -> Iterator[str]:
        base = f"http://{self.server_name}/"
        for link in links:
            found = urls.follow(base, link)
            if found is not None and self._is_own(found) and not found.path.endswith("favicon.ico"):
                yield found.target

    def assets_to_fetch(self) -> list[HttpRequest]:
        """Requests for what the page needs; none where there is no page."""
        try:
            paths, tls = self.assets(), self._landing(self.server_name)[0].tls
            return [self.request(self.server_name, path, self.server.http_via, tls=tls) for path in paths]
        except (CannotLook, Failure):
            return []

    def broken_assets(self) -> list[str]:
        """Styles, scripts and images that do not load. Raises NotApplicable where the page needs none."""
        requests = self.assets_to_fetch()
        if not requests:
            raise NotApplicable(_("the page has no styles, scripts or images of its own"))
        replies = [(request.path, self._answered(request)) for request in requests]
        return [f"{path}: {reply.failure or reply.status}" for path, reply in replies if reply.status != OK]

    def nginx_must_be_current(self) -> None:
        """Raises Failure where files changed after nginx read them and visitors get what was there before.

        A change that makes no difference to what happens is no failure.
        """
        changed = self.younger_than_nginx()
        if changed and not self._all_is_well():
            raise Failure(_("nginx reloaded after the last change"), ", ".join(changed))

    def _all_is_well(self) -> bool:
        """Both names give the application's own page, logged where the file on disk says."""
        try:
            self.page_must_answer(self.server_name)
            self.page_must_answer(self.www_name)
            self.page_must_be_the_applications()
            self.request_must_be_logged()
        except NotApplicable:
            return True
        except Failure:
            return False
        return True


def _url(request: HttpRequest) -> str:
    """What a browser's address line says of a request."""
    return f"{'https' if request.tls else 'http'}://{request.host}{request.path}"


def _kind(headers: Iterable[tuple[str, str]]) -> str:
    """The Content-Type, for comparison."""
    return http_page.header(headers, "content-type").lower().replace(" ", "")


def _alike(one: bytes, other: bytes) -> bool:
    """A page with a clock or a counter in it is still the same page: same title, nearly the same text."""
    first, second = http_page.parse_page(one), http_page.parse_page(other)
    ratio = SequenceMatcher(None, first.text[:4000], second.text[:4000]).ratio()
    enough = SAME_SHAPE if first.shape == second.shape and len(first.shape) > 1 else SIMILAR
    return first.title == second.title and bool(first.text) and ratio >= enough


def _gist(body: bytes) -> str:
    """A page in a few words: its title, else how its text begins."""
    page = http_page.parse_page(body)
    return page.title or page.text[:GIST] or "—"
