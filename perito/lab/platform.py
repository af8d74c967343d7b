"""A host that behaves as Heroku's does from outside: its names, its certificate, its router and the router's pages.

Everything listens on loopback at ports of its own. The outward signs (headers, statuses, titles, frames) are those that
perito/models/flask/heroku/router.py tells of; the pages' words are the lab's own.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from perito.lab.authority import Authority, Flaw
from perito.lab.names_server import NamesServer

if TYPE_CHECKING:
    import ssl
    from pathlib import Path
    from types import TracebackType

APPS, TARGETS = "herokuapp.test", "herokudns.test"
ROUTER, ELSEWHERE, PLAIN, NOBODY = "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"
INGRESS = f"va01.ingress.{APPS}"
REQUEST_WAIT, BOOT_WAIT, PATIENCE = 1.5, 6.0, 2.5
FRAME = '<title>{title}</title><body><iframe src="//cdn.test/error-pages/{page}.html"></iframe></body>'
WELCOME = "<html><head><title>Heroku | Welcome to your new app!</title></head><body>Nothing here.</body></html>"
TRIES = 20


class State(StrEnum):
    """An app's state."""

    UP = "up"
    CRASHED = "crashed"  # H10
    NO_DYNOS = "no_dynos"  # H14
    BOOTING = "booting"  # H20, then R10
    HUNG = "hung"  # H12
    BLANK = "blank"  # H81
    MAINTENANCE = "maintenance"  # H80
    BROKEN = "broken"  # answers 500 by itself
    MOVED = "moved"  # redirects within itself


@dataclass
class App:
    """One app: its answer and its state."""

    page: str
    state: State = State.UP


@dataclass
class LabPlatform:
    """`with LabPlatform(directory) as platform:`; its files (CA, description) are written into the directory."""

    place: Path
    apps: dict[str, App] = field(default_factory=dict)
    contexts: dict[str, ssl.SSLContext] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> LabPlatform:
        self.authority = Authority(self.place)
        self.own = self.authority.context(f"*.{APPS}")
        self.own.sni_callback = self._choose
        self.names = self._open.enter_context(NamesServer())
        self.names.records[INGRESS] = ("A", ROUTER)
        self.https_port = self._listen((ROUTER, ELSEWHERE), secure=True)
        self.http_port = self._listen((ROUTER, ELSEWHERE, PLAIN), secure=False)
        self.description = self.place / "platform.yaml"
        self.description.write_text(
            f"app_suffix: {APPS}\nsuffixes: [{APPS}, {TARGETS}]\n"
            f"https_port: {self.https_port}\nhttp_port: {self.http_port}\n"
            f"request_wait: {REQUEST_WAIT}\nboot_wait: {BOOT_WAIT}\npatience: {PATIENCE}\n"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._open.close()

    def deploy(self, name: str, page: str, state: State = State.UP) -> str:
        """An app with its address, as the platform makes one; returns its host name."""
        host = f"{name}.{APPS}"
        self.apps[host] = App(page, state)
        self.names.records[host] = ("CNAME", INGRESS)
        return host

    def add_domain(self, domain: str, host: str, flaw: Flaw = Flaw.NONE) -> str:
        """A domain of the student's own for an app; returns the name that its CNAME must lead to."""
        self.apps[domain] = self.apps[host]
        self.certify(domain, flaw)
        target = f"quiet-{domain.replace('.', '-')}.{TARGETS}"
        self.names.records[target] = ("A", ROUTER)
        return target

    def certify(self, host: str, flaw: Flaw) -> None:
        """The certificate that visitors of a host see; the platform's own where none was made."""
        self.contexts[host] = self.authority.context(host, flaw=flaw)

    def options(self) -> list[str]:
        """The options of `perito check` for this platform."""
        return [
            *("--nameserver", self.names.at),
            *("--heroku-ca", str(self.authority.file)),
            *("--heroku-platform", str(self.description)),
        ]

    def _choose(self, secured: Any, name: str | None, _context: ssl.SSLContext) -> None:
        """Choose the certificate by the name in the handshake (SNI), as the platform does."""
        secured.context = self.contexts.get(name or "", self.own)

    def _listen(self, addresses: tuple[str, ...], *, secure: bool) -> int:
        """The same free port at every address."""
        for _try in range(TRIES):
            with ExitStack() as made:
                port = 0
                try:
                    for address in addresses:
                        server = _Server((address, port), self, secure=secure)
                        made.callback(server.server_close)
                        port = server.server_port
                        made.callback(server.shutdown)
                        server.start()
                except OSError:
                    continue
                self._open.push(made.pop_all())
                return port
        raise OSError("no port is free at every address")


class _Server(ThreadingHTTPServer):
    """One listening address: the router, or a server other than the platform."""

    daemon_threads = True

    def __init__(self, at: tuple[str, int], platform: LabPlatform, *, secure: bool) -> None:
        self.platform, self.secure = platform, secure
        self.is_router = at[0] == ROUTER
        super().__init__(at, _Router)

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def finish_request(self, request: Any, client_address: Any) -> None:
        if not self.secure:
            super().finish_request(request, client_address)
            return
        with self.platform.own.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as secured:
            secured.settimeout(10)
            secured.do_handshake()
            super().finish_request(secured, client_address)

    def shutdown_request(self, request: Any) -> None:
        if request.fileno() >= 0:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore visitors who reject the certificate, or stop waiting."""


class _Router(BaseHTTPRequestHandler):
    """Answers for the apps, or in their place."""

    server: _Server

    def do_GET(self) -> None:
        """A visitor's request."""
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        app = self.server.platform.apps.get(host)
        if not self.server.is_router:
            self._say(200, app.page if app else "<h1>Elsewhere</h1>", {"Server": "nginx"})
        elif app is None:
            self._own_page(404, "No such app", "no-such-app")
        else:
            self._answer(app)

    def _answer(self, app: App) -> None:
        waits = {State.BOOTING: BOOT_WAIT, State.HUNG: REQUEST_WAIT}
        if app.state in waits:
            self.server.platform.closing.wait(waits[app.state])
        match app.state:
            case State.BLANK:
                self._say(502, WELCOME, {"Server": "heroku-router"})
            case State.MAINTENANCE:
                self._own_page(503, "Offline for Maintenance", "maintenance-mode")
            case State.BROKEN:
                self._say(500, "<title>500 Internal Server Error</title>", PROXIED)
            case State.MOVED if self.path == "/":
                self._say(302, "", PROXIED | {"Location": "/inicio"})
            case State.UP | State.MOVED:
                self._say(200, app.page, PROXIED)
            case _:
                self._own_page(503, "Application Error", "application-error")

    def _own_page(self, status: int, title: str, page: str) -> None:
        self._say(
            status,
            FRAME.format(title=title, page=page),
            {"Server": "heroku-router", "Cache-Control": "no-cache, no-store"},
        )

    def _say(self, status: int, body: str, headers: dict[str, str]) -> None:
        data = body.encode()
        self.send_response_only(status)
        own = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data)), "Connection": "close"}
        for name, value in (headers | own).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


PROXIED = {"Server": "gunicorn", "Via": "1.1 heroku-router"}
