"""Fixtures: a real sshd, connections to it, and small hostile servers of TCP."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from perito.support import i18n
from perito.transport.ssh import SshTransport
from perito.transport.target import Kind, Target
from tests.transport.sshd import Sshd, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """These tests read our own sentences in the language that the code is written in."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


class Boot(Protocol):
    """Boots an sshd; parameters are fields of Sshd."""

    def __call__(self, **fields: Any) -> Sshd: ...


@pytest.fixture(scope="session")
def boot() -> Iterator[Boot]:
    """Boots servers that live until the tests end."""
    lacks = missing()
    if lacks:
        pytest.skip(lacks)
    servers: list[Sshd] = []

    def one(**fields: Any) -> Sshd:
        servers.append(Sshd(Path(tempfile.mkdtemp(prefix="perito-sshd-")), **fields))
        servers[-1].start()
        return servers[-1]

    yield one
    for server in servers:
        server.stop()
        shutil.rmtree(server.root, ignore_errors=True)


@pytest.fixture(scope="session")
def sshd(boot: Boot) -> Sshd:
    """The server that most tests share; it shows keys of three kinds."""
    return boot(host_keys=("rsa", "ecdsa", "ed25519"))


class Connect(Protocol):
    """Opens a connection to a server; further fields of Target change it."""

    def __call__(self, user: str | None = "ana", server: Sshd | None = None, **fields: Any) -> SshTransport: ...


@pytest.fixture
def connect(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """Connections that are closed after the test; nothing of the machine's own SSH is used."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    opened: list[SshTransport] = []

    def one(user: str | None = "ana", server: Sshd | None = None, **fields: Any) -> SshTransport:
        server = server or request.getfixturevalue("sshd")
        empty = server.root / "empty_config"
        empty.touch()
        target = Target(Kind.SSH, "127.0.0.1", server.port, user, server.key, empty, server.known_hosts, timeout=10.0)
        opened.append(SshTransport(replace(target, **fields)))
        opened[-1].open()
        return opened[-1]

    yield one
    for transport in opened:
        transport.close()


@pytest.fixture
def tcp_server() -> Iterator[Callable[[Callable[[socket.socket], None]], int]]:
    """Starts a TCP server on loopback that treats each connection with a function; returns its port."""
    listeners: list[socket.socket] = []

    def start(treat: Callable[[socket.socket], None]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def one(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.settimeout(20)
                treat(connection)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for listener in listeners:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
