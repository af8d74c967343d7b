"""A page from two sides: when the difference is a lie, and when it is the page's own."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from perito.models.web import before_login, two_pages
from perito.models.web.before_login import Visit
from perito.models.web.names import Names
from perito.models.web.page import Page
from perito.models.web.past_nginx import ByPort, BySocket, PastNginx
from perito.models.web.two_pages import TwoPages
from perito.probes.nginx.facts import OwnAnswer
from perito.probes.unix_http import SocketReply
from perito.transport.base import HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

CONF = "/etc/nginx/nginx.conf"
GOOD = b"<title>Inicio</title><h1>Aplicacion desplegada</h1><p>La practica de clase</p>"
OTHER = b"<title>Otra</title><h1>En obras</h1>"
Answer = tuple[int, bytes]


class Server:
    """A server that answers by whether a request has our mark, and by which way it came."""

    def __init__(self, answer: Callable[[bool, str], Answer], straight: Answer | str, conf: str = "") -> None:
        self.answer, self.straight = answer, straight
        self.nginx_files = SimpleNamespace(texts={CONF: conf})
        block = SimpleNamespace(
            listens=(SimpleNamespace(port=80, path="", ipv6=False, address="*", default_server=True),)
        )
        block.server_names = ("mi-app",)
        self.nginx_config = SimpleNamespace(files=(CONF,), servers=(block,), user="www-data")
        self.session = SimpleNamespace(replayed=False, number=self._number, nonce="0" * 32)
        self.trail: list[int] = []
        self.waited, self.address, self.http_via, self.web_address = 0.0, "192.0.2.1", "direct", ("192.0.2.1", 80)
        self.made: dict[object, int] = {}
        self.visitor = ""

    def _number(self, question: object) -> int | None:
        return self.made.get(question)

    def visit(self, request: HttpRequest) -> HttpReply:
        self.made.setdefault(request, len(self.made) + 1)
        status, body = self.answer(request.path != "/", request.via)
        return HttpReply(status, (), body)

    def see(self, question: object) -> SocketReply:
        if isinstance(self.straight, str):
            return SocketReply(0, failure=self.straight)
        return SocketReply(self.straight[0], body=self.straight[1])


def found(server: Server, passed: str = "/x.sock", past: PastNginx | None = None) -> list[str]:
    compared = two_pages_of(server, passed, past=past)
    every = [*compared._marked(), *compared._inside(), *compared._program()]
    assert all(one.evidence for one in every)
    return [one.finding.partition("/")[2] for one in every]


def two_pages_of(
    server: Server, passed: str = "/x.sock", ready: tuple[OwnAnswer, ...] = (), past: PastNginx | None = None
) -> TwoPages:
    here: Any = server
    socket: Any = SimpleNamespace(
        server=here, reply_probe=lambda _user=None: SimpleNamespace(command="probe"),
        web_user="www-data", path="/x.sock",
        reply_status=0 if isinstance(server.straight, str) else server.straight[0],
    )  # fmt: skip
    site: Any = SimpleNamespace(
        server_name="mi-app", www_name="www.mi-app", file=CONF, own_answers=list(ready), proxy_pass="http://unix:/x.sock",
        proxied_sockets=[passed], link=SimpleNamespace(younger_than_nginx=list),
    )  # fmt: skip
    page = Page(here, Names("poc", "a", "/var/www/a"), site, socket)
    deployment: Any = SimpleNamespace(page=page, site=site, server=server, socket=socket)
    return TwoPages(deployment, past or BySocket(socket, site))


def by(marked: Answer, plain: Answer, inside: Answer | None = None) -> Callable[[bool, str], Answer]:
    return lambda ours, via: (inside or plain) if via == "tunnel" else marked if ours else plain


@pytest.mark.parametrize(
    ("marked", "plain", "straight", "named"),
    [
        ((200, GOOD), (200, GOOD), (200, GOOD), []),
        ((200, GOOD), (500, OTHER), (500, OTHER), ["marked-only", "inside-differs"]),
        ((200, GOOD), (200, OTHER), (200, GOOD), ["marked-only", "inside-differs"]),
        ((200, GOOD), (404, b""), (200, GOOD), ["marked-only", "inside-differs"]),
        ((403, b""), (200, GOOD), (200, GOOD), []),  # whoever bars queries gains nothing by it
        ((200, OTHER), (200, GOOD), (200, GOOD), []),  # nor does a page that depends on the query
        ((302, b""), (302, b"x"), (302, b""), []),
    ],
)
def test_a_page_for_our_mark_alone(marked: Answer, plain: Answer, straight: Answer, named: list[str]) -> None:
    assert found(Server(by(marked, plain), straight)) == named


def test_a_page_that_is_another_one_each_time_accuses_nobody() -> None:
    turns = count()
    assert (
        found(Server(lambda *_: (200, f"<p>{next(turns)} {'abc' * next(turns)}</p>".encode()), (200, b"<p>x</p>")))
        == []
    )


def test_a_server_that_fails_now_and_then_accuses_nobody() -> None:
    turns = count()
    assert found(Server(lambda ours, _via: (200 if ours or next(turns) % 2 else 502, GOOD), (200, GOOD))) == []


def test_a_page_that_the_server_itself_does_not_get() -> None:
    relayed = by((200, GOOD), (200, GOOD), (500, OTHER))
    assert found(Server(relayed, (500, OTHER))) == ["inside-differs"]
    assert found(Server(relayed, (500, OTHER), "deny 127.0.0.1;\n")) == ["without-program"]  # by visitor: nginx may


@pytest.mark.parametrize(
    ("straight", "conf", "passed", "named"),
    [
        ("ECONNREFUSED", "", "/x.sock", ["without-program"]),
        ("ECONNREFUSED", "", "/other.sock", []),  # it passes requests elsewhere, and says so
        ("ECONNREFUSED", "proxy_cache pages;\n", "/x.sock", ["without-program"]),  # kept from a better time
        ((200, GOOD), "proxy_cache pages;\n", "/x.sock", []),
        ((500, OTHER), "", "/x.sock", []),  # the program may want nginx's headers
        ((500, OTHER), "error_page 500 =200 /copy.html;\n", "/x.sock", ["without-program"]),
        ("timeout", "", "/x.sock", []),
    ],
)
def test_a_page_from_nobody(straight: Answer | str, conf: str, passed: str, named: list[str]) -> None:
    page = by((200, GOOD), (200, GOOD))
    assert [one for one in found(Server(page, straight, conf), passed) if one == "without-program"] == named


COPY, NOTICE, MADE = (
    OwnAnswer("if ($args ~ x)", text) for text in (GOOD.decode(), "<h1>Use another browser</h1>", None)
)


@pytest.mark.parametrize(
    ("straight", "ready", "named"),
    [
        ((500, OTHER), COPY, ["integrity.page/for-some"]),
        ("ECONNREFUSED", MADE, ["integrity.page/for-some"]),  # of variables: it may say anything
        ("ECONNREFUSED", NOTICE, []),  # nobody got that
        ((200, GOOD), COPY, []),  # a mistake that access.page tells
        ((200, GOOD), NOTICE, []),
    ],
)
def test_a_page_for_other_visitors(straight: Answer | str, ready: OwnAnswer, named: list[str]) -> None:
    compared = two_pages_of(Server(by((200, GOOD), (200, GOOD)), straight), ready=(ready,))
    assert [one.finding for one in compared._for_some()] == named
    down = two_pages_of(Server(by((502, OTHER), (502, OTHER)), straight), ready=(ready,))
    assert list(down._for_some()) == []


def test_what_a_limit_answers_accuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    limited = by((200, GOOD), (503, b""))
    assert found(Server(limited, (200, GOOD), "limit_req zone=a;\n")) == []
    assert found(Server(limited, (200, GOOD))) == ["marked-only", "inside-differs"]
    assert two_pages.CHECKS == ("integrity.page",)


def by_port(
    straight: Answer | str, *, listens: bool = False, speaks_http: bool = True, extra: tuple[str, ...] = ()
) -> ByPort:
    """A program behind a port: `straight` is what it answers, or why it does not."""
    answer = HttpReply(0, failure=straight) if isinstance(straight, str) else HttpReply(straight[0], (), straight[1])
    listening: Any = SimpleNamespace(
        address="127.0.0.1:3000", speaks_http=speaks_http, upstream=SimpleNamespace(extra=extra), reply=answer,
        listeners=["node"] if listens else [],
    )  # fmt: skip
    return ByPort(listening)


@pytest.mark.parametrize(
    ("past", "conf", "named"),
    [
        (by_port("refused"), "", ["without-program"]),
        (by_port("refused", listens=True), "", []),  # at the other address of `localhost`
        (by_port("refused", extra=("127.0.0.1:3001",)), "", []),  # another server of the upstream gives it
        (by_port("refused", extra=("127.0.0.1:3001",)), "error_page 502 =200 /copy.html;\n", []),
        (by_port((500, OTHER), listens=True, extra=("127.0.0.1:3001",)), "error_page 500 =200 /copy.html;\n", []),
        (by_port("refused"), "proxy_cache pages;\n", ["without-program"]),  # kept from a better time
        (by_port((200, GOOD), listens=True), "proxy_cache pages;\n", []),
        (by_port("timeout"), "", []),
        (by_port((500, OTHER), listens=True), "", []),
        (by_port((500, OTHER), listens=True), "error_page 500 =200 /copy.html;\n", ["without-program"]),
        (by_port((200, GOOD), listens=True), "", []),
    ],
)
def test_a_page_from_nobody_behind_a_port(past: ByPort, conf: str, named: list[str]) -> None:
    page = by((200, GOOD), (200, GOOD))
    assert found(Server(page, "ENOENT", conf), past=past) == named


@pytest.mark.parametrize(
    ("plain", "past", "named"),
    [
        ((200, OTHER), by_port((200, GOOD)), ["marked-only", "inside-differs"]),
        ((200, OTHER), by_port((200, OTHER)), []),  # what the program itself says to who has no mark
        ((200, OTHER), by_port("", speaks_http=False), []),  # a static site, or PHP: a page may show what it was asked
        ((404, OTHER), by_port("", speaks_http=False), ["marked-only", "inside-differs"]),
    ],
)
def test_a_page_for_our_mark_alone_behind_a_port(plain: Answer, past: ByPort, named: list[str]) -> None:
    assert found(Server(by((200, GOOD), plain), "ENOENT"), past=past) == named


NOBODY, NO_PROGRAM = (0, "unreachable"), (502, "")
CAME = 1000.0


@pytest.mark.parametrize(
    ("before", "since", "started", "named"),
    [
        ((503, ""), 200, {}, True),
        ((503, ""), 200, {"poc.service": CAME - 2}, True),  # what is starting says 502
        (NOBODY, 200, {"poc.service": CAME - 2}, True),  # a firewall does not wait for a service
        (NO_PROGRAM, 200, {"poc.service": CAME - 60}, True),
        (NO_PROGRAM, 200, {"poc.service": CAME - 2}, False),
        ((0, "refused"), 200, {"nginx.service": CAME - 0.5}, False),
        ((0, "refused"), 200, {"nginx.service": CAME - 2}, True),
        ((0, "timeout"), 200, {}, True),  # stopped, and continued since
        ((0, "timeout"), 200, {"poc.service": CAME - 20}, False),  # it was loading
        ((503, ""), 503, {}, False),
        ((302, ""), 200, {}, False),
        (None, 200, {}, False),  # a recording of before
    ],
)
def test_a_page_that_is_there_only_while_somebody_is_logged_in(
    monkeypatch: pytest.MonkeyPatch,
    before: tuple[int, str] | None,
    since: int,
    started: dict[str, float],
    *,
    named: bool,
) -> None:
    visit = before and Visit(HttpRequest("/", "mi-app", "192.0.2.1"), *before)
    monkeypatch.setattr(before_login, "visit", lambda _session: visit)
    server: Any = Server(lambda *_: (since, GOOD), (200, GOOD))
    server.session.evidence = SimpleNamespace(arrived=CAME)
    server.system = SimpleNamespace(uptime=1e5)
    server.units = {name: SimpleNamespace(exec_main_start=moment) for name, moment in started.items()}
    compared: Any = two_pages_of(server)
    compared.site.names = SimpleNamespace(service="poc.service")
    found = list(compared._before())
    assert [one.finding for one in found] == ["integrity.page/while-logged-in"] * named
    server.system.uptime = 20.0
    assert not list(compared._before())  # it booted just now
