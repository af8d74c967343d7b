"""The status of a page and no more: without the libraries of `http`, which take longer to load than a login."""

from __future__ import annotations

import re
import socket
import time
from typing import TYPE_CHECKING, Final

from perito.transport.browser import headers_of

if TYPE_CHECKING:
    from perito.transport.base import HttpRequest

LINE: Final = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9])[ \r\n]")
LONGEST: Final = 4096  # bytes of a status line, and of the headers that are read for courtesy


def status(request: HttpRequest) -> tuple[int, str]:
    """The status with which a request over the network is answered (RFC 9112), or 0 and the `failure` of HttpReply."""
    until = time.monotonic() + request.timeout
    try:
        stream = socket.create_connection((request.address, request.port), request.timeout)
    except ConnectionRefusedError:
        return 0, "refused"
    except (OSError, UnicodeError):  # a name that no resolver takes
        return 0, "unreachable"
    with stream:
        try:
            return _answered(stream, request, until)
        except TimeoutError:
            return 0, "timeout"
        except OSError:
            return 0, "reset"


def _answered(stream: socket.socket, request: HttpRequest, until: float) -> tuple[int, str]:
    lines = [f"{request.method} {request.path} HTTP/1.1", *(": ".join(one) for one in headers_of(request).items())]
    stream.sendall("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
    said = b""
    while b"\r\n\r\n" not in said and len(said) < LONGEST:
        stream.settimeout(max(0.001, until - time.monotonic()))
        more = stream.recv(LONGEST)
        if not more:
            break
        said += more
    found = LINE.match(said)
    if found:
        return int(found[1]), ""
    return 0, "not_http" if said else "reset"
