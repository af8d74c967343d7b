"""HTTP/1.1 to one address with a chosen Host header: one request, a total deadline, a size limit.

`requests` does the HTTP; the connections under it are our own, so that the same code uses the network or SSH, and a
server that sends a byte now and then cannot hold it.
"""

from __future__ import annotations

import errno
import http.client
import io
import re
import socket
import ssl
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

from perito.support.i18n import N_, _
from perito.support.threads import ThreadPoolExecutor
from perito.transport.base import DialError, HttpReply, HttpRequest
from perito.transport.browser import BadEncodingError, TooLongError, Unpacking, headers_of
from perito.transport.tls import TlsStream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Opener = Callable[[str, int, float], "Stream"]  # address, port, seconds

SIDE_BY_SIDE = 8
CHUNK = 65536
AROUND = 256 << 10  # bytes around a body: headers, lengths of chunks, what follows the last
_PATH = re.compile(r"[\x21-\x7e]+")
_HOST = re.compile(r"[\x21-\x7e\xa1-\xff]+")


class Stream(Protocol):
    """The common interface of a socket and an SSH channel."""

    def settimeout(self, timeout: float, /) -> None: ...
    def recv(self, size: int, /) -> bytes: ...
    def sendall(self, data: bytes, /) -> object: ...
    def close(self) -> object: ...


def dial(address: str, port: int, timeout: float) -> Stream:
    """A TCP connection within `timeout` seconds. Raises OSError, or DialError where the time is over."""
    try:
        return socket.create_connection((address, port), timeout)
    except TimeoutError as problem:
        raise DialError(
            "unreachable",
            _("no connection to {where} within {timeout:g} s").format(where=f"{address}:{port}", timeout=timeout),
        ) from problem


def _secured(stream: Stream, host: str, until: float) -> Stream:
    """The same stream over TLS. Raises OSError, the stream closed."""
    try:
        return TlsStream(stream, host.partition(":")[0], until)
    except BaseException:
        stream.close()
        raise


class _Reader(io.RawIOBase):
    """The reading end of a stream, with one deadline and one limit for everything: lines of headers and chunks too."""

    def __init__(self, stream: Stream, until: float, limit: int) -> None:
        self._stream, self._until, self._left = stream, until, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline")
        self._stream.settimeout(left)
        data = self._stream.recv(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise TooLongError
        buffer[: len(data)] = data
        return len(data)


class _Socket:
    """The socket interface that http.client needs, over any stream."""

    def __init__(self, stream: Stream, until: float, limit: int) -> None:
        self._stream, self._until, self._limit = stream, until, limit

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._stream, self._until, self._limit), CHUNK)

    def sendall(self, data: bytes) -> None:
        self._stream.settimeout(max(0.001, self._until - time.monotonic()))
        self._stream.sendall(data)

    def settimeout(self, _: object) -> None:
        """Ignored: the deadline is for the whole request, urllib3's is for each read."""

    def close(self) -> None:
        """Ignored: http.client closes when it knows that the reply is the last one; the body is still to be read."""

    def end(self) -> None:
        self._stream.close()


class _Adapter(HTTPAdapter):
    """Sends to one address, with the path unchanged (requests would normalise it)."""

    def __init__(self, request: HttpRequest, opener: Opener) -> None:
        super().__init__(max_retries=0)
        until = time.monotonic() + request.timeout
        self.path = request.path
        self.connections: list[_Socket] = []
        ours = self.connections

        class Connection(HTTPConnection):
            def _new_conn(self) -> Any:
                stream = opener(request.address, request.port, max(0.001, until - time.monotonic()))
                if request.tls:
                    stream = _secured(stream, request.host, until)
                ours.append(_Socket(stream, until, request.limit + AROUND))
                return ours[-1]

        self.pool = HTTPConnectionPool("perito.invalid", request.port, retries=False)
        self.pool.ConnectionCls = Connection

    def get_connection_with_tls_context(self, *_: Any, **__: Any) -> Any:
        return self.pool

    def request_url(self, *_: Any, **__: Any) -> str:
        return self.path

    def close(self) -> None:
        for connection in self.connections:
            connection.end()
        self.pool.close()
        super().close()


def send(request: HttpRequest, opener: Opener) -> HttpReply:
    """Send one request, follow no redirect, return the body unpacked. Server errors never raise."""
    if not _can_be_sent(request):
        return HttpReply(
            0, failure="not_asked", detail=f"no such request can be sent: {request.host!r} {request.path!r}"
        )
    began = time.monotonic()
    adapter = _Adapter(request, opener)
    try:
        status, headers, body = _speak(request, adapter)
    except Exception as problem:
        failure, detail = classify(problem, request)
        return HttpReply(0, seconds=time.monotonic() - began, failure=failure, detail=detail)
    finally:
        adapter.close()
    return HttpReply(status, headers, body, time.monotonic() - began)


