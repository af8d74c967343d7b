"""The status of a page and no more, of servers that answer as they like."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from perito.transport import knock
from perito.transport.base import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADERS = b"HTTP/1.1 %s\r\nServer: nginx\r\n\r\n<h1>"


class Door:
    """Answers one connection with parts of a reply, and keeps what it was asked; without parts it says nothing."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.asked = b""

    def answers(self, parts: list[bytes] | None) -> None:
        def serve() -> None:
            stream, _where = self.listener.accept()
            with stream:
                self.asked = stream.recv(4096)
                for part in parts or ():
                    stream.sendall(part)
                if parts is None:
                    stream.recv(1)  # until the other side is tired of it

        threading.Thread(target=serve, daemon=True).start()

    def request(self) -> HttpRequest:
        return HttpRequest("/", "mi_app", "127.0.0.1", self.port, timeout=0.5)


@pytest.fixture
def door() -> Iterator[Door]:
    found = Door()
    yield found
    found.listener.close()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([HEADERS % b"200 OK"], (200, "")),
        ([HEADERS % b"502 Bad Gateway"], (502, "")),
        ([b"HTTP/1.1 301", b" Moved\r\nLocation: /x\r\n\r\n"], (301, "")),
        ([b"HTTP/1.0 404\r\n\r\n"], (404, "")),
        ([b"SSH-2.0-OpenSSH\r\n\r\n"], (0, "not_http")),
        ([b"HTTP/1.1 999 No\r\n\r\n"], (0, "not_http")),
        ([b"x" * 5000], (0, "not_http")),
        ([], (0, "reset")),
        (None, (0, "timeout")),
    ],
)
def test_what_a_server_says(door: Door, parts: list[bytes] | None, said: tuple[int, str]) -> None:
    door.answers(parts)
    assert knock.status(door.request()) == said
    assert door.asked.startswith(b"GET / HTTP/1.1\r\nHost: mi_app\r\nUser-Agent: Mozilla/5.0")
    assert b"perito" not in door.asked.lower()


def test_where_nobody_listens(door: Door) -> None:
    door.listener.close()
    assert knock.status(door.request()) == (0, "refused")
    assert knock.status(HttpRequest("/", "x", "no.such.host.invalid", timeout=0.5)) == (0, "unreachable")
