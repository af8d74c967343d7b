"""HTTP, straight and through SSH, against servers that mean no good."""

from __future__ import annotations

import gzip
import re
import socket
import struct
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from perito.transport import http, ssh
from perito.transport.base import HttpReply, HttpRequest, Transport
from perito.transport.local import LocalTransport

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.transport.conftest import Boot, Connect

    Treat = Callable[[socket.socket], None]
    Serve = Callable[[Treat], int]

# As Firefox 140 sends them for a page opened over plain HTTP, in its order; a form has more of them in the middle.
FIREFOX = [
    "Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Connection", "Upgrade-Insecure-Requests",
    "Priority",
]  # fmt: skip
OF_A_FORM = ["Content-Type", "Content-Length", "Origin", "Connection", "Referer", "Cookie"]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


@pytest.fixture(params=["direct", "tunnel"])
def send(request: pytest.FixtureRequest) -> Callable[..., HttpReply]:
    """Sends one request, straight or through SSH."""
    transport: Transport
    if request.param == "tunnel":
        connect: Connect = request.getfixturevalue("connect")
        transport = connect("bea")
    else:
        transport = LocalTransport()  # HTTP needs no agent

    def one(port: int, path: str = "/", **fields: object) -> HttpReply:
        merged: dict[str, object] = {"host": "h.test", "timeout": 5.0, "via": request.param, **fields}
        return transport.http([HttpRequest(path, port=port, **merged)])[0]  # type: ignore[arg-type]

    return one


def echo(connection: socket.socket) -> None:
    asked = connection.recv(65536)
    while asked.startswith(b"POST") and not asked.endswith("ñ".encode()):
        asked += connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\n\r\n" + asked)


def test_what_is_sent(send: Callable[..., HttpReply], tcp_server: Serve) -> None:
    reply = send(tcp_server(echo), "/../a%20b?c=//")
    lines = reply.body.decode().split("\r\n")
    assert (reply.status, reply.failure) == (200, "")
    assert lines[0] == "GET /../a%20b?c=// HTTP/1.1"
    headers = dict(line.split(": ", 1) for line in lines[1:] if line)
    assert list(headers) == FIREFOX
    assert headers["Host"] == "h.test"
    assert re.fullmatch(r"Mozilla/5\.0 \([^()]+; rv:([\d.]+)\) Gecko/20100101 Firefox/\1", headers["User-Agent"])
    assert not re.search("perito|python|requests/|urllib", reply.body.decode(), re.IGNORECASE)
    assert [value for name, value in reply.headers if name.lower() == "x-a"] == ["1", "2"]
    assert 0 < reply.seconds < 5


def test_post(send: Callable[..., HttpReply], tcp_server: Serve) -> None:
    reply = send(tcp_server(echo), method="POST", body="a=ñ", cookie="s=1")
    assert reply.body.startswith(b"POST / ")
    assert reply.body.endswith("\r\n\r\na=ñ".encode())
    names = [line.partition(":")[0] for line in reply.body.decode().split("\r\n")[1:-2]]
    assert names == [*FIREFOX[:5], *OF_A_FORM, *FIREFOX[6:]]


def packed(encoding: str, body: bytes) -> Treat:
    def treat(connection: socket.socket) -> None:
        connection.recv(65536)
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)

    return treat


def raw_deflate(data: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(data) + maker.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate), ("identity", bytes), ("br", bytes)],
)
def test_packed_pages_are_unpacked_as_browsers_do(
    send: Callable[..., HttpReply], tcp_server: Serve, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    page = b"<h1>Hola</h1>" * 50_000
    reply = send(tcp_server(packed(encoding, pack(page))))
    assert (reply.status, reply.body, reply.failure) == (200, page, "")


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        (gzip.compress(b"x" * (64 << 20), mtime=0), "too_long"),  # 65 KB on the wire
        (gzip.compress(b"hola" * 100, mtime=0)[:-9], "not_http"),
        (b"no gzip at all", "not_http"),
    ],
)
def test_a_packed_page_is_no_bomb(send: Callable[..., HttpReply], tcp_server: Serve, body: bytes, failure: str) -> None:
    reply = send(tcp_server(packed("gzip", body)))
    assert (reply.status, reply.body, reply.failure) == (0, b"", failure)


def test_redirects_are_not_followed_and_bodies_not_unpacked(send: Callable[..., HttpReply], tcp_server: Serve) -> None:
    def treat(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Encoding: gzip\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n3\r\nraw\r\n0\r\n\r\n"
        )

    reply = send(tcp_server(treat))
    assert (reply.status, reply.body) == (302, b"raw")