def _can_be_sent(request: HttpRequest) -> bool:
    """Whether the request fits HTTP's syntax (RFC 9112, 3.2): names and paths may come from the server's files."""
    return bool(
        _PATH.fullmatch(request.path)
        and _HOST.fullmatch(request.host)
        and f"{request.body}{request.cookie}".isprintable()
    )


def _speak(request: HttpRequest, adapter: _Adapter) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    prepared = requests.PreparedRequest()
    prepared.prepare(
        request.method, "http://perito.invalid/", headers=headers_of(request), data=request.body.encode() or None
    )
    reply = adapter.send(prepared, stream=True, timeout=request.timeout)
    raw = reply.raw
    shown = not HTTPStatus.MULTIPLE_CHOICES <= reply.status_code < HTTPStatus.BAD_REQUEST  # a redirect's body is not
    body = Unpacking(raw.headers if shown else {}, request.limit)
    for chunk in raw.stream(CHUNK, decode_content=False):
        body.add(chunk)
    return reply.status_code, tuple((str(k), str(v)) for k, v in raw.headers.iteritems()), body.end()


def send_all(all_requests: Sequence[HttpRequest], openers: Mapping[str, Opener]) -> list[HttpReply]:
    """Send all side by side; `openers` by the `via` of a request."""
    if not all_requests:
        return []
    pool = ThreadPoolExecutor(min(SIDE_BY_SIDE, len(all_requests)))
    try:
        return list(pool.map(lambda one: send(one, openers[one.via]), all_requests))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # an interruption does not wait for the rest


_UNREACHABLE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_FAILURES: tuple[tuple[tuple[type[BaseException], ...], str, str], ...] = (  # the first that fits
    ((TooLongError,), "too_long", N_("{where} sent more than {limit} bytes")),
    ((TimeoutError,), "timeout", N_("{where} did not answer within {timeout:g} s")),
    ((ConnectionRefusedError,), "refused", N_("{where} refuses connections")),
    ((socket.gaierror,), "unreachable", N_("the name {where} has no address: {problem}")),
    ((BadEncodingError,), "not_http", N_("{where} packs the page in a way that no browser can unpack: {problem}")),
    ((urllib3.exceptions.InvalidChunkLength,), "not_http", N_("{where} sends chunks of no valid length")),
    (
        (ConnectionError, EOFError, http.client.IncompleteRead, urllib3.exceptions.IncompleteRead),
        "reset",
        N_("{where} closed the connection before the reply was complete"),
    ),
    ((ssl.SSLError,), "not_http", N_("{where} does not speak TLS: {problem}")),
    ((http.client.HTTPException,), "not_http", N_("{where} does not speak HTTP: {problem!r}")),
)


def classify(problem: BaseException, request: HttpRequest) -> tuple[str, str]:
    """The `failure` value for an exception, and a sentence; looks into the libraries' wrappers."""
    chain = _causes(problem)
    facts = {"where": f"{request.address}:{request.port}", "limit": request.limit, "timeout": request.timeout}
    for one in chain:
        if isinstance(one, DialError):
            return one.failure, str(one)
        if isinstance(one, OSError) and one.errno in _UNREACHABLE:
            return "unreachable", _("{where} cannot be reached: {problem}").format(problem=one, **facts)
    for kinds, word, sentence in _FAILURES:
        for one in chain:
            if isinstance(one, kinds):
                return word, _(sentence).format(problem=one, **facts)
    if any(isinstance(one, urllib3.exceptions.HTTPError) for one in chain):
        return "not_http", _("{where} does not speak HTTP: {problem}").format(problem=problem, **facts)
    if not isinstance(problem, OSError):
        shown = f"{type(problem).__name__}: {problem}"
        return "not_http", _("the reply of {where} cannot be read: {problem}").format(problem=shown, **facts)
    return "unreachable", _("the request to {where} could not be sent: {problem}").format(problem=problem, **facts)


def _causes(problem: BaseException) -> list[BaseException]:
    """The exception and what it wraps: causes, contexts, and exceptions among the arguments."""
    found: list[BaseException] = []
    queue: list[object] = [problem]
    while queue:
        one = queue.pop(0)
        if isinstance(one, BaseException) and not any(one is other for other in found):
            found.append(one)
            queue += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found
