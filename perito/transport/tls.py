"""TLS over any stream, a socket or an SSH channel, with ssl's memory buffers.

No certificate is verified: a student's own server has none from an authority.
"""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
CHUNK = 65536


class Plain(Protocol):
    """The stream underneath."""

    def settimeout(self, timeout: float, /) -> None: ...
    def recv(self, size: int, /) -> bytes: ...
    def sendall(self, data: bytes, /) -> object: ...
    def close(self) -> object: ...


class TlsStream:
    """A stream under TLS, until a moment of the monotonic clock, however slowly its records drip.

    The constructor does the handshake: raises OSError (ssl's errors are subclasses).
    """

    def __init__(self, stream: Plain, host: str, until: float) -> None:
        self._stream, self._until = stream, until
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = _wrapped(self._incoming, self._outgoing, host)
        self._through(self._tls.do_handshake)

    def settimeout(self, timeout: float, /) -> None:
        """Seconds from now on, for everything."""
        self._until = time.monotonic() + timeout

    def recv(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        try:
            return self._through(lambda: self._tls.read(size))
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    def sendall(self, data: bytes, /) -> None:
        """Send everything."""
        while data:
            data = data[self._through(lambda given=data: self._tls.write(given)) :]  # type: ignore[misc]

    def close(self) -> None:
        """Close the stream underneath without waiting for the peer."""
        self._stream.close()

    def _through(self, step: Callable[[], T]) -> T:
        """One step of TLS, with the exchange that it needs."""
        while True:
            try:
                done = step()
            except ssl.SSLWantReadError:
                self._flush()
                self._in_time()
                data = self._stream.recv(CHUNK)
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            else:
                self._flush()
                return done

    def _in_time(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._stream.settimeout(left)

    def _flush(self) -> None:
        if self._outgoing.pending:
            self._in_time()
            self._stream.sendall(self._outgoing.read())


def _wrapped(incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, host: str) -> ssl.SSLObject:
    """TLS with the host's name (SNI); an invalid host name (`a..b`) is left out, by RFC 6066."""
    try:
        return _context().wrap_bio(incoming, outgoing, server_hostname=host)
    except ValueError:
        return _context().wrap_bio(incoming, outgoing)


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
