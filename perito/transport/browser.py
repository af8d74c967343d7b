"""The requests of a browser, header by header, and what it makes of a packed body.

A site that knows a grader by its headers can show it another page than it shows people. The order and the words are
those of Firefox for a page that somebody opens over plain HTTP: no `Sec-Fetch-*`, which browsers send to trustworthy
origins only (W3C Fetch Metadata, 2), and no `br` or `zstd`, which Firefox asks for over TLS alone.
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Final

from perito.errors import PeritoError
from perito.transport.base import BROWSER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.transport.base import HttpRequest

ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LANGUAGE: Final = "es-ES,es;q=0.8,en-US;q=0.5,en;q=0.3"
ENCODING: Final = "gzip, deflate"
# What nginx hands on unchanged to the application: the same page, asked for past nginx, is asked for in these words.
HANDED_ON: Final = (
    ("User-Agent", BROWSER), ("Accept", ACCEPT), ("Accept-Language", LANGUAGE), ("Upgrade-Insecure-Requests", "1"),
    ("Priority", "u=0, i"),
)  # fmt: skip
GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
RAW: Final = -zlib.MAX_WBITS


class TooLongError(PeritoError):
    """The body is longer than the limit."""


class BadEncodingError(PeritoError):
    """The body is not packed as its header says."""


def encoded(login: str) -> str:
    """`name:password` as a browser sends it (RFC 7617)."""
    return base64.b64encode(login.encode()).decode("ascii")


def headers_of(request: HttpRequest) -> dict[str, str]:
    """The headers of a request, in a browser's order."""
    found = {
        "Host": request.host,
        "User-Agent": BROWSER,
        "Accept": ACCEPT,
        "Accept-Language": LANGUAGE,
        "Accept-Encoding": ENCODING,
    }
    if request.body:
        found["Content-Type"] = "application/x-www-form-urlencoded"
        found["Content-Length"] = str(len(request.body.encode()))
        found["Origin"] = origin = f"{'https' if request.tls else 'http'}://{request.host}"
    found["Connection"] = "keep-alive"
    if request.body:
        found["Referer"] = f"{origin}/"
    if request.login:
        found["Authorization"] = f"Basic {encoded(request.login)}"
    if request.cookie:
        found["Cookie"] = request.cookie
    return {**found, "Upgrade-Insecure-Requests": "1", "Priority": "u=0, i"}


class Unpacking:
    """A body as it comes in, unpacked where gzip or deflate packed it (RFC 9110, 8.4.1).

    `limit`: bytes that it may have, packed and unpacked; TooLongError beyond, and never more than that in memory.
    """

    def __init__(self, headers: Mapping[str, str], limit: int) -> None:
        named = (headers.get("content-encoding") or "").strip().lower()
        self._packed = named in {"gzip", "x-gzip", "deflate"}
        self._deflate = named == "deflate"
        self._reader = zlib.decompressobj(GZIP_OR_ZLIB)
        self._limit, self._came = limit, 0
        self.body = bytearray()

    def add(self, data: bytes) -> None:
        """Take what came next. Raises TooLongError, BadEncodingError."""
        first = self._came == 0
        self._came += len(data)
        self.body += self._unpacked(data, first=first) if self._packed else data
        if self._came > self._limit or len(self.body) > self._limit:
            raise TooLongError

    def end(self) -> bytes:
        """The whole body. Raises BadEncodingError where it breaks off."""
        if self._packed and self._came and not self._reader.eof:
            raise BadEncodingError("the packed body breaks off")
        return bytes(self.body)

    def _unpacked(self, data: bytes, *, first: bool) -> bytes:
        room = self._limit + 1 - len(self.body)
        try:
            return self._reader.decompress(data, room)
        except zlib.error as problem:
            if not (first and self._deflate):
                raise BadEncodingError(str(problem)) from problem
        self._reader = zlib.decompressobj(RAW)  # what some servers call deflate has no zlib header
        try:
            return self._reader.decompress(data, room)
        except zlib.error as problem:
            raise BadEncodingError(str(problem)) from problem