def drip_head(connection: socket.socket) -> None:
    connection.recv(65536)
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def drip_body(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        connection.sendall(b"x")
        time.sleep(0.05)


def silent(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.recv(65536)


@pytest.mark.parametrize("treat", [drip_head, drip_body, silent])
def test_one_deadline_for_all(send: Callable[..., HttpReply], tcp_server: Serve, treat: Treat) -> None:
    began = time.monotonic()
    reply = send(tcp_server(treat), timeout=0.7)
    assert (reply.status, reply.failure) == (0, "timeout")
    assert time.monotonic() - began < 5


def endless(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def endless_chunks(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"5\r\nhello\r\n" * 1000)


@pytest.mark.parametrize("treat", [endless, endless_chunks])
def test_endless(send: Callable[..., HttpReply], tcp_server: Serve, treat: Treat) -> None:
    reply = send(tcp_server(treat), limit=100_000)
    assert (reply.status, reply.failure) == (0, "too_long")


def test_as_much_as_allowed(send: Callable[..., HttpReply], tcp_server: Serve) -> None:
    def treat(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(OK)

    assert send(tcp_server(treat), limit=2).body == b"hi"
    assert send(tcp_server(treat), limit=1).failure == "too_long"


def says(text: bytes, *, listen: bool = True) -> Treat:
    def treat(connection: socket.socket) -> None:
        if listen:
            connection.recv(65536)
        connection.sendall(text)

    return treat


def reset(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("treat", "failure"),
    [
        (says(b""), "reset"),
        (reset, "reset"),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), "reset"),
        (says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"), "reset"),
        (says(b"SSH-2.0-OpenSSH\r\n", listen=False), "not_http"),
        (says(b"\0\1\2\r\n\r\n"), "not_http"),
        (says(b"HTTP/1.1 abc OK\r\n\r\n"), "not_http"),
        (says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"), "not_http"),
        (says(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000), "not_http"),
        (says(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000 + b"\r\n"), "not_http"),
    ],
)
def test_failures(send: Callable[..., HttpReply], tcp_server: Serve, treat: Treat, failure: str) -> None:
    reply = send(tcp_server(treat))
    assert (reply.status, reply.failure) == (0, failure)
    assert "127.0.0.1" in reply.detail


def test_refused(send: Callable[..., HttpReply]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert send(port).failure == "refused"


def test_no_such_name(send: Callable[..., HttpReply]) -> None:
    assert send(80, address="nowhere.invalid").failure == "unreachable"


@pytest.mark.parametrize("host", ["a\r\nX: y", "\u2603.test", " a"])
def test_hosts_that_cannot_be_asked_for(send: Callable[..., HttpReply], tcp_server: Serve, host: str) -> None:
    reply = send(tcp_server(echo), host=host)
    assert (reply.status, reply.failure) == (0, "not_asked")


def test_many_side_by_side(send: Callable[..., HttpReply], tcp_server: Serve, connect: Connect) -> None:
    def slow(connection: socket.socket) -> None:
        asked = connection.recv(65536).split()[1]
        time.sleep(0.3)
        connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + asked)

    port = tcp_server(slow)
    transport = connect("bea")
    for via in ("direct", "tunnel"):
        began = time.monotonic()
        replies = transport.http([HttpRequest(f"/{n}", "x", port=port, via=via) for n in range(16)])
        assert [reply.body for reply in replies] == [b"/%d" % n for n in range(16)]
        assert time.monotonic() - began < 4
    assert transport.http([]) == []


def test_proxies_of_the_environment_are_not_asked(
    send: Callable[..., HttpReply], tcp_server: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert send(tcp_server(echo)).status == 200


def test_a_server_that_forbids_tunnels(connect: Connect, boot: Boot) -> None:
    transport = connect("bea", boot(options=("AllowTcpForwarding no",)))
    [reply] = transport.http([HttpRequest("/", "x", via="tunnel")])
    assert reply.failure == "lost"
    assert "AllowTcpForwarding" in reply.detail


@pytest.mark.parametrize(
    ("code", "text", "failure"),
    [
        (2, "Connection refused", "refused"),
        (2, "Connection timed out", "timeout"),
        (2, "No route to host", "unreachable"),
        (2, "Connect failed", "lost"),
        (1, "open failed", "lost"),
        (1, "Connection refused by policy", "lost"),
        (3, "unknown channel type", "lost"),
        (4, "resource shortage", "lost"),
    ],
)
def test_a_refused_tunnel_tells_nothing_of_the_address(code: int, text: str, failure: str) -> None:
    def dial(*_: object) -> Any:
        raise ssh.tunnel_error(code, text, "127.0.0.1:80")

    assert http.send(HttpRequest("/", "x"), dial).failure == failure


MALFORMED = (
    b"HTTP/1.1 " + b"9" * 5000 + b" OK\r\n\r\n",
    b"HTTP/1.1 -1 OK\r\n\r\n",
    b"HTTP/" + b"1" * 5000 + b".1 200 OK\r\n\r\n",
    b"\0\xff\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nhi",
    b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhi",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nhi",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 5000 + b"\r\nhi",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhi",
    b"HTTP/1.1 200 OK\r\n: x\r\n\xff\xfe: \0\r\nno colon\r\n\r\nhi",
    b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 2000 + b"\r\nhi",
    b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\nhi",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=nope\r\nDate: Thu, 01 Jan 0000\r\nSet-Cookie: a\r\n\r\nhi",
)


@pytest.mark.parametrize("number", range(len(MALFORMED)))
def test_malformed_replies_are_the_servers(send: Callable[..., HttpReply], tcp_server: Serve, number: int) -> None:
    def treat(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(MALFORMED[number])

    reply = send(tcp_server(treat))
    assert (reply.status == 200) != (reply.failure in {"not_http", "reset", "too_long"}), reply


@pytest.mark.parametrize("fields", [{"path": "/a b"}, {"path": "/\0"}, {"path": "/\u20ac"}, {"host": "\u0142.test"}])
def test_what_no_request_can_hold_is_not_sent(tcp_server: Serve, fields: dict[str, str]) -> None:
    request = HttpRequest(**{"path": "/", "host": "h.test", "port": tcp_server(echo), **fields})  # type: ignore[arg-type]
    reply = LocalTransport().http([request])[0]
    assert (reply.status, reply.failure) == (0, "not_asked")


@pytest.mark.parametrize("host", ["a..b", "." * 70, "x" * 300])
def test_tls_to_a_name_that_is_none(tcp_server: Serve, host: str) -> None:
    def treat(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(OK)

    request = HttpRequest("/", host, port=tcp_server(treat), tls=True, timeout=5.0)
    assert LocalTransport().http([request])[0].failure == "not_http"
