"""What comes from the network: HTTP replies, cookies, answers of the DNS."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from unittest import mock

import dns.flags
import dns.message

from perito.models.web import cookies
from perito.server.dns import answers
from perito.server.dns import dns as resolver
from perito.support import urls
from perito.transport import http
from perito.transport.base import HttpReply, HttpRequest
from tests.fuzz import corpus
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST = HttpRequest("/", "www.example.test", timeout=5.0, limit=100_000)
REPLY = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nSet-Cookie: a=b; Path=/\r\nContent-Type: text/html\r\n"
PAGE = urls.parse("http://www.example.test/a/b")
ANSWER = """id 1
opcode QUERY
rcode NOERROR
flags QR RD
;QUESTION
www.example.test. IN A
;ANSWER
www.example.test. 60 IN CNAME b.example.test.
b.example.test. 60 IN A 192.0.2.1
"""


class Said:
    """A stream that says an input in pieces and then ends."""

    def __init__(self, said: bytes, size: int) -> None:
        self.said, self.size = said, size

    def settimeout(self, timeout: float, /) -> None: ...

    def recv(self, size: int, /) -> bytes:
        size = min(size, self.size)
        piece, self.said = self.said[:size], self.said[size:]
        return piece

    def sendall(self, data: bytes, /) -> None: ...

    def close(self) -> None: ...


def _http(data: bytes) -> None:
    size = 1 + (data[0] if data else 0) * 17
    reply = http.send(REQUEST, lambda *_: Said(data[1:], size))
    assert reply.failure or 100 <= reply.status <= 999, reply.status
    assert len(reply.body) <= REQUEST.limit
    _kept(reply)


def _cookies(data: bytes) -> None:
    lines = data.decode("latin-1").split("\n")
    _kept(HttpReply(200, tuple(("Set-Cookie", line) for line in lines)))


def _kept(reply: HttpReply) -> None:
    assert PAGE is not None
    cookies.set_by(reply)
    cookies.names(cookies.given_back("a=b; c=d", reply, PAGE))


def _dns(data: bytes) -> None:
    """The first byte tells how the wire is told; a message that cannot be read never comes from the resolver."""
    with mock.patch.object(resolver, "_exchange", side_effect=lambda *_: dns.message.from_wire(data)):
        said = list(resolver._asked("www.example.test", "A", resolver.Settings(servers=(("127.0.0.1", 53),))))
    answers.found(said)
    answers.unknown_for_sure(said)
    assert [answers.Reply.from_json(one.to_json()) for one in said] == said


def _wire() -> bytes:
    message = dns.message.from_text(ANSWER)
    return message.to_wire()


def targets() -> Iterator[Target]:
    """Replies, cookies, messages."""
    seeds = {
        "http": [
            b"\xff" + REPLY + b"Content-Length: 5\r\n\r\nhello",
            b"\x01" + REPLY + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            b"\xff" + REPLY + b"Location: http://x/\r\n\r\nhello",
        ],
        "cookies": [b"a=b; Path=/; Domain=.x.test; Secure; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT\nc=d"],
        "dns": [_wire()],
    }  # fmt: skip
    for name, run in (("http", _http), ("cookies", _cookies), ("dns", _dns)):
        yield Target(f"web/{name}", run, partial(corpus.of, f"web/{name}", seeds[name]))
